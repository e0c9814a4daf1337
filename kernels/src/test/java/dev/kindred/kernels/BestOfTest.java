package dev.kindred.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BestOfTest {

    @Property(tries = 300)
    void ofManyTheSameAreTheBestAsForTopK(
            @ForAll @Size(max = 200) List<@IntRange(min = -6, max = 12) Integer> values,
            @ForAll @IntRange(max = 40) int count) {
        var top = new TopK(count);
        var best = new BestOf();
        var scores = new float[values.size() + 1];
        var indices = new int[scores.length];
        for (int i = 0; i < values.size(); i++) {
            scores[i] = values.get(i) / 7f;
            indices[i] = 3 * (values.size() - i);
            top.offer(indices[i], scores[i]);
        }
        scores[values.size()] = Float.NaN;

        var expected = new int[count];
        var expectedScores = new float[count];
        var found = new int[count];
        var foundScores = new float[count];

        int kept = top.drain(expected, expectedScores);

        assertThat(best.select(scores, indices, scores.length, count, found, foundScores))
                .isEqualTo(kept);
        for (int i = 0; i < kept; i++) {
            assertThat(foundScores[i]).isEqualTo(scores[values.size() - found[i] / 3]);
        }
        assertThat(found).containsExactlyInAnyOrder(expected);
        double sum = 0;
        for (int i = 0; i < kept; i++) {
            sum += Math.max(0, expectedScores[i]);
        }
        assertThat(best.mean(scores, scores.length, count)).isCloseTo(kept == 0 ? 0 : sum / kept, within(1e-9));
    }

    /// So many scores that most groups are skipped by their maxima.
    @Property(tries = 60)
    void ofThousandsTheSameAreTheBestAsForTopK(
            @ForAll @IntRange(min = 250, max = 5000) int size,
            @ForAll @IntRange(min = 1, max = 150) int count,
            @ForAll @IntRange(max = 3) int kind,
            @ForAll java.util.Random random) {
        var scores = new float[size];
        var indices = new int[size];
        for (int i = 0; i < size; i++) {
            indices[i] = size - i;
            scores[i] = switch (random.nextInt(100)) {
                case 0 -> Float.NaN;
                case 1 -> Float.intBitsToFloat(0xffc00000); // also NaN
                case 2 -> Float.NEGATIVE_INFINITY;
                case 3 -> random.nextInt(20) == 0 ? Float.POSITIVE_INFINITY : -0f;
                default -> score(kind, random);
            };
        }
        var top = new TopK(count);
        for (int i = 0; i < size; i++) {
            top.offer(indices[i], scores[i]);
        }
        var expected = new int[count];
        var expectedScores = new float[count];
        int kept = top.drain(expected, expectedScores);
        var found = new int[count];
        var best = new BestOf();

        assertThat(best.select(scores, indices, size, count, found, new float[count]))
                .isEqualTo(kept);
        assertThat(found).containsExactlyInAnyOrder(expected);
        double sum = 0;
        for (int i = 0; i < kept; i++) {
            sum += Math.max(0, expectedScores[i]);
        }
        double mean = kept == 0 ? 0 : sum / kept;
        double foundMean = best.mean(scores, size, count);
        assertThat(foundMean == mean || Math.abs(foundMean - mean) < 1e-6 * mean)
                .isTrue();
    }

    private static float score(int kind, java.util.Random random) {
        return switch (kind) {
            case 0 -> (float) random.nextGaussian();
            case 1 -> random.nextInt(10) / 7f; // many ties
            case 2 -> -random.nextFloat(); // none positive
            default -> (float) Math.exp(20 * random.nextGaussian());
        };
    }

    @Test
    void infinitiesAndZerosAreInTheirPlaces() {
        var scores = new float[] {-0f, 0f, Float.NEGATIVE_INFINITY, Float.NaN, -1e-30f, Float.POSITIVE_INFINITY};
        var indices = new int[] {0, 1, 2, 3, 4, 5};
        var found = new int[6];
        var best = new BestOf();

        int kept = best.select(scores, indices, 6, 4, found, new float[6]);

        assertThat(Arrays.copyOf(found, kept)).containsExactlyInAnyOrder(5, 0, 1, 4);
        assertThat(best.select(scores, indices, 6, 6, found, new float[6])).isEqualTo(5);
    }
}
