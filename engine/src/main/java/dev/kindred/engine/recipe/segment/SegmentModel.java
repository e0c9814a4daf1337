package dev.kindred.engine.recipe.segment;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.model.ItemIds;
import dev.kindred.engine.model.StoredModel;
import dev.kindred.engine.recipe.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Ranks users by their affinity to items. It holds no data of users: it has the weights of affinity and factors
/// of items; users and their histories are arguments of a request.
///
/// File: the ids of the items; `affinity`, the numbers of [Affinity] in the order of its components (4-byte
/// floats); and, if factors are used, those of [UserFactors] under `factors.`.
public final class SegmentModel implements StoredModel {

    public static final String KIND = "SEGMENTS";
    private static final int VERSION = 1;
    private static final String FACTORS = "factors.";

    private final IdIndex ids;
    private final Affinity affinity;
    private final @Nullable UserFactors factors;

    SegmentModel(IdIndex ids, Affinity affinity, @Nullable UserFactors factors) {
        this.ids = ids;
        this.affinity = affinity;
        this.factors = factors;
    }

    /// Opens a model by memory map.
    ///
    /// @throws dev.kindred.engine.file.CorruptFileException if the file is not an intact model of this kind and
    /// version
    public static SegmentModel open(Path path) throws IOException {
        return SectionFile.read(path, KIND, VERSION, SegmentModel::read);
    }

    private static SegmentModel read(SectionFile file) throws IOException {
        return new SegmentModel(
                ItemIds.read(file),
                Affinity.ofNumbers(file.floats("affinity")),
                file.has(FACTORS + "vectors") ? UserFactors.read(file, FACTORS) : null);
    }

    @Override
    public IdIndex items() {
        return ids;
    }

    /// Returns the ranking of the users of a log.
    ///
    /// @param items the ids of the log's items, which can differ from those of the model
    public UserRanking over(InteractionLog log, IdIndex items, Workers workers) {
        var known = new int[items.size()];
        Arrays.setAll(known, item -> ids.indexOf(items.id(item)));
        return new UserRanking(affinity, UserItems.of(log), factors, known, workers);
    }

    /// Returns the ranking of users whose items are those of the model, by index.
    UserRanking over(UserItems data, Workers workers) {
        return new UserRanking(affinity, data, factors, identity(data.itemCount()), workers);
    }

    static int[] identity(int count) {
        var identity = new int[count];
        Arrays.setAll(identity, i -> i);
        return identity;
    }

    @Override
    public void write(Path path) throws IOException {
        try (var file = SectionWriter.create(path, KIND, VERSION)) {
            ItemIds.write(file, ids);
            file.floats("affinity", affinity.numbers());
            if (factors != null) {
                factors.write(file, FACTORS);
            }
            file.finish();
        }
    }
}
