package dev.kindred.engine.data;

import dev.kindred.engine.text.TextVectors;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The metadata of items. It covers all items, with or without interactions.
///
/// @param ids the items' outer ids
/// @param createdAt when each came to be, in seconds since 1970, or [#UNKNOWN]
/// @param shown how often each was part of an impression, or an empty array where impressions are not known
/// @param texts the vectors of their texts, a row for each item, or null without texts
public record ItemTable(
        IdIndex ids,
        long[] createdAt,
        List<Feature> features,
        long[] shown,
        @Nullable TextVectors texts) {

    /// The time of creation of an item of which it is not known.
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

    /// Returns a table of items of which nothing is known but the ids.
    public static ItemTable bare(IdIndex ids) {
        var createdAt = new long[ids.size()];
        Arrays.fill(createdAt, UNKNOWN);
        return new ItemTable(ids, createdAt, List.of(), new long[0]);
    }

    public int size() {
        return ids.size();
    }
}
