package dev.kindred.engine.recipe.neighbours;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.model.SparseMatrix;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.kernels.BestOf;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Co-occurrence counts of items: for each pair the sum over the users who had both, where a user with d items
/// counts `d^-user` (see [Exponents]).
///
/// The work is the sum of the squares of the users' numbers of items. It is bounded by reading only the newest
/// [#NEWEST] events of a user: the items of a longer history say little about each other.
///
/// A row is summed by one thread in the order of users, so that the result does not depend on the number of
/// threads.
public final class CoOccurrence {

    /// Maximum number of events of a user that are counted: the cost is quadratic in them. Taste.
    public static final int NEWEST = 1000;

    /// Number of rows of a block, which one thread sums. Taste.
    private static final int BLOCK = 32;

    /// Number of additions between two reports of progress: about a second. Taste.
    private static final long WORK_BETWEEN_REPORTS = 200_000_000;

    private final InteractionMatrix byUser;
    private final InteractionMatrix byItem;
    private final float[] userWeights;

    private CoOccurrence(InteractionMatrix byUser, double userExponent) {
        this.byUser = byUser;
        this.byItem = byUser.transposed();
        this.userWeights = new float[byUser.rowCount()];
        for (int user = 0; user < userWeights.length; user++) {
            int size = byUser.to(user) - byUser.from(user);
            userWeights[user] = size == 0 ? 0 : (float) Math.pow(size, -userExponent);
        }
    }

    /// Returns the counts of a log. Nothing is computed yet.
    ///
    /// @param userExponent the strength of the discount of users with many items
    public static CoOccurrence of(InteractionLog log, double userExponent) {
        var newest = log.newest(user -> Math.min(NEWEST, log.to(user) - log.from(user)));
        return new CoOccurrence(InteractionMatrix.of(newest), userExponent);
    }

    /// Returns the nearest `count` items of each item.
    public SparseMatrix nearest(Exponents exponents, int count, TrainingContext context) {
        var rowScales = scales(exponents.row());
        var columnScales = scales(exponents.column());
        return rows(null, context, () -> {
            var nearest = new Nearest(count, itemCount());
            return (row, sums, to) -> {
                int found = nearest.find(sums, columnScales);
                Arrays.sort(nearest.columns, 0, found);
                for (int i = 0; i < found; i++) {
                    int column = nearest.columns[i];
                    to.entry(column, sums.values[column] * columnScales[column] * rowScales[row]);
                }
            };
        });
    }

    /// Returns a table from which the nearest `count` items of some items can be selected for several column
    /// exponents. The rows of other items are empty.
    ///
    /// @param wanted the items whose rows are computed, or null for all
    public CountTable table(double[] columnExponents, int count, @Nullable BitSet wanted, TrainingContext context) {
        var thresholds = new float[columnExponents.length][itemCount()];
        var columnScales = new float[columnExponents.length][];
        for (int i = 0; i < columnExponents.length; i++) {
            columnScales[i] = scales(columnExponents[i]);
        }
        var counts = rows(wanted, context, () -> {
            var nearest = new Nearest(count, itemCount());
            return (row, sums, to) -> {
                var union = new int[columnScales.length * Math.min(count, sums.size)];
                int size = 0;
                for (int i = 0; i < columnScales.length; i++) {
                    int found = nearest.find(sums, columnScales[i]);
                    thresholds[i][row] = found < count ? 0 : nearest.least(found);
                    System.arraycopy(nearest.columns, 0, union, size, found);
                    size += found;
                }
                Arrays.sort(union, 0, size);
                for (int i = 0; i < size; i++) {
                    if (i == 0 || union[i] != union[i - 1]) {
                        to.entry(union[i], sums.values[union[i]]);
                    }
                }
            };
        });
        return new CountTable(counts, columnExponents, columnScales, thresholds, this);
    }

    /// Returns the number of users of each item to the power of `-exponent`.
    public float[] scales(double exponent) {
        var scales = new float[itemCount()];
        for (int item = 0; item < scales.length; item++) {
            int users = byItem.to(item) - byItem.from(item);
            scales[item] = users == 0 ? 0 : (float) Math.pow(users, -exponent);
        }
        return scales;
    }

    int itemCount() {
        return byItem.rowCount();
    }

