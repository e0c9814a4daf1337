package dev.kindred.engine.recipe;

import dev.kindred.engine.file.CorruptFileException;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.recipe.blend.PersonalizationModel;
import dev.kindred.engine.recipe.popularity.PopularityModel;
import dev.kindred.engine.recipe.popularity.TrendingModel;
import dev.kindred.engine.recipe.related.RelatedItemsModel;
import dev.kindred.engine.recipe.semantic.SemanticModel;
import java.io.IOException;
import java.nio.file.Path;

/// Opens the models of all recipes.
public final class Models {

    private Models() {}

    /// Opens a model of any kind by memory map.
    ///
    /// @throws CorruptFileException if the file is not an intact model of a known kind and version
    public static Model open(Path file) throws IOException {
        var kind = SectionFile.kindOf(file);
        return switch (kind) {
            case PersonalizationModel.KIND -> PersonalizationModel.open(file);
            case PopularityModel.KIND -> PopularityModel.open(file);
            case TrendingModel.KIND -> TrendingModel.open(file);
            case RelatedItemsModel.KIND -> RelatedItemsModel.open(file);
            case SemanticModel.KIND -> SemanticModel.open(file);
            default -> throw new CorruptFileException(file, "it holds \"" + kind + "\", which is no model");
        };
    }
}
