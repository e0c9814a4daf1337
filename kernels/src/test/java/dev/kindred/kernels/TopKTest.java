package dev.kindred.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TopKTest {

    @Property(tries = 300)
    void keepsWhatASortPutsFirstInWhateverOrderItComes(
            @ForAll @Size(max = 60) List<@IntRange(min = -4, max = 4) Integer> values,
            @ForAll @IntRange(max = 20) int capacity,
            @ForAll java.util.Random random) {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < values.size(); i++) {
            order.add(i);
        }
        var expected = order.stream()
                .sorted(Comparator.<Integer>comparingInt(i -> -values.get(i)).thenComparing(i -> i))
                .limit(capacity)
                .toList();
        Collections.shuffle(order, random);

        var top = new TopK(capacity);
        for (int i : order) {
            top.offer(i, values.get(i));
        }

        var indices = new int[capacity];
        var scores = new float[capacity];
        int count = top.drain(indices, scores);
        var found = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            found.add(indices[i]);
            assertThat(scores[i]).isEqualTo((float) values.get(indices[i]));
        }
        assertThat(found).isEqualTo(expected);
        assertThat(top.size()).isZero();
    }

    @Test
    void thereIsOneZeroAndAnyOtherNumberIsInItsPlace() {
        var top = new TopK(5);
        var scores = new float[] {-0f, 0f, Float.NEGATIVE_INFINITY, -1e-30f, Float.MAX_VALUE, -5, Float.NaN};
        top.offerAll(scores, 0, scores.length, 0);

        var indices = new int[5];
        top.drain(indices, new float[5]);

        assertThat(indices).containsExactly(4, 0, 1, 3, 5);
    }

    @Test
    void takesWholeRunsOfScores() {
        var top = new TopK(2);

        top.offerAll(new float[] {9, 1, Float.NaN, 3, 3, -5}, 1, 5, 10);

        var indices = new int[2];
        var scores = new float[2];
        assertThat(top.threshold()).isEqualTo(3f);
        assertThat(top.drain(indices, scores)).isEqualTo(2);
        assertThat(indices).containsExactly(12, 13);
    }

    @Test
    void neverKeepsNaN() {
        var top = new TopK(2);

        top.offer(0, Float.NaN);
        top.offer(1, 1);
        top.offer(2, Float.NEGATIVE_INFINITY);
        top.offer(3, Float.NaN);

        assertThat(top.size()).isEqualTo(2);
        assertThat(top.threshold()).isEqualTo(Float.NEGATIVE_INFINITY);
    }
}
