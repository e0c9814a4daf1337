package dev.kindred.engine.recipe.popularity;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.model.ItemIds;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.ranking.ExplainedItems;
import dev.kindred.engine.ranking.Explanation;
import dev.kindred.engine.ranking.Explanation.Kind;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/// Ranks items by the increase in their interactions from one interval to the next, the latest one; items
/// without an increase follow by popularity. Without interactions in both intervals, the result is a list of
/// popular items. There are no scores.
///
/// File: the ids of the items; `popular`, every item once, most popular first (4 bytes each); `increases` of
/// each item (4 bytes each); `interval` in seconds (8 bytes).
public final class TrendingModel implements Model {

    public static final String KIND = "TRENDING";
    private static final int VERSION = 1;

    private final IdIndex ids;
    private final PopularItems popular;
    private final PopularItems trending;
    private final int[] increases;
    private final Duration interval;

    private TrendingModel(IdIndex ids, PopularItems popular, int[] increases, Duration interval) {
        this.ids = ids;
        this.popular = popular;
        this.increases = increases;
        this.interval = interval;
        this.trending = new PopularItems(order(popular, increases));
    }

    /// Returns the model at the time of the newest interaction.
    public static TrendingModel train(TrainingSet set, Duration interval) {
        var log = set.interactions();
        return new TrendingModel(set.items().ids(), PopularItems.of(log), increases(log, end(log), interval), interval);
    }

    /// Returns the time just after the newest interaction, in seconds since 1970, or 0 if there is none.
    public static long end(InteractionLog log) {
        return Arrays.stream(log.times()).max().orElse(-1) + 1;
    }

    /// Returns the increase of each item: its interactions in the interval before `end` (exclusive) minus those
    /// in the interval before that.
    public static int[] increases(InteractionLog log, long end, Duration interval) {
        long length = interval.toSeconds();
        var increases = new int[log.itemCount()];
        for (int at = 0; at < log.size(); at++) {
            long age = end - 1 - log.times()[at];
            if (age >= 0 && age < length) {
                increases[log.items()[at]]++;
            } else if (age >= length && age < 2 * length) {
                increases[log.items()[at]]--;
            }
        }
        return increases;
    }

    public static TrendingModel open(Path path) throws IOException {
        return SectionFile.read(path, KIND, VERSION, TrendingModel::read);
    }

    private static TrendingModel read(SectionFile file) throws IOException {
        return new TrendingModel(
                ItemIds.read(file),
                new PopularItems(file.ints("popular")),
                file.ints("increases"),
                Duration.ofSeconds(file.longs("interval")[0]));
    }

    /// The length of the compared intervals.
    public Duration interval() {
        return interval;
    }

    /// Returns the model at a later time. It costs an iteration over the items, and a sort of those with an
    /// increase.
    ///
    /// @param newIncreases the increase of each item in the latest interval
    public TrendingModel refreshed(int[] newIncreases) {
        if (newIncreases.length != ids.size()) {
            throw new IllegalArgumentException(newIncreases.length + " increases for " + ids.size() + " items");
        }
        return new TrendingModel(ids, popular, newIncreases.clone(), interval);
    }

    /// Items with an increase, greatest first, then the others; ties by popularity.
    private static int[] order(PopularItems popular, int[] increases) {
        var gained = new long[increases.length];
        int count = 0;
        for (int item = 0; item < increases.length; item++) {
            if (increases[item] > 0) {
                gained[count++] = ((long) -increases[item] << 32) | popular.rank(item);
            }
        }
        Arrays.sort(gained, 0, count);
        var order = new int[increases.length];
        for (int i = 0; i < count; i++) {
            order[i] = popular.order()[(int) gained[i]];
        }
        int next = count;
        for (int item : popular.order()) {
            if (increases[item] <= 0) {
                order[next++] = item;
            }
        }
        return order;
    }

    @Override
    public IdIndex items() {
        return ids;
    }

    @Override
    public RankedItems rank(Query query) {
        return PopularityModel.unscored(trending.best(query.eligible(), query.numResults(), new int[0]));
    }

    @Override
    public RankedItems rerank(Query query, int[] items) {
        return PopularityModel.unscored(trending.sorted(items));
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
                Arrays.stream(ranked.items()).mapToObj(this::explanation).toList());
    }

    /// The reason of an item with an increase is the increase; that of any other item is its popularity.
    private Explanation explanation(int item) {
        return increases[item] > 0 ? Explanation.of(Kind.TREND, increases[item]) : popular.explanation(item);
    }

    @Override
    public void write(Path path) throws IOException {
        try (var file = SectionWriter.create(path, KIND, VERSION)) {
            ItemIds.write(file, ids);
            file.ints("popular", popular.order());
            file.ints("increases", increases);
            file.longs("interval", new long[] {interval.toSeconds()});
            file.finish();
        }
    }
}
