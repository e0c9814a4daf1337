package dev.kindred.engine.recipe.popularity;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.model.ItemIds;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.ranking.ExplainedItems;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// Ranks items by their number of users, in the same order for all users and without scores.
///
/// File: the ids of the items, and `order`, every item once, most popular first (4 bytes each).
public final class PopularityModel implements Model {

    public static final String KIND = "POPULAR";
    private static final int VERSION = 1;

    private final IdIndex ids;
    private final PopularItems popular;

    private PopularityModel(IdIndex ids, PopularItems popular) {
        this.ids = ids;
        this.popular = popular;
    }

    public static PopularityModel train(TrainingSet set) {
        return new PopularityModel(set.items().ids(), PopularItems.of(set.interactions()));
    }

    public static PopularityModel open(Path path) throws IOException {
        return SectionFile.read(path, KIND, VERSION, PopularityModel::read);
    }

    private static PopularityModel read(SectionFile file) throws IOException {
        return new PopularityModel(ItemIds.read(file), new PopularItems(file.ints("order")));
    }

    @Override
    public IdIndex items() {
        return ids;
    }

    @Override
    public RankedItems rank(Query query) {
        return unscored(popular.best(query.eligible(), query.numResults(), new int[0]));
    }

    @Override
    public RankedItems rerank(Query query, int[] items) {
        return unscored(popular.sorted(items));
    }

    @Override
    public ExplainedItems rankExplained(Query query, int mostCauses) {
        return explained(rank(query));
    }

    @Override
    public ExplainedItems rerankExplained(Query query, int[] items, int mostCauses) {
        return explained(rerank(query, items));
    }

    private ExplainedItems explained(RankedItems ranked) {
        return new ExplainedItems(
                ranked,
                Arrays.stream(ranked.items()).mapToObj(popular::explanation).toList());
    }

    /// Returns an answer whose items have no scores.
    static RankedItems unscored(int[] items) {
        var scores = new double[items.length];
        Arrays.fill(scores, Double.NaN);
        var reasons = new Reason[items.length];
        Arrays.fill(reasons, Reason.RELEVANT);
        return new RankedItems(items, scores, reasons);
    }

    @Override
    public void write(Path path) throws IOException {
        try (var file = SectionWriter.create(path, KIND, VERSION)) {
            ItemIds.write(file, ids);
            file.ints("order", popular.order());
            file.finish();
        }
    }
}
