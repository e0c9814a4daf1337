package dev.kindred.engine.recipe;

import dev.kindred.engine.text.TextVectors;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/// Simulated text vectors: each subject has a direction, and its texts have that direction with noise.
public final class Directions {

    public static final int DIMENSION = 16;

    private Directions() {}

    /// Returns a row for each item, near the direction of its subject; no text if the subject is negative.
    public static TextVectors of(int... subjects) {
        var vectors = TextVectors.empty(subjects.length, DIMENSION);
        for (int item = 0; item < subjects.length; item++) {
            if (subjects[item] >= 0) {
                var random = new SplittableRandom(item + 100);
                var vector = new float[DIMENSION];
                double squares = 0;
                for (int i = 0; i < DIMENSION; i++) {
                    vector[i] = (float) (random.nextDouble() - 0.5) * 0.3f + (i == subjects[item] ? 1 : 0);
                    squares += vector[i] * vector[i];
                }
                for (int i = 0; i < DIMENSION; i++) {
                    vector[i] /= (float) Math.sqrt(squares);
                }
                vectors.set(item, vector);
                vectors.keys().set(ValueLayout.JAVA_BYTE, (long) item * TextVectors.KEY, (byte) (item + 1));
            }
        }
        return vectors;
    }
}
