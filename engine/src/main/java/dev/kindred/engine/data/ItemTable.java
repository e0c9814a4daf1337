package dev.kindred.engine.data;

import dev.kindred.engine.text.TextVectors;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The metadata of all items, with or without interactions.
///
/// @param ids the items' external ids
/// @param createdAt the creation time of each item, in seconds since 1970, or [#UNKNOWN]
/// @param shown the number of impressions of each item, or an empty array if impressions are unknown
/// @param texts the vectors of the items' texts, a row for each item, or null without texts
public record ItemTable(
        IdIndex ids,
        long[] createdAt,
        List<Feature> features,
        long[] shown,
        @Nullable TextVectors texts) {

    /// An unknown creation time.
    public static final long UNKNOWN = Long.MIN_VALUE;

    public ItemTable {
        features = List.copyOf(features);
        if (texts != null && texts.size() != ids.size()) {
            throw new IllegalArgumentException("the texts differ in number from the items");
        }
    }

    /// A table of items without texts.
    public ItemTable(IdIndex ids, long[] createdAt, List<Feature> features, long[] shown) {
        this(ids, createdAt, features, shown, null);
    }

    /// Returns a table of items without metadata.
    public static ItemTable bare(IdIndex ids) {
        var createdAt = new long[ids.size()];
        Arrays.fill(createdAt, UNKNOWN);
        return new ItemTable(ids, createdAt, List.of(), new long[0]);
    }

    public int size() {
        return ids.size();
    }
}
