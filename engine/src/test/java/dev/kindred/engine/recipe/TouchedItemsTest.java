package dev.kindred.engine.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Places of the few items that something is known of.
final class TouchedItemsTest {

    private static final int COUNT = 5_000;

    @Test
    void itemsHavePlacesInTheOrderInWhichTheyComeUntilAllAreTakenAway() {
        var random = new Random(1);
        var touched = new TouchedItems(COUNT);
        for (int round = 0; round < 50; round++) {
            var expected = new ArrayList<Integer>();
            for (int i = 0; i < 100 * round; i++) {
                int item = random.nextInt(COUNT);
                int before = expected.indexOf(item);
                assertThat(touched.find(item)).isEqualTo(before);
                if (before < 0) {
                    expected.add(item);
                }
                assertThat(touched.place(item)).isEqualTo(before < 0 ? expected.size() - 1 : before);
            }

            assertThat(touched.size()).isEqualTo(expected.size());
            for (int place = 0; place < expected.size(); place++) {
                assertThat(touched.item(place)).isEqualTo(expected.get(place));
            }
            touched.clear();
            assertThat(touched.size()).isZero();
        }
    }
}