    /// Returns the share of some items' rows in the work of all rows, from 0 to 1.
    public double workShare(BitSet wanted) {
        long all = 0;
        long some = 0;
        for (int row = 0; row < itemCount(); row++) {
            long work = work(row);
            all += work;
            some += wanted.get(row) ? work : 0;
        }
        return all == 0 ? 1 : (double) some / all;
    }

    private long work(int row) {
        long work = 0;
        for (int k = byItem.from(row); k < byItem.to(row); k++) {
            int user = byItem.columns()[k];
            work += byUser.to(user) - byUser.from(user);
        }
        return work;
    }

    /// Selects the entries of a row of sums. It belongs to one thread.
    private interface RowRule {
        void choose(int row, Sums sums, RowCollector.Appender to);
    }

    private SparseMatrix rows(@Nullable BitSet wanted, TrainingContext context, Supplier<RowRule> rules) {
        var collector = new RowCollector(itemCount(), BLOCK);
        int blocks = (itemCount() + BLOCK - 1) / BLOCK;
        int first = 0;
        while (first < blocks) {
            context.watch().reached("neighbours", (double) first / blocks);
            int from = first;
            int to = endOfSlice(from, blocks);
            int grain = Math.clamp((to - from) / (8L * context.workers().threads()), 1, 64);
            context.workers().forRanges(to - from, grain, (begin, end) -> {
                var sums = new Sums(itemCount());
                var rule = rules.get();
                for (int block = from + begin; block < from + end; block++) {
                    var appender = collector.begin(block * BLOCK);
                    for (int row = block * BLOCK; row < Math.min(itemCount(), (block + 1) * BLOCK); row++) {
                        if (wanted == null || wanted.get(row)) {
                            sums.count(row);
                            rule.choose(row, sums, appender);
                            sums.clear();
                        }
                        appender.endRow();
                    }
                    appender.endBlock();
                }
            });
            first = to;
        }
        return collector.finish();
    }

    /// Returns the end of the blocks that together make the work between two reports of progress.
    private int endOfSlice(int from, int blocks) {
        long work = 0;
        int block = from;
        while (block < blocks && work < WORK_BETWEEN_REPORTS) {
            for (int row = block * BLOCK; row < Math.min(itemCount(), (block + 1) * BLOCK); row++) {
                work += work(row);
            }
            block++;
        }
        return block;
    }

    /// The sums of one row, with the set of non-zero ones.
    private final class Sums {

        final float[] values;
        final int[] columns;
        int size;

        Sums(int items) {
            values = new float[items];
            columns = new int[items];
        }

        void count(int row) {
            var items = byUser.columns();
            for (int k = byItem.from(row); k < byItem.to(row); k++) {
                int user = byItem.columns()[k];
                float weight = userWeights[user];
                int to = byUser.to(user);
                for (int at = byUser.from(user); at < to; at++) {
                    int column = items[at];
                    float sum = values[column];
                    if (sum == 0) {
                        columns[size++] = column;
                    }
                    values[column] = sum + weight;
                }
            }
            values[row] = 0; // an item is not its own neighbour
        }

        void clear() {
            for (int i = 0; i < size; i++) {
                values[columns[i]] = 0;
            }
            size = 0;
        }
    }

    /// Selects the best columns of a row.
    private static final class Nearest {

        final int[] columns;
        private final float[] scoresOfColumns;
        private final float[] scores; // scores of all columns
        private final BestOf best = new BestOf();

        Nearest(int count, int items) {
            columns = new int[count];
            scoresOfColumns = new float[count];
            scores = new float[items];
        }

        /// Returns their number.
        int find(Sums sums, float[] scales) {
            for (int i = 0; i < sums.size; i++) {
                int column = sums.columns[i];
                float score = sums.values[column] * scales[column];
                scores[i] = score > 0 ? score : Float.NaN;
            }
            return best.select(scores, sums.columns, sums.size, columns.length, columns, scoresOfColumns);
        }

        /// Returns the lowest score of the selected columns.
        float least(int found) {
            float least = Float.POSITIVE_INFINITY;
            for (int i = 0; i < found; i++) {
                least = Math.min(least, scoresOfColumns[i]);
            }
            return least;
        }
    }
}
