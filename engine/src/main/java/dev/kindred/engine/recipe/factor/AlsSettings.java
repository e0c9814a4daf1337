package dev.kindred.engine.recipe.factor;

/// The settings of [ImplicitAls]. The names in parentheses are those of Rendle et al.
///
/// @param rank the length of a vector (d)
/// @param steps the number of steps of conjugate gradients for a vector in an iteration; see [#stepsIn]
/// @param iterations the number of passes over all users and then all items
/// @param unobservedWeight the weight of an unobserved pair, relative to 1 for an observed one (alpha0)
/// @param regularization the weight of the regularization (lambda)
/// @param regularizationExponent the growth of the regularization with the number of interactions: 0 constant, 1
/// proportional (nu)
/// @param initialScale the approximate length of an item's vector before the first iteration
public record AlsSettings(
        int rank,
        int steps,
        int iterations,
        double unobservedWeight,
        double regularization,
        double regularizationExponent,
        double initialScale) {

    /// The largest rank: AWS allows 256 for `hidden_dimension`.
    public static final int LARGEST_RANK = 512;

    /// The steps of conjugate gradients: measured, see `docs/benchmarks/als.md`.
    private static final int FAIR_STEPS = 3;

    /// The iterations with all steps, and the fewest steps of later ones: measured, see `docs/benchmarks/als.md`.
    private static final int FIRST_ITERATIONS = 4;
    private static final int FEWEST_LATER = 2;

    public AlsSettings {
        if (rank < 1 || rank > LARGEST_RANK || steps < 1 || iterations < 1) {
            throw new IllegalArgumentException(
                    "rank, steps and iterations do not fit: " + rank + ", " + steps + ", " + iterations);
        }
        if (!(unobservedWeight >= 0) || !(regularization > 0) || !(regularizationExponent >= 0)) {
            throw new IllegalArgumentException("the weights must not be negative, and the regularization not 0");
        }
    }

    /// Returns settings that are adequate for any data: between those that Rendle et al. found for their two
    /// data sets. The unobserved weight has the largest effect, and is worth selecting on a hold-out from 0.003
    /// to 0.3.
    public static AlsSettings ofRank(int rank) {
        return new AlsSettings(rank, FAIR_STEPS, 10, 0.03, 0.003, 1, 0.1);
    }

    /// Returns the settings with these [#numbers()].
    public static AlsSettings ofNumbers(float[] numbers) {
        return new AlsSettings(
                (int) numbers[0], (int) numbers[1], (int) numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
    }

    /// Returns the settings as numbers for a file, in the order of the components.
    public float[] numbers() {
        return new float[] {
            rank,
            steps,
            iterations,
            (float) unobservedWeight,
            (float) regularization,
            (float) regularizationExponent,
            (float) initialScale
        };
    }

    public AlsSettings withIterations(int next) {
        return new AlsSettings(
                rank, steps, next, unobservedWeight, regularization, regularizationExponent, initialScale);
    }

    public AlsSettings withUnobservedWeight(double next) {
        return new AlsSettings(rank, steps, iterations, next, regularization, regularizationExponent, initialScale);
    }

    public AlsSettings withRegularization(double next, double exponent) {
        return new AlsSettings(rank, steps, iterations, unobservedWeight, next, exponent, initialScale);
    }

    /// Returns the number of steps in an iteration, counted from 0. After the first iterations vectors change
    /// little, so one step fewer suffices.
    int stepsIn(int iteration) {
        return iteration < FIRST_ITERATIONS ? steps : Math.max(Math.min(steps, FEWEST_LATER), steps - 1);
    }

    /// Returns the regularization of a vector with that number of interactions (or sum of weights), of
    /// `counterparts` possible ones.
    float ridge(double interactions, int counterparts) {
        return (float)
                (regularization * Math.pow(interactions + unobservedWeight * counterparts, regularizationExponent));
    }
}
