package dev.kindred.engine.recipe.segment;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.recipe.factor.AlsSettings;
import dev.kindred.engine.recipe.factor.FoldIn;
import dev.kindred.engine.recipe.factor.ImplicitFactors;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Factors of items, from which the factors of a user are computed by the items of the history.
///
/// File, under a prefix: `settings`, `spectrum` and `vectors` as in [ImplicitFactors], and `gram`, the mean of
/// `x * transposed(x)` over users' vectors x, which normalizes the scores of different items.
final class UserFactors {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// Number of users for estimating the mean magnitude of a score. Taste.
    private static final int SAMPLE = 4096;
    private static final int USERS_AT_ONCE = 64;

    private final AlsSettings settings;
    private final float[] spectrum;
    private final MemorySegment vectors;
    private final float[] gram;
    private final FoldIn foldIn;

    private UserFactors(AlsSettings settings, float[] spectrum, MemorySegment vectors, float[] gram) {
        this.settings = settings;
        this.spectrum = spectrum;
        this.vectors = vectors;
        this.gram = gram;
        this.foldIn = new FoldIn(vectors, spectrum, settings);
    }

    /// Returns the factors, scaled by the mean score of evenly spaced users.
    static UserFactors of(ImplicitFactors factors, UserItems data, Workers workers) {
        var without = new UserFactors(
                factors.settings(),
                factors.spectrum(),
                MemorySegment.ofArray(factors.items()),
                new float[factors.rank() * factors.rank()]);
        int step = Math.max(1, data.userCount() / SAMPLE);
        var some = new float[(data.userCount() + step - 1) / step][];
        workers.forRanges(some.length, USERS_AT_ONCE, (from, to) -> {
            for (int i = from; i < to; i++) {
                some[i] = without.vector(data, i * step);
            }
        });
        int rank = factors.rank();
        var sums = new double[rank * rank];
        for (var vector : some) {
            for (int row = 0; row < rank; row++) {
                for (int column = 0; column < rank; column++) {
                    sums[row * rank + column] += vector[row] * vector[column];
                }
            }
        }
        var gram = new float[sums.length];
        for (int i = 0; i < gram.length; i++) {
            gram[i] = (float) (sums[i] / Math.max(1, some.length));
        }
        return new UserFactors(without.settings, without.spectrum, without.vectors, gram);
    }

    static UserFactors read(SectionFile file, String prefix) {
        return new UserFactors(
                AlsSettings.ofNumbers(file.floats(prefix + "settings")),
                file.floats(prefix + "spectrum"),
                file.segment(prefix + "vectors"),
                file.floats(prefix + "gram"));
    }

    void write(SectionWriter file, String prefix) throws IOException {
        file.floats(prefix + "settings", settings.numbers());
        file.floats(prefix + "spectrum", spectrum);
        file.segment(prefix + "vectors", vectors);
        file.floats(prefix + "gram", gram);
    }

    int rank() {
        return settings.rank();
    }

    /// Returns the vector of a user whose items are those of the model.
    private float[] vector(UserItems data, int user) {
        return foldIn(Arrays.copyOfRange(data.items(), data.offsets()[user], data.offsets()[user + 1]));
    }

    /// Returns the vector of a user of these data.
    ///
    /// @param known the model's index of each item of the data, -1 if it is unknown
    float[] vector(UserItems data, int user, int[] known) {
        var items = new int[data.itemsOf(user)];
        int count = 0;
        for (int at = data.offsets()[user]; at < data.offsets()[user + 1]; at++) {
            if (known[data.items()[at]] >= 0) {
                items[count++] = known[data.items()[at]];
            }
        }
        return foldIn(Arrays.copyOf(items, count));
    }

    private float[] foldIn(int[] items) {
        var ones = new float[items.length];
        Arrays.fill(ones, 1);
        return foldIn.vector(items, ones);
    }

    /// Returns the vector whose inner product with a user's is the term of these items in the user's affinity:
    /// the sum of the items' vectors, scaled such that the root mean square over users is 1.
    float[] direction(int[] items, int[] known) {
        int rank = rank();
        var sum = new float[rank];
        for (int item : items) {
            if (known[item] >= 0) {
                long at = (long) known[item] * rank * Float.BYTES;
                for (int i = 0; i < rank; i++) {
                    sum[i] += vectors.get(FLOAT, at + (long) i * Float.BYTES);
                }
            }
        }
        double square = 0;
        for (int row = 0; row < rank; row++) {
            for (int column = 0; column < rank; column++) {
                square += (double) sum[row] * gram[row * rank + column] * sum[column];
            }
        }
        if (!(square > 0)) {
            return new float[rank];
        }
        float factor = (float) (1 / Math.sqrt(square));
        for (int i = 0; i < rank; i++) {
            sum[i] *= factor;
        }
        return sum;
    }
}
