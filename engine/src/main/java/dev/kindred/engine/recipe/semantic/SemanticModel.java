package dev.kindred.engine.recipe.semantic;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.model.ItemIds;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.ranking.ExplainedItems;
import dev.kindred.engine.ranking.Explanation;
import dev.kindred.engine.ranking.Explanation.Cause;
import dev.kindred.engine.ranking.Explanation.Kind;
import dev.kindred.engine.ranking.Explanation.MemberShare;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.engine.recipe.popularity.PopularItems;
import dev.kindred.engine.text.TextVectors;
import dev.kindred.kernels.TopK;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Ranks items by the similarity in meaning of their texts to that of the query's item. Every item is compared,
/// so the search is exact. Items without a text come last, most popular first; so do all items if the query's
/// item is unknown or has no text.
///
/// An influence reorders the most similar items, at least [#CANDIDATES], so that popular or new items do not
/// displace similar ones. The sort key is the cosine, scaled to the range 0 to 1 over these items, plus the
/// weighted popularity and freshness.
///
/// Scores are cosines, or those sums if there is an influence.
///
/// File: the ids of the items; [TextVectors]; `dimension` of these (4 bytes); `popularity` and `freshness` of
/// each item (floats, from 0 to 1); `popular`, every item once, most popular first (4 bytes each).
public final class SemanticModel implements Model {

    public static final String KIND = "SEMANTIC";

    /// Minimum number of candidates that ranking influences reorder, and number per result. Taste.
    static final int CANDIDATES = 100;
    private static final int CANDIDATES_OF_A_RESULT = 4;
    private static final int VERSION = 1;
    private static final String SIMILARITY = "similarity";
    private static final int BLOCK = 1024;

    private final IdIndex ids;
    private final TextVectors texts;
    private final float[] popularity;
    private final float[] freshness;
    private final PopularItems popular;
    private final Influence influence;

    /// The influences on the ranking besides similarity, each from 0 (none) to 1.
    public record Influence(double popularity, double freshness) {

        public static final Influence NONE = new Influence(0, 0);

        boolean isNone() {
            return popularity == 0 && freshness == 0;
        }
    }

    SemanticModel(
            IdIndex ids,
            TextVectors texts,
            float[] popularity,
            float[] freshness,
            PopularItems popular,
            Influence influence) {
        this.ids = ids;
        this.texts = texts;
        this.popularity = popularity;
        this.freshness = freshness;
        this.popular = popular;
        this.influence = influence;
    }

    public static SemanticModel open(Path path) throws IOException {
        return SectionFile.read(path, KIND, VERSION, SemanticModel::read);
    }

    private static SemanticModel read(SectionFile file) throws IOException {
        return new SemanticModel(
                ItemIds.read(file),
                TextVectors.read(file, file.ints("dimension")[0]),
                file.floats("popularity"),
                file.floats("freshness"),
                new PopularItems(file.ints("popular")),
                Influence.NONE);
    }

    /// Returns the same model with another influence.
    public SemanticModel with(Influence other) {
        return new SemanticModel(ids, texts, popularity, freshness, popular, other);
    }

    /// Returns whether its items have exactly these ids and texts.
    public boolean isOf(IdIndex otherIds, TextVectors otherTexts) {
        if (ids.size() != otherIds.size()) {
            return false;
        }
        for (int item = 0; item < ids.size(); item++) {
            if (!ids.id(item).equals(otherIds.id(item)) || !texts.isSame(item, otherTexts, item)) {
                return false;
            }
        }
        return true;
    }

    /// Returns a model of other items. Popularity and freshness are those of the training; both are 0 for a new
    /// item.
    public SemanticModel updated(IdIndex newIds, TextVectors newTexts) {
        int count = newIds.size();
        var newPopularity = new float[count];
        var newFreshness = new float[count];
        var places = new long[count];
        for (int item = 0; item < count; item++) {
            int known = ids.indexOf(newIds.id(item));
            long rank = count + (long) ids.size(); // after all known items
            if (known >= 0) {
                newPopularity[item] = popularity[known];
                newFreshness[item] = freshness[known];
                rank = popular.rank(known);
            }
            places[item] = rank << 32 | item;
        }
        Arrays.sort(places);
        var order = new int[count];
        for (int place = 0; place < count; place++) {
            order[place] = (int) places[place];
        }
        return new SemanticModel(newIds, newTexts, newPopularity, newFreshness, new PopularItems(order), influence);
    }

    @Override
    public IdIndex items() {
        return ids;
    }

    float popularity(int item) {
        return popularity[item];
    }

    float freshness(int item) {
        return freshness[item];
    }

    boolean hasText(int item) {
        return texts.has(item);
    }

    @Override
    public RankedItems rank(Query query) {
        var found = alike(query);
        int missing = query.numResults() - found.size();
        if (missing == 0) {
            return found;
        }
        var taken = Arrays.copyOf(found.items(), found.size() + 1);
        taken[found.size()] = query.item(); // an item is not similar to itself; an unknown one is never met
        Arrays.sort(taken);
        return PopularItems.append(found, popular.best(query.eligible(), missing, taken));
    }

