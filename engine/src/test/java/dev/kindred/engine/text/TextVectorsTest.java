package dev.kindred.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TextVectorsTest {

    private static TextVectors vectors() {
        var vectors = TextVectors.empty(3, 2);
        vectors.set(0, new float[] {1, 0});
        vectors.set(2, new float[] {0.6f, 0.8f});
        return vectors;
    }

    @Test
    void theCosineWithARowIsItsInnerProduct() {
        var one = new float[] {0, 1};

        assertThat(vectors().cosine(one, 0)).isEqualTo(0);
        assertThat(vectors().cosine(one, 1)).as("no text").isEqualTo(0);
        assertThat(vectors().cosine(one, 2)).isEqualTo(0.8, within(0.01));
    }

    @Test
    void theMeanIsOfTheRowsThatHaveAText() {
        var mean = vectors().mean(new int[] {0, 1, 2});

        assertThat(mean[0]).isEqualTo(0.8f, within(0.01f));
        assertThat(mean[1]).isEqualTo(0.4f, within(0.01f));
        assertThat(vectors().mean(new int[] {1})).containsExactly(0, 0);
    }
}
