package dev.kindred.server.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/// Draws values with probabilities proportional to their weights.
final class WeightedSampler<T> {

    private final List<T> values;
    private final double[] cumulated;

    WeightedSampler(List<T> values, ToDoubleFunction<T> weight) {
        this.values = List.copyOf(values);
        cumulated = values.stream().mapToDouble(weight).toArray();
        for (int i = 1; i < cumulated.length; i++) {
            cumulated[i] += cumulated[i - 1];
        }
    }

    T draw(Random random) {
        int last = cumulated.length - 1;
        int found = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[last]);
        int index = found >= 0 ? found + 1 : -found - 1; // intervals include their lower bound
        return values.get(Math.min(index, last));
    }
}
