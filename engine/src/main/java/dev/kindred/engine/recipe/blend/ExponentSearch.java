package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.neighbours.CoOccurrence;
import dev.kindred.engine.recipe.neighbours.CountTable;
import dev.kindred.engine.recipe.neighbours.Exponents;
import dev.kindred.engine.recipe.neighbours.SparseMatrix;
import dev.kindred.kernels.TopK;

/// Chooses the exponents of the neighbours on a hold-out: all pairs from two short lists, after one pass over
/// the data. Of what is about as good, what is nearer the middle of the lists is taken.
final class ExponentSearch {

    private static final double[] COLUMN = {0, 0.2, 0.3, 0.4, 0.5, 0.7};
    private static final double[] ROW = {0.2, 0.4, 0.6, 0.8, 1.0};
    private static final int USERS = 2000;

    private ExponentSearch() {}

    /// The outcome: the exponents, and the neighbours by them.
    record Found(Exponents exponents, SparseMatrix nearest) {}

    static Found search(
            CoOccurrence counts, double userExponent, int neighbours, Truth[] users, TrainingContext context) {
        var table = counts.table(COLUMN, neighbours, context.part(0, 0.6));
        int bestColumn = 0;
        int bestRow = 0;
        double best = -1;
        for (int column = 0; column < COLUMN.length; column++) {
            context.watch().reached("exponents", 0.6 + 0.4 * column / COLUMN.length);
            var gains = gains(table, column, counts, users, context);
            for (int row = 0; row < ROW.length; row++) {
                if (gains[row] > best) {
                    best = gains[row];
                    bestColumn = column;
                    bestRow = row;
                }
            }
        }
        return new Found(
                new Exponents(userExponent, ROW[bestRow], COLUMN[bestColumn]), table.nearest(ROW[bestRow], bestColumn));
    }

    private static double[] gains(
            CountTable table, int column, CoOccurrence counts, Truth[] users, TrainingContext context) {
        var nearest = table.nearest(0, column);
        var scales = new float[ROW.length][];
        for (int row = 0; row < ROW.length; row++) {
            scales[row] = counts.scales(ROW[row]);
        }
        int step = Math.max(1, users.length / USERS);
        int count = (users.length + step - 1) / step;
        var gains = new double[ROW.length][count];
        context.workers().forRanges(count, 64, (from, to) -> {
            var ranker = new Ranker(nearest);
            for (int i = from; i < to; i++) {
                var profile = Profile.of(users[i * step].history(), 0);
                for (int row = 0; row < ROW.length; row++) {
                    gains[row][i] = ranker.gain(users[i * step], profile, scales[row]);
                }
            }
        });
        var means = new double[ROW.length];
        for (int row = 0; row < ROW.length; row++) {
            means[row] = Comparison.mean(gains[row]);
        }
        return means;
    }

    /// Ranks by one matrix. It belongs to one thread.
    private static final class Ranker {

        private final SparseMatrix matrix;
        private final float[] sums;
        private final int[] touched;
        private final int[] columns;
        private final float[] values;
        private final int[] ranked = new int[Truth.DEPTH];
        private final float[] scores = new float[Truth.DEPTH];
        private final TopK top = new TopK(Truth.DEPTH);

        Ranker(SparseMatrix matrix) {
            this.matrix = matrix;
            sums = new float[matrix.rowCount()];
            touched = new int[matrix.rowCount()];
            columns = new int[matrix.longestRow()];
            values = new float[matrix.longestRow()];
        }

        double gain(Truth truth, Profile profile, float[] scales) {
            int count = 0;
            for (int item : profile.items()) {
                float scale = scales[item];
                int length = matrix.copyRow(item, columns, values);
                for (int k = 0; k < length; k++) {
                    int column = columns[k];
                    if (sums[column] == 0) {
                        touched[count++] = column;
                    }
                    sums[column] += scale * values[k];
                }
            }
            for (int item : profile.items()) {
                sums[item] = 0;
            }
            for (int i = 0; i < count; i++) {
                float sum = sums[touched[i]];
                if (sum > 0 && sum >= top.threshold()) {
                    top.offer(touched[i], sum);
                }
                sums[touched[i]] = 0;
            }
            int found = top.drain(ranked, scores);
            return Truth.gain(place -> truth.has(ranked[place]), found, truth.newCount());
        }
    }
}
