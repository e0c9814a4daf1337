package dev.kindred.engine.recipe.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.model.SparseMatrix;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CoOccurrenceTest {

    private static final int USERS = 60;
    private static final int ITEMS = 40;

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final TrainingContext context = new TrainingContext(new Workers(pool, 2), 1, TrainingContext.Watch.NONE);

    @AfterEach
    void end() {
        pool.shutdown();
    }

    @Test
    void nearnessIsWhatItsDefinitionSays() {
        var log = randomLog();
        var exponents = new Exponents(1, 0.6, 0.3);

        var matrix = CoOccurrence.of(log, exponents.user()).nearest(exponents, ITEMS, context);

        var expected = bruteForce(log, exponents);
        for (int row = 0; row < ITEMS; row++) {
            assertThat(dense(matrix, row)).as("row %d", row).containsExactly(expected[row], within(1e-5));
        }
    }

    @Test
    void onlyTheNearestAreKept() {
        var log = randomLog();
        var exponents = new Exponents(0, 0.5, 0.5);

        var matrix = CoOccurrence.of(log, exponents.user()).nearest(exponents, 5, context);

        var expected = bruteForce(log, exponents);
        for (int row = 0; row < ITEMS; row++) {
            var best = expected[row].clone();
            Arrays.sort(best);
            double fifth = best[ITEMS - 5];
            assertThat(matrix.length(row)).isEqualTo(5);
            for (double value : dense(matrix, row)) {
                assertThat(value == 0 || value >= fifth - 1e-6).isTrue();
            }
        }
    }

    @Test
    void aTableTellsTheSameForEachOfItsExponents() {
        var log = randomLog();
        var counts = CoOccurrence.of(log, 1);
        var columns = new double[] {0, 0.4, 1};

        var table = counts.table(columns, 6, null, context);

        for (int i = 0; i < columns.length; i++) {
            var direct = counts.nearest(new Exponents(1, 0.7, columns[i]), 6, context);
            for (int row = 0; row < ITEMS; row++) {
                // a table may keep additional items that tie with the last one
                var told = dense(table.nearest(0.7, i), row);
                var expected = dense(direct, row);
                for (int column = 0; column < ITEMS; column++) {
                    if (expected[column] != 0) {
                        assertThat(told[column]).isEqualTo(expected[column], within(1e-6));
                    }
                }
            }
        }
    }

    @Test
    void aTableOfSomeItemsHasTheirRowsAndNoOthers() {
        var counts = CoOccurrence.of(randomLog(), 1);
        var some = new BitSet();
        some.set(1);
        some.set(ITEMS - 2);
        var whole = counts.table(new double[] {0.4}, 6, null, context).nearest(0.7, 0);

        var part = counts.table(new double[] {0.4}, 6, some, context).nearest(0.7, 0);

        for (int row = 0; row < ITEMS; row++) {
            assertThat(dense(part, row)).containsExactly(some.get(row) ? dense(whole, row) : new double[ITEMS]);
        }
        assertThat(counts.workShare(some)).isGreaterThan(0).isLessThan(0.5);
    }

    @Test
    void oldEventsOfAVeryBusyUserAreNotCounted() {
        int items = CoOccurrence.NEWEST + 10;
        var all = new int[items];
        Arrays.setAll(all, i -> i);
        var log = InteractionLog.unweighted(items, new int[] {0, items}, all, new long[items]);

        var matrix = CoOccurrence.of(log, 1).nearest(Exponents.GRAPH, 20, context);

        assertThat(matrix.length(0)).isZero();
        assertThat(matrix.length(items - 1)).isEqualTo(20);
    }

    private static double[][] bruteForce(InteractionLog log, Exponents exponents) {
        var has = new boolean[USERS][ITEMS];
        var perUser = new double[USERS];
        var perItem = new double[ITEMS];
        for (int user = 0; user < USERS; user++) {
            for (int at = log.from(user); at < log.to(user); at++) {
                if (!has[user][log.items()[at]]) {
                    has[user][log.items()[at]] = true;
                    perUser[user]++;
                    perItem[log.items()[at]]++;
                }
            }
        }
        var nearness = new double[ITEMS][ITEMS];
        for (int i = 0; i < ITEMS; i++) {
            for (int j = 0; j < ITEMS; j++) {
                for (int user = 0; user < USERS; user++) {
                    if (i != j && has[user][i] && has[user][j]) {
                        nearness[i][j] += Math.pow(perUser[user], -exponents.user())
                                / (Math.pow(perItem[i], exponents.row()) * Math.pow(perItem[j], exponents.column()));
                    }
                }
            }
        }
        return nearness;
    }

    private static double[] dense(SparseMatrix matrix, int row) {
        var columns = new int[matrix.longestRow()];
        var values = new float[matrix.longestRow()];
        int length = matrix.copyRow(row, columns, values);
        var dense = new double[ITEMS];
        for (int k = 0; k < length; k++) {
            dense[columns[k]] = values[k];
        }
        return dense;
    }

    private static InteractionLog randomLog() {
        var random = new SplittableRandom(7);
        int each = 9;
        var offsets = new int[USERS + 1];
        var items = new int[USERS * each];
        for (int user = 0; user < USERS; user++) {
            offsets[user + 1] = offsets[user] + each;
        }
        Arrays.setAll(items, i -> (int) (ITEMS * Math.pow(random.nextDouble(), 1.5)));
        return InteractionLog.unweighted(ITEMS, offsets, items, new long[items.length]);
    }
}
