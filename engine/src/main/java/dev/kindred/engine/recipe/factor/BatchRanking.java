package dev.kindred.engine.recipe.factor;

import dev.kindred.kernels.FloatKernels;
import dev.kindred.kernels.FloatKernels.Block;
import dev.kindred.kernels.TopK;
import java.util.Arrays;

/// Ranks all items for several users at once by the inner products of their vectors: a block of items is
/// transposed once and multiplied with all users' vectors while it is in the cache. It belongs to one thread.
final class BatchRanking {

    /// Number of items of a block, whose vectors fit into the first-level or second-level cache. Taste.
    private static final int ITEMS_AT_ONCE = 512;

    private final FloatKernels kernels = FloatKernels.select();
    private final float[] items;
    private final int rank;
    private final int depth;
    private final float[] across; // a transposed block of items, one row per factor

    /// @param items the items' vectors in row-major order
    /// @param depth the number of items of each ranking
    BatchRanking(float[] items, int rank, int depth) {
        this.items = items;
        this.rank = rank;
        this.depth = depth;
        across = new float[rank * ITEMS_AT_ONCE];
    }

    /// Returns the best items of each user, best first.
    ///
    /// @param vectors the users' vectors, each as long as an item's
    /// @param without for each user the items that are left out, ascending
    int[][] best(float[][] vectors, int[][] without) {
        var users = new float[vectors.length * rank];
        var tops = new TopK[vectors.length];
        for (int u = 0; u < vectors.length; u++) {
            System.arraycopy(vectors[u], 0, users, u * rank, rank);
            tops[u] = new TopK(depth);
        }
        var scores = new float[vectors.length * ITEMS_AT_ONCE];
        var leftOut = new int[vectors.length];
        int count = items.length / rank;
        for (int first = 0; first < count; first += ITEMS_AT_ONCE) {
            int end = Math.min(count, first + ITEMS_AT_ONCE);
            layAcross(first, end);
            Arrays.fill(scores, 0);
            kernels.addProduct(
                    vectors.length,
                    end - first,
                    rank,
                    Block.ofRows(users, 0, rank),
                    Block.ofRows(across, 0, ITEMS_AT_ONCE),
                    Block.ofRows(scores, 0, ITEMS_AT_ONCE));
            for (int u = 0; u < vectors.length; u++) {
                while (leftOut[u] < without[u].length && without[u][leftOut[u]] < end) {
                    scores[u * ITEMS_AT_ONCE + without[u][leftOut[u]++] - first] = Float.NaN;
                }
                tops[u].offerAll(scores, u * ITEMS_AT_ONCE, end - first, first);
            }
        }
        var best = new int[vectors.length][];
        for (int u = 0; u < best.length; u++) {
            best[u] = new int[tops[u].size()];
            tops[u].drain(best[u], new float[best[u].length]);
        }
        return best;
    }

    private void layAcross(int first, int end) {
        for (int item = first; item < end; item++) {
            for (int j = 0; j < rank; j++) {
                across[j * ITEMS_AT_ONCE + item - first] = items[item * rank + j];
            }
        }
    }
}
