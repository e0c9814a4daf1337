package dev.kindred.engine.recipe.action;

import java.util.Arrays;
import java.util.SplittableRandom;

/// A split of the offers by users: 10 % of the users are test users, 10 % are for validation, the others for
/// training. For a test user, the newest 10 % of the offers, at least one, are predicted; earlier ones are part
/// of the input.
///
/// @see <a
/// href="https://docs.aws.amazon.com/personalize/latest/dg/working-with-training-metrics.html">Evaluating a
/// solution version with metrics</a>
@SuppressWarnings("ArrayRecordComponent") // shared within a training, never compared
record Parts(int[] training, int[] validation, int[] test) {

    /// The share of the newest offers in a part. AWS: solution metrics hold out the newest tenth.
    private static final double SHARE = 0.1;

    static Parts of(Evidence evidence, long seed) {
        int rows = evidence.chosen().length;
        var random = new SplittableRandom(seed);
        var parts = new int[3][rows];
        var counts = new int[3];
        for (int from = 0; from < rows; ) {
            int to = from + 1;
            while (to < rows && evidence.user(to) == evidence.user(from)) {
                to++;
            }
            double drawn = random.nextDouble();
            int part = drawn < SHARE ? 2 : drawn < 2 * SHARE ? 1 : 0;
            int first = part == 2 ? to - Math.max(1, (int) Math.round(SHARE * (to - from))) : from;
            for (int row = first; row < to; row++) {
                parts[part][counts[part]++] = row;
            }
            from = to;
        }
        return new Parts(
                Arrays.copyOf(parts[0], counts[0]),
                Arrays.copyOf(parts[1], counts[1]),
                Arrays.copyOf(parts[2], counts[2]));
    }
}
