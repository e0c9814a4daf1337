package dev.kindred.engine.recipe.neighbours;

import dev.kindred.engine.model.SparseMatrix;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.member.Comparison;
import dev.kindred.engine.recipe.member.HeldOutUser;
import dev.kindred.engine.recipe.member.Profile;
import dev.kindred.kernels.TopK;
import java.util.Arrays;
import java.util.BitSet;

/// Selects the exponents of the neighbours on a hold-out: all pairs from two short lists, after one pass over
/// the data. If the items of the hold-out's histories are the smaller part of the work, only those are counted.
/// Among values of about the same gain, the one nearest to the middle of the lists is selected.
final class ExponentSearch {

    /// The candidate exponents, with cosine (0.5) among the columns. Taste.
    private static final double[] COLUMN = {0, 0.2, 0.3, 0.4, 0.5, 0.7};
    private static final double[] ROW = {0.2, 0.4, 0.6, 0.8, 1.0};

    /// Number of users for the comparison. Taste.
    private static final int USERS = 2000;

    /// Above this share of the work, all rows are counted, and the neighbours are selected from the same counts.
    /// Taste.
    private static final double MOST_OF_THE_WORK = 0.7;

    private ExponentSearch() {}

    /// The selected exponents, and the neighbours by them.
    record Found(Exponents exponents, SparseMatrix nearest) {}

    static Found search(
            CoOccurrence counts, double userExponent, int neighbours, HeldOutUser[] users, TrainingContext context) {
        var some = some(users);
        var had = had(some);
        boolean all = counts.workShare(had) > MOST_OF_THE_WORK;
        double tabled = all ? 0.6 : 0.4;
        var table = counts.table(COLUMN, neighbours, all ? null : had, context.part(0, tabled));
        int bestColumn = 0;
        int bestRow = 0;
        double best = -1;
        for (int column = 0; column < COLUMN.length; column++) {
            context.watch().reached("exponents", tabled + 0.4 * column / COLUMN.length);
            var gains = gains(table, column, counts, some, context);
            for (int row = 0; row < ROW.length; row++) {
                if (gains[row] > best) {
                    best = gains[row];
                    bestColumn = column;
                    bestRow = row;
                }
            }
        }
        var exponents = new Exponents(userExponent, ROW[bestRow], COLUMN[bestColumn]);
        var nearest = all
                ? table.nearest(exponents.row(), bestColumn)
                : counts.nearest(exponents, neighbours, context.part(0.8, 1));
        return new Found(exponents, nearest);
    }

    private static HeldOutUser[] some(HeldOutUser[] users) {
        int step = Math.max(1, users.length / USERS);
        var some = new HeldOutUser[(users.length + step - 1) / step];
        Arrays.setAll(some, i -> users[i * step]);
        return some;
    }

    private static BitSet had(HeldOutUser[] users) {
        var had = new BitSet();
        for (var user : users) {
            for (int item : user.history().items()) {
                had.set(item);
            }
        }
        return had;
    }

    private static double[] gains(
            CountTable table, int column, CoOccurrence counts, HeldOutUser[] users, TrainingContext context) {
        var nearest = table.nearest(0, column);
        var scales = new float[ROW.length][];
        for (int row = 0; row < ROW.length; row++) {
            scales[row] = counts.scales(ROW[row]);
        }
        var gains = new double[ROW.length][users.length];
        context.workers().forRanges(users.length, 64, (from, to) -> {
            var ranker = new Ranker(nearest);
            for (int i = from; i < to; i++) {
                var profile = Profile.of(users[i].history(), 0);
                for (int row = 0; row < ROW.length; row++) {
                    gains[row][i] = ranker.gain(users[i], profile, scales[row]);
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
        private final int[] ranked = new int[HeldOutUser.DEPTH];
        private final float[] scores = new float[HeldOutUser.DEPTH];
        private final TopK top = new TopK(HeldOutUser.DEPTH);

        Ranker(SparseMatrix matrix) {
            this.matrix = matrix;
            sums = new float[matrix.rowCount()];
            touched = new int[matrix.rowCount()];
            columns = new int[matrix.longestRow()];
            values = new float[matrix.longestRow()];
        }

        double gain(HeldOutUser truth, Profile profile, float[] scales) {
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
            return HeldOutUser.gain(place -> truth.has(ranked[place]), found, truth.newCount());
        }
    }
}
