package dev.kindred.engine.recipe.factor;

import dev.kindred.kernels.FloatKernels;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Computes the vector of a user from a history: the exact solution of the problem that training approximates
/// with the items' vectors fixed. It is thread-safe.
///
/// The system is `(D + transposed(Z) Z) x = transposed(Z) t`, where D is diagonal (because the Gram matrix of
/// the items is, see [ImplicitFactors]) and Z has a row for each item of the history. If the history is shorter
/// than the rank, it is solved in as many unknowns as the history has items: `x = D^-1 transposed(Z) a` with
/// `(I + Z D^-1 transposed(Z)) a = t` (the matrix inversion lemma). So 50 items cost the same whatever the rank,
/// except for reading their vectors.
///
/// A repeated item counts once, with its largest weight; the order of a history is irrelevant.
public final class FoldIn {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final FloatKernels kernels = FloatKernels.select();
    private final MemorySegment items;
    private final float[] spectrum;
    private final AlsSettings settings;
    private final int itemCount;
    private final int rank;

    /// @param items the vectors of [ImplicitFactors#items()], as little-endian floats, in a file or in memory
    public FoldIn(MemorySegment items, float[] spectrum, AlsSettings settings) {
        this.items = items;
        this.spectrum = spectrum;
        this.settings = settings;
        this.rank = settings.rank();
        this.itemCount = Math.toIntExact(items.byteSize() / ((long) rank * Float.BYTES));
    }

    /// Returns an instance that reads the factors in place.
    public static FoldIn of(ImplicitFactors factors) {
        return new FoldIn(MemorySegment.ofArray(factors.items()), factors.spectrum(), factors.settings());
    }

    /// Returns the vector of a user with this history: the score of an item is its inner product with the
    /// item's. It is zero for an empty history.
    ///
    /// @param history item indices
    /// @param weights the weight of each; greater than 0
    public float[] vector(int[] history, float[] weights) {
        var keys = new long[history.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) history[i] << 32 | Float.floatToRawIntBits(weights[i]);
        }
        Arrays.sort(keys);
        int count = 0;
        for (int i = 0; i < keys.length; i++) {
            if (i + 1 == keys.length || keys[i] >>> 32 != keys[i + 1] >>> 32) {
                keys[count++] = keys[i]; // the last entry of an item has its largest weight
            }
        }
        return count == 0 ? new float[rank] : solve(keys, count);
    }

    /// Attributes the scores of items to a history. The vector of the user is `A^-1 sum of w_k z_k` over the items
    /// of the history, so that the score of an item is a sum over them:
    ///
    /// share of k = w_k · transposed(z_item) A^-1 z_k
    ///
    /// The matrix A, which depends on the whole history, is taken as given. After Hu, Koren and Volinsky,
    /// "Collaborative filtering for implicit feedback datasets" (2008), section 5.
    ///
    /// @param history distinct item indices
    /// @param weights the weight of each; greater than 0
    /// @return for each of `explained`, the share of each item of the history
    double[][] attribute(int[] history, float[] weights, int[] explained) {
        var rows = rows(history);
        double sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        var diagonal = diagonal(sum);
        var scaled = new double[history.length][rank]; // sqrt(w_k) D^-1/2 z_k
        for (int k = 0; k < history.length; k++) {
            for (int j = 0; j < rank; j++) {
                scaled[k][j] = Math.sqrt(weights[k] / diagonal[j]) * rows[k * rank + j];
            }
        }
        var solver = LinearShares.of(scaled, rank);
        var ofExplained = rows(explained);
        var shares = new double[explained.length][];
        var right = new double[rank];
        for (int i = 0; i < explained.length; i++) {
            for (int j = 0; j < rank; j++) {
                right[j] = ofExplained[i * rank + j] / Math.sqrt(diagonal[j]);
            }
            shares[i] = solver.shares(right);
            for (int k = 0; k < history.length; k++) {
                shares[i][k] *= Math.sqrt(weights[k]);
            }
        }
        return shares;
    }

    private float[] rows(int[] ofItems) {
        var rows = new float[ofItems.length * rank];
        for (int k = 0; k < ofItems.length; k++) {
            MemorySegment.copy(items, FLOAT, (long) ofItems[k] * rank * Float.BYTES, rows, k * rank, rank);
        }
        return rows;
    }

    private float[] diagonal(double weights) {
        float ridge = settings.ridge(weights, itemCount);
        var diagonal = new float[rank];
        for (int j = 0; j < rank; j++) {
            diagonal[j] = (float) settings.unobservedWeight() * spectrum[j] + ridge;
        }
        return diagonal;
    }

    private float[] solve(long[] keys, int count) {
        var rows = new float[count * rank];
        double sum = 0;
        for (int k = 0; k < count; k++) {
            long at = (keys[k] >>> 32) * rank * Float.BYTES;
            MemorySegment.copy(items, FLOAT, at, rows, k * rank, rank);
            sum += Float.intBitsToFloat((int) keys[k]);
        }
        var diagonal = diagonal(sum);
        return count < rank ? solveByItem(keys, count, rows, diagonal) : solveByFactor(keys, count, rows, diagonal);
    }

    private float[] solveByFactor(long[] keys, int count, float[] rows, float[] diagonal) {
        var equations = kernels.normalEquations(rank);
        equations.begin(diagonal, 0);
        for (int k = 0; k < count; k++) {
            float weight = Float.intBitsToFloat((int) keys[k]);
            equations.add(rows, k * rank, weight, weight);
        }
        var vector = new float[rank];
        equations.solve(vector, 0);
        return vector;
    }

    private float[] solveByItem(long[] keys, int count, float[] rows, float[] diagonal) {
        var roots = new float[count];
        for (int k = 0; k < count; k++) {
            roots[k] = (float) Math.sqrt(Float.intBitsToFloat((int) keys[k]));
        }
        var ones = new float[count];
        Arrays.fill(ones, 1);
        var equations = kernels.normalEquations(count);
        equations.begin(ones, 0);
        equations.addToRightSide(1, roots, 0);
        var inverseRoots = new float[rank];
        for (int j = 0; j < rank; j++) {
            inverseRoots[j] = 1 / (float) Math.sqrt(diagonal[j]);
        }
        var starts = new int[count];
        for (int k = 0; k < count; k++) {
            starts[k] = k * rank;
        }
        equations.addInnerProducts(rows, starts, roots, count, inverseRoots);
        var solution = new float[count];
        equations.solve(solution, 0);
        var vector = new float[rank];
        for (int k = 0; k < count; k++) {
            kernels.addScaled(roots[k] * solution[k], rows, k * rank, vector, 0, rank);
        }
        for (int j = 0; j < rank; j++) {
            vector[j] /= diagonal[j];
        }
        return vector;
    }
}
