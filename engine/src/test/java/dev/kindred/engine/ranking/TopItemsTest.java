package dev.kindred.engine.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TopItemsTest {

    @Property(tries = 300)
    void keepsWhatSortingWouldPutFirst(@ForAll float[] scores, @ForAll @IntRange(max = 20) int capacity) {
        var top = new TopItems(capacity);
        for (int item = scores.length - 1; item >= 0; item--) {
            top.offer(item, scores[item] == 0 ? 0f : scores[item]); // -0 equals 0
        }

        var items = Arrays.stream(top.drain()).mapToInt(TopItems::item).toArray();

        assertThat(items)
                .isEqualTo(IntStream.range(0, scores.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer item) -> scores[item] == 0 ? 0 : -scores[item])
                                .thenComparing(Comparator.naturalOrder()))
                        .limit(capacity)
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    @Property(tries = 200)
    void givesBackItemAndScore(@ForAll @IntRange(min = 0) int item, @ForAll float score) {
        var top = new TopItems(1);
        top.offer(item, score);

        long key = top.drain()[0];

        assertThat(TopItems.item(key)).isEqualTo(item);
        assertThat(TopItems.score(key)).isEqualTo(score);
    }
}
