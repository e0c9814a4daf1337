package dev.kindred.engine.recipe.member;

import dev.kindred.engine.file.SectionWriter;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A vector for each item, and one for any user: the score of an item is their inner product.
public interface Factors {

    ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// Number of vectors that are copied together.
    int AT_ONCE = 16;

    /// Returns the vector of a user; zeros for an empty profile.
    float[] vector(Profile profile);

    /// Sets `out[i]` to the score of `items[i]`. Several vectors are copied before any is used, so that their
    /// memory reads overlap.
    ///
    /// @param space as long as [#AT_ONCE] vectors, for one thread
    default void scores(float[] vector, int[] items, float[] out, float[] space) {
        int rank = vector.length;
        for (int from = 0; from < items.length; from += AT_ONCE) {
            int end = Math.min(items.length, from + AT_ONCE);
            for (int i = from; i < end; i++) {
                copy(items[i], space, (i - from) * rank);
            }
            for (int i = from; i < end; i++) {
                out[i] = score(vector, items[i], space, (i - from) * rank);
            }
        }
    }

    /// Adds the parts of the scores of items that come from each item of the profile, times `factor`. They add up
    /// to the inner products with [#vector].
    void attribute(Profile profile, float factor, Attribution attribution);

    /// Copies an item's vector.
    void copy(int item, float[] to, int at);

    /// Returns an item's score, given its vector, which begins at `from` of `space`.
    float score(float[] vector, int item, float[] space, int from);

    void write(SectionWriter file, String prefix) throws IOException;

    int rank();
}
