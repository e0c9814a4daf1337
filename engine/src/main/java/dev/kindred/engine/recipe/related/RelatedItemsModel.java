package dev.kindred.engine.recipe.related;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.model.ItemIds;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.model.SparseMatrix;
import dev.kindred.engine.model.SparseMatrix.Row;
import dev.kindred.engine.ranking.ExplainedItems;
import dev.kindred.engine.ranking.Explanation;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.engine.recipe.popularity.PopularItems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;

/// Ranks items by their similarity to the query's item. If that item is unknown, or too few items are similar,
/// popular items follow. There are no scores.
///
/// File: the ids of the items; `popular`, every item once, most popular first (4 bytes each); and the matrix
/// `similar.`, with the similar items of each item.
public final class RelatedItemsModel implements Model {

    public static final String KIND = "RELATED";
    private static final int VERSION = 1;
    private static final String SIMILARITY = "similarity";

    private final IdIndex ids;
    private final PopularItems popular;
    private final SparseMatrix similar;

    RelatedItemsModel(IdIndex ids, PopularItems popular, SparseMatrix similar) {
        this.ids = ids;
        this.popular = popular;
        this.similar = similar;
    }

    public static RelatedItemsModel open(Path path) throws IOException {
        return SectionFile.read(path, KIND, VERSION, RelatedItemsModel::read);
    }

    private static RelatedItemsModel read(SectionFile file) throws IOException {
        return new RelatedItemsModel(
                ItemIds.read(file),
                new PopularItems(file.ints("popular")),
                SparseMatrix.readWithLongOffsets(file, "similar."));
    }

    @Override
    public IdIndex items() {
        return ids;
    }

    /// Returns the items that are similar to `item`, most similar first.
    Row similarTo(int item) {
        if (item == Query.NO_ITEM) {
            return Row.EMPTY;
        }
        var row = new Row(new int[similar.length(item)], new float[similar.length(item)]);
        similar.copyRow(item, row);
        return row;
    }

    @Override
    public RankedItems rank(Query query) {
        var found = eligible(similarTo(query.item()).columns(), query.eligible(), query.numResults());
        var reasons = new Reason[found.length];
        Arrays.fill(reasons, Reason.RELEVANT);
        var scores = new double[found.length];
        Arrays.fill(scores, Double.NaN);
        int missing = query.numResults() - found.length;
        if (missing == 0) {
            return new RankedItems(found, scores, reasons);
        }
        var taken = Arrays.copyOf(found, found.length + 1);
        taken[found.length] = query.item(); // an item is not similar to itself; an unknown one is never met
        Arrays.sort(taken);
        return PopularItems.append(
                new RankedItems(found, scores, reasons), popular.best(query.eligible(), missing, taken));
    }

    private static int[] eligible(int[] items, ItemSet set, int count) {
        var found = new int[Math.min(count, items.length)];
        int size = 0;
        for (int item : items) {
            if (size == found.length) {
                break;
            }
            if (set.contains(item)) {
                found[size++] = item;
            }
        }
        return Arrays.copyOf(found, size);
    }

    @Override
    public RankedItems rerank(Query query, int[] items) {
        var wanted = items.clone();
        Arrays.sort(wanted);
        var like = similarTo(query.item()).columns();
        var found = Arrays.stream(like)
                .filter(item -> Arrays.binarySearch(wanted, item) >= 0)
                .toArray();
        var known = found.clone();
        Arrays.sort(known);
        var rest = popular.sorted(Arrays.stream(items)
                .filter(item -> Arrays.binarySearch(known, item) < 0)
                .toArray());
        var scores = new double[found.length];
        Arrays.fill(scores, Double.NaN);
        var reasons = new Reason[found.length];
        Arrays.fill(reasons, Reason.RELEVANT);
        return PopularItems.append(new RankedItems(found, scores, reasons), rest);
    }

    @Override
    public ExplainedItems rankExplained(Query query, int mostCauses) {
        return explained(rank(query), query);
    }

    @Override
    public ExplainedItems rerankExplained(Query query, int[] items, int mostCauses) {
        return explained(rerank(query, items), query);
    }

    /// The reason of a similar item is its similarity to the query's item; that of any other item is its popularity.
    private ExplainedItems explained(RankedItems ranked, Query query) {
        var like = similarTo(query.item());
        var explanations = new ArrayList<Explanation>(ranked.size());
        for (int item : ranked.items()) {
            int at = 0;
            while (at < like.columns().length && like.columns()[at] != item) {
                at++;
            }
            explanations.add(
                    at < like.columns().length
                            ? Explanation.ofItem(query.item(), SIMILARITY, like.values()[at])
                            : popular.explanation(item));
        }
        return new ExplainedItems(ranked, explanations);
    }

    @Override
    public void write(Path path) throws IOException {
        try (var file = SectionWriter.create(path, KIND, VERSION)) {
            ItemIds.write(file, ids);
            file.ints("popular", popular.order());
            similar.write(file, "similar.");
            file.finish();
        }
    }
}
