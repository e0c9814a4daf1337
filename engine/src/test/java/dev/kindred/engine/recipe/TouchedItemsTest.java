package dev.kindred.engine.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The sparse set of items.
final class TouchedItemsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 4_095, 4_096, 4_097, 20_000})
    void itemsAreGoneThroughInTheirOrderUntilAllAreTakenAway(int count) {
        var random = new Random(1);
        var touched = new TouchedItems(count);
        for (int round = 0; round < 20; round++) {
            var expected = new TreeSet<Integer>();
            for (int i = 0; i < round * round * round; i++) {
                int item = random.nextInt(count);
                assertThat(touched.has(item)).isEqualTo(expected.contains(item));
                expected.add(item);
                touched.add(item);
            }

            assertThat(walked(touched)).containsExactlyElementsOf(expected);
            assertThat(copied(touched, count)).containsExactlyElementsOf(expected);
            touched.clear();
            assertThat(walked(touched)).isEmpty();
            assertThat(copied(touched, count)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65, 5_000})
    void takesInTheItemsOfAnotherSet(int count) {
        var random = new Random(2);
        var all = new TouchedItems(count);
        var expected = new TreeSet<Integer>();
        for (int set = 0; set < 3; set++) {
            var one = new TouchedItems(count);
            for (int i = 0; i < 40; i++) {
                int item = random.nextInt(count);
                one.add(item);
                expected.add(item);
            }
            all.addAll(one);
        }

        assertThat(walked(all)).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 70, 5_000, 300_000})
    void numbersItemsInTheirOrderWithoutThoseThatWereTakenAway(int count) {
        var random = new Random(3);
        var touched = new TouchedItems(count);
        var expected = new TreeSet<Integer>();
        for (int i = 0; i < 1000; i++) {
            int item = random.nextInt(count);
            touched.add(item);
            expected.add(item);
        }
        for (int i = 0; i < 500; i++) {
            int item = random.nextInt(count);
            touched.remove(item);
            expected.remove(item);
        }

        assertThat(touched.number()).isEqualTo(expected.size());
        assertThat(walked(touched)).containsExactlyElementsOf(expected);
        int place = 0;
        for (int item : expected) {
            assertThat(touched.place(item)).isEqualTo(place++);
        }
        for (int item = 0; item < count; item += 7) {
            assertThat(touched.place(item) < 0).isEqualTo(!expected.contains(item));
        }
    }

    private static List<Integer> walked(TouchedItems touched) {
        var items = new ArrayList<Integer>();
        for (int item = touched.next(0); item >= 0; item = touched.next(item + 1)) {
            items.add(item);
        }
        return items;
    }

    private static List<Integer> copied(TouchedItems touched, int count) {
        var items = new int[count];
        return Arrays.stream(items, 0, touched.copyTo(items)).boxed().toList();
    }
}
