package dev.kindred.engine.recipe.member;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.recipe.factor.AlsSettings;
import dev.kindred.engine.recipe.factor.FoldIn;
import dev.kindred.engine.recipe.factor.ImplicitFactors;
import dev.kindred.engine.recipe.lowrank.LowRankItems;
import dev.kindred.kernels.FloatKernels;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A vector for each item, and one for any user: the score of an item is their inner product.
public sealed interface Factors {

    ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// How many vectors are copied at a time.
    int AT_ONCE = 16;

    /// Returns the vector of a user; all zeros for an empty profile.
    float[] vector(Profile profile);

    /// Sets `out[i]` to the score of `items[i]`. Vectors are copied some at a time before any is used, so that the
    /// processor waits for many of them at once.
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

    /// Copies an item's vector.
    void copy(int item, float[] to, int at);

    /// Returns an item's score, given its vector, which begins at `from` of `space`.
    float score(float[] vector, int item, float[] space, int from);

    void write(SectionWriter file, String prefix) throws IOException;

    int rank();

    /// Implicit factors. The user's vector solves the same problem as in training.
    final class Implicit implements Factors {

        private final FloatKernels kernels = FloatKernels.select();
        private final MemorySegment items;
        private final float[] spectrum;
        private final AlsSettings settings;
        private final FoldIn foldIn;

        private Implicit(MemorySegment items, float[] spectrum, AlsSettings settings) {
            this.items = items;
            this.spectrum = spectrum;
            this.settings = settings;
            this.foldIn = new FoldIn(items, spectrum, settings);
        }

        public static Implicit of(ImplicitFactors factors) {
            return new Implicit(MemorySegment.ofArray(factors.items()), factors.spectrum(), factors.settings());
        }

        public static Implicit read(SectionFile file, String prefix) {
            var settings = AlsSettings.ofNumbers(file.floats(prefix + "settings"));
            return new Implicit(file.segment(prefix + "vectors"), file.floats(prefix + "spectrum"), settings);
        }

        @Override
        public void write(SectionWriter file, String prefix) throws IOException {
            file.floats(prefix + "settings", settings.numbers());
            file.floats(prefix + "spectrum", spectrum);
            file.segment(prefix + "vectors", items);
        }

        @Override
        public float[] vector(Profile profile) {
            return foldIn.vector(profile.items(), profile.weights());
        }

        @Override
        public void copy(int item, float[] to, int at) {
            int rank = settings.rank();
            MemorySegment.copy(items, FLOAT, (long) item * rank * Float.BYTES, to, at, rank);
        }

        @Override
        public float score(float[] vector, int item, float[] space, int from) {
            return kernels.dot(vector, 0, space, from, vector.length);
        }

        @Override
        public int rank() {
            return settings.rank();
        }
    }

    /// The ideal low-pass filter of GF-CF: a history `h` becomes `h D^-1/2 V V' D^1/2`, where the columns of V
    /// are the smoothest directions of the item graph and D holds the items' numbers of users.
    final class LowPass implements Factors {

        private final FloatKernels kernels = FloatKernels.select();
        private final MemorySegment vectors;
        private final float[] roots;
        private final int rank;

        private LowPass(MemorySegment vectors, float[] roots) {
            this.vectors = vectors;
            this.roots = roots;
            this.rank = roots.length == 0 ? 0 : (int) (vectors.byteSize() / Float.BYTES / roots.length);
        }

        /// @param roots the square root of each item's number of users
        public static LowPass of(LowRankItems items, float[] roots) {
            return new LowPass(MemorySegment.ofArray(items.vectors()), roots);
        }

        public static LowPass read(SectionFile file, String prefix) {
            return new LowPass(file.segment(prefix + "vectors"), file.floats(prefix + "roots"));
        }

        @Override
        public void write(SectionWriter file, String prefix) throws IOException {
            file.floats(prefix + "roots", roots);
            file.segment(prefix + "vectors", vectors);
        }

        @Override
        public float[] vector(Profile profile) {
            var vector = new float[rank];
            var row = new float[rank];
            for (int i = 0; i < profile.size(); i++) {
                int item = profile.items()[i];
                if (roots[item] > 0) {
                    MemorySegment.copy(vectors, FLOAT, (long) item * rank * Float.BYTES, row, 0, rank);
                    kernels.addScaled(profile.weights()[i] / roots[item], row, 0, vector, 0, rank);
                }
            }
            return vector;
        }

        @Override
        public void copy(int item, float[] to, int at) {
            MemorySegment.copy(vectors, FLOAT, (long) item * rank * Float.BYTES, to, at, rank);
        }

        @Override
        public float score(float[] vector, int item, float[] space, int from) {
            return roots[item] * kernels.dot(vector, 0, space, from, rank);
        }

        @Override
        public int rank() {
            return rank;
        }
    }
}