    private RankedItems alike(Query query) {
        int item = query.item();
        int wanted = query.numResults();
        if (item == Query.NO_ITEM || !texts.has(item) || wanted == 0) {
            return new RankedItems(new int[0], new double[0], new Reason[0]);
        }
        int most = influence.isNone() ? wanted : Math.max(CANDIDATES, wanted * CANDIDATES_OF_A_RESULT);
        var nearest = nearest(item, query.eligible(), Math.min(most, ids.size()));
        var items = new int[nearest.size()];
        var cosines = new float[items.length];
        nearest.drain(items, cosines);
        return influence.isNone() ? ranked(items, cosines, items.length) : moved(items, cosines, wanted);
    }

    private TopK nearest(int item, ItemSet eligible, int count) {
        var row = new byte[texts.dimension()];
        texts.row(item, row);
        float scale = texts.scale(item);
        var nearest = new TopK(count);
        if (eligible.estimatedSize() < ids.size() / 16) { // a sequential scan is that much faster than random access
            var one = new float[1];
            eligible.forEach(other -> {
                if (other != item && texts.has(other)) {
                    texts.cosines(row, scale, other, 1, one);
                    nearest.offer(other, one[0]);
                }
            });
            return nearest;
        }
        var cosines = new float[BLOCK];
        for (int first = 0; first < ids.size(); first += BLOCK) {
            int length = Math.min(BLOCK, ids.size() - first);
            texts.cosines(row, scale, first, length, cosines);
            for (int i = 0; i < length; i++) {
                int other = first + i;
                if (cosines[i] >= nearest.threshold()
                        && other != item
                        && texts.has(other)
                        && eligible.contains(other)) {
                    nearest.offer(other, cosines[i]);
                }
            }
        }
        return nearest;
    }

    private RankedItems moved(int[] items, float[] cosines, int wanted) {
        float least = cosines.length == 0 ? 0 : cosines[cosines.length - 1];
        float spread = cosines.length == 0 ? 0 : cosines[0] - least;
        var best = new TopK(Math.min(wanted, items.length));
        for (int i = 0; i < items.length; i++) {
            float likeness = spread == 0 ? 0 : (cosines[i] - least) / spread;
            double place = likeness
                    + influence.popularity() * popularity[items[i]]
                    + influence.freshness() * freshness[items[i]];
            best.offer(i, (float) place); // ties keep the order of similarity
        }
        var chosen = new int[best.size()];
        var places = new float[chosen.length];
        int count = best.drain(chosen, places);
        for (int i = 0; i < count; i++) {
            chosen[i] = items[chosen[i]];
        }
        return ranked(chosen, places, count);
    }

    private static RankedItems ranked(int[] items, float[] values, int count) {
        var scores = new double[count];
        for (int i = 0; i < count; i++) {
            scores[i] = values[i];
        }
        var reasons = new Reason[count];
        Arrays.fill(reasons, Reason.RELEVANT);
        return new RankedItems(items, scores, reasons);
    }

    @Override
    public ExplainedItems rankExplained(Query query, int mostCauses) {
        return explained(rank(query), query);
    }

    @Override
    public ExplainedItems rerankExplained(Query query, int[] items, int mostCauses) {
        return explained(rerank(query, items), query);
    }

    /// The reasons of an item with a score are its similarity to the query's item and the influences; that of any
    /// other item is its popularity.
    private ExplainedItems explained(RankedItems ranked, Query query) {
        var explanations = new ArrayList<Explanation>(ranked.size());
        for (int i = 0; i < ranked.size(); i++) {
            int item = ranked.items()[i];
            double score = ranked.scores()[i];
            if (Double.isNaN(score)) {
                explanations.add(popular.explanation(item));
                continue;
            }
            double byPopularity = influence.popularity() * popularity[item];
            double byFreshness = influence.freshness() * freshness[item];
            double likeness = score - byPopularity - byFreshness;
            explanations.add(new Explanation(
                    score,
                    List.of(new Cause(query.item(), likeness, List.of(new MemberShare(SIMILARITY, likeness)))),
                    Stream.of(
                                    new Explanation.Influence(Kind.POPULARITY, byPopularity),
                                    new Explanation.Influence(Kind.FRESHNESS, byFreshness))
                            .filter(each -> each.share() != 0)
                            .toList()));
        }
        return new ExplainedItems(ranked, explanations);
    }

    @Override
    public RankedItems rerank(Query query, int[] items) {
        var known = new boolean[ids.size()];
        for (int item : items) {
            known[item] = true;
        }
        var wanted = new ItemSet() {
            @Override
            public boolean contains(int item) {
                return known[item];
            }

            @Override
            public int estimatedSize() {
                return items.length;
            }

            @Override
            public void forEach(java.util.function.IntConsumer action) {
                for (int item = 0; item < known.length; item++) {
                    if (known[item]) {
                        action.accept(item);
                    }
                }
            }
        };
        var ranked = rank(new Query(
                query.history(),
                query.item(),
                query.user(),
                query.context(),
                wanted,
                items.length,
                query.exploration(),
                query.now(),
                query.seed()));
        boolean isAsked = query.item() != Query.NO_ITEM && known[query.item()];
        return isAsked ? PopularItems.append(ranked, new int[] {query.item()}) : ranked;
    }

    @Override
    public void write(Path path) throws IOException {
        try (var file = SectionWriter.create(path, KIND, VERSION)) {
            ItemIds.write(file, ids);
            file.ints("dimension", new int[] {texts.dimension()});
            texts.write(file);
            file.floats("popularity", popularity);
            file.floats("freshness", freshness);
            file.ints("popular", popular.order());
            file.finish();
        }
    }
}
