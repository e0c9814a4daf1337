package dev.kindred.engine.recipe.graph;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.recipe.lowrank.LowRankItems;
import dev.kindred.engine.recipe.member.Attribution;
import dev.kindred.engine.recipe.member.Factors;
import dev.kindred.engine.recipe.member.Profile;
import dev.kindred.kernels.FloatKernels;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// The ideal low-pass filter of GF-CF: a history `h` becomes `h D^-1/2 V V' D^1/2`, where the columns of V
/// are the smoothest directions of the item graph and D holds the items' numbers of users.
final class LowPassFactors implements Factors {

    private final FloatKernels kernels = FloatKernels.select();
    private final MemorySegment vectors;
    private final float[] roots;
    private final int rank;

    private LowPassFactors(MemorySegment vectors, float[] roots) {
        this.vectors = vectors;
        this.roots = roots;
        this.rank = roots.length == 0 ? 0 : (int) (vectors.byteSize() / Float.BYTES / roots.length);
    }

    /// @param roots the square root of each item's number of users
    static LowPassFactors of(LowRankItems items, float[] roots) {
        return new LowPassFactors(MemorySegment.ofArray(items.vectors()), roots);
    }

    static LowPassFactors read(SectionFile file, String prefix) {
        return new LowPassFactors(file.segment(prefix + "vectors"), file.floats(prefix + "roots"));
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
    public void attribute(Profile profile, float factor, Attribution attribution) {
        var row = new float[rank];
        var columns = new float[attribution.items().length * rank];
        for (int at = 0; at < attribution.items().length; at++) {
            copy(attribution.items()[at], columns, at * rank);
        }
        for (int place = 0; place < profile.size(); place++) {
            int item = profile.items()[place];
            if (roots[item] > 0) {
                copy(item, row, 0);
                for (int at = 0; at < attribution.items().length; at++) {
                    float product = kernels.dot(row, 0, columns, at * rank, rank);
                    float root = roots[attribution.items()[at]];
                    attribution.add(at, place, factor * root * product * profile.weights()[place] / roots[item]);
                }
            }
        }
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
