package dev.kindred.engine.recipe.related;

import dev.kindred.engine.recipe.popularity.PopularItems;
import dev.kindred.engine.text.TextVectors;
import dev.kindred.kernels.FloatKernels;
import dev.kindred.kernels.TopK;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The similarity of items by their texts: how much the cosine of two texts exceeds the mean cosine of all
/// texts.
final class ItemTexts {

    /// Number of rows of texts in a cache block. Taste.
    private static final int BLOCK = 1024;

    /// Number of random pairs whose mean cosine is subtracted. Taste.
    private static final int PAIRS = 2_000;

    /// Maximum number of comparisons of texts in all searches: a minute or two of processor time. Taste.
    private static final long COMPARISONS = 2_000_000_000L;

    /// Minimum number of texts that each search compares. Taste.
    private static final int FEWEST_LOOKED_AT = 1_000;

    private static final ItemTexts NONE =
            new ItemTexts(TextVectors.empty(0, 0), TextVectors.empty(0, 0), new int[0], 0);

    private final TextVectors vectors;
    private final TextVectors lookedAt;
    private final int[] itemOf;
    private final float average;

    private ItemTexts(TextVectors vectors, TextVectors lookedAt, int[] itemOf, float average) {
        this.vectors = vectors;
        this.lookedAt = lookedAt;
        this.itemOf = itemOf;
        this.average = average;
    }

    /// Returns the texts.
    ///
    /// @param vectors null if there are none
    /// @param searches the number of searches; if searches and items are very many, a search compares the most
    /// popular items only
    static ItemTexts of(@Nullable TextVectors vectors, PopularItems popular, int searches) {
        if (vectors == null) {
            return NONE;
        }
        int with = 0;
        for (int item = 0; item < vectors.size(); item++) {
            with += vectors.has(item) ? 1 : 0;
        }
        if (with == 0) {
            return NONE;
        }
        int most = (int) Math.min(with, Math.max(FEWEST_LOOKED_AT, COMPARISONS / Math.max(1, searches)));
        var lookedAt = TextVectors.empty(most, vectors.dimension());
        var itemOf = new int[most];
        int size = 0;
        for (int item : popular.order()) {
            if (size < most && vectors.has(item)) {
                lookedAt.copy(vectors, item, size);
                itemOf[size++] = item;
            }
        }
        return new ItemTexts(vectors, lookedAt, itemOf, average(lookedAt));
    }

    private static float average(TextVectors texts) {
        int count = texts.size();
        var one = new byte[texts.dimension()];
        var other = new byte[texts.dimension()];
        double sum = 0;
        int pairs = Math.min(PAIRS, count - 1);
        for (int i = 0; i < pairs; i++) {
            int first = (int) ((long) i * count / pairs);
            int second = (int) ((first + 1 + (long) i * 7919) % count);
            if (first != second) {
                texts.row(first, one);
                texts.row(second, other);
                sum += texts.scale(first) * texts.scale(second) * dot(one, other);
            }
        }
        return pairs == 0 ? 0 : (float) Math.clamp(sum / pairs, 0, 0.9);
    }

    private static int dot(byte[] one, byte[] other) {
        return FloatKernels.select().dot(one, 0, other, 0, one.length);
    }

    /// Returns whether no item has a text.
    boolean isNone() {
        return itemOf.length == 0;
    }

    /// Returns a work space for the searches of one thread.
    Look look() {
        return new Look(
                new byte[vectors.dimension()],
                new byte[vectors.dimension()],
                isNone() ? new float[0] : new float[BLOCK]);
    }

    /// An item's row, and a buffer for another's.
    record Look(byte[] row, byte[] other, float[] cosines) {}

    /// Selects an item. Returns whether it has a text.
    boolean turn(Look look, int item) {
        if (isNone()) {
            return false;
        }
        vectors.row(item, look.row());
        return vectors.has(item);
    }

    /// Returns the similarity of the selected item and another, from 0 to 1.
    float likeness(Look look, int item, int other) {
        float scale = vectors.scale(item) * vectors.scale(other);
        if (scale == 0) {
            return 0;
        }
        vectors.row(other, look.other());
        return above(scale * dot(look.row(), look.other()));
    }

    private float above(float cosine) {
        return Math.max(0, (cosine - average) / (1 - average));
    }

    /// Returns the items whose texts are nearest to that of the selected item.
    int[] nearest(Look look, int item, int count) {
        var nearest = new TopK(Math.min(count + 1, itemOf.length));
        for (int first = 0; first < itemOf.length; first += BLOCK) {
            int length = Math.min(BLOCK, itemOf.length - first);
            lookedAt.cosines(look.row(), vectors.scale(item), first, length, look.cosines());
            nearest.offerAll(look.cosines(), 0, length, first);
        }
        var places = new int[nearest.size()];
        int found = nearest.drain(places, new float[places.length]);
        var items = new int[found];
        int size = 0;
        for (int i = 0; i < found && size < count; i++) {
            if (itemOf[places[i]] != item) {
                items[size++] = itemOf[places[i]];
            }
        }
        return Arrays.copyOf(items, size);
    }
}
