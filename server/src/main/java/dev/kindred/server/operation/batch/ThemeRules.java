package dev.kindred.server.operation.batch;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.resource.BatchInferenceJob;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.ThemeGenerationConfig;
import dev.kindred.server.schema.ColumnRole;
import dev.kindred.server.schema.ColumnType;
import dev.kindred.server.schema.DatasetType;
import org.jspecify.annotations.Nullable;

/// Validation of theme generation in batch inference jobs.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/themed-batch-recommendations.html">Batch
/// recommendations with themes</a>
final class ThemeRules {

    private static final String MEMBER = "themeGenerationConfig.fieldsForThemeGeneration.itemName";
    private static final String PURPOSE = "batchInferenceJobMode " + BatchInferenceJob.THEMES;

    private ThemeRules() {}

    /// Checks that a configuration is present exactly if the mode is the one that needs it.
    ///
    /// @throws InvalidInput if not
    static void requireConfig(String mode, @Nullable ThemeGenerationConfig config) {
        boolean hasThemes = mode.equals(BatchInferenceJob.THEMES);
        if (hasThemes && config == null) {
            throw new InvalidInput(
                    "%s needs themeGenerationConfig. Name the column of the Items dataset with the names of items in %s."
                            .formatted(PURPOSE, MEMBER));
        }
        if (!hasThemes && config != null) {
            throw new InvalidInput(
                    "themeGenerationConfig is for %s, and the mode is %s. Set that mode, or leave themeGenerationConfig out."
                            .formatted(PURPOSE, mode));
        }
    }

    /// Checks that themes can be generated with that version, if they are requested.
    ///
    /// @param config null if no themes are requested
    /// @throws InvalidInput if not
    static void check(@Nullable ThemeGenerationConfig config, SolutionVersion version, GroupSchemas schemas) {
        if (config == null) {
            return;
        }
        BatchRules.requireRecipe(
                version,
                RecipeAbility.THEMES,
                PURPOSE + " is for aws-similar-items: use a version of that recipe, or leave the mode out.");
        var items = schemas.require(DatasetType.ITEMS, PURPOSE);
        var column = schemas.requireColumn(
                DatasetType.ITEMS, config.fieldsForThemeGeneration().itemName(), MEMBER);
        if (column.type() != ColumnType.STRING || column.role() == ColumnRole.ID) {
            throw new InvalidInput(
                    "%s names the column %s, which holds %s. Name the string column with the names of items."
                            .formatted(
                                    MEMBER,
                                    column.name(),
                                    column.role() == ColumnRole.ID
                                            ? "ids"
                                            : "values of type " + column.type().avroName()));
        }
        if (items.findTextual().isEmpty()) {
            throw new InvalidInput(
                    "%s needs a column with \"textual\": true in the schema of the Items dataset, such as DESCRIPTION, and there is none. Add it with UpdateDataset."
                            .formatted(PURPOSE));
        }
    }
}
