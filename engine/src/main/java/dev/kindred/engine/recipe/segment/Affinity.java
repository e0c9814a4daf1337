package dev.kindred.engine.recipe.segment;

/// The weights of a user's affinity to some items. The affinity is the sum of four terms, each of which is about
/// 1 for the average user before weighting:
///
/// - the co-visits of the user's items with the given items (weight 1), see [CoVisits];
/// - the inner product of the user's factors and the items';
/// - the user's activity;
/// - the number of the given items that the user already had.
///
/// @param itemExponent the strength of the discount of popular items of a history
/// @param recency the discount of older items of a history: the n-th newest counts `n^-recency`
/// @param lengthExponent the strength of the discount of users with many items in the first term
/// @param activityExponent the growth of the third term with the number of a user's items
/// @param activityWeight the weight of the third term
/// @param ownWeight the weight of the fourth term, or [#HELD_BACK]
/// @param factorWeight the weight of the second term, 0 without factors
record Affinity(
        double itemExponent,
        double recency,
        double lengthExponent,
        double activityExponent,
        double activityWeight,
        double ownWeight,
        double factorWeight) {

    /// Users who had the items rank last.
    static final double HELD_BACK = -1;

    /// The initial values of a search.
    static final Affinity FAIR = new Affinity(0.5, 0, 0, 1, 0.1, 1, 0);

    boolean holdsOwnersBack() {
        return ownWeight == HELD_BACK;
    }

    Affinity withItemExponent(double next) {
        return new Affinity(next, recency, lengthExponent, activityExponent, activityWeight, ownWeight, factorWeight);
    }

    Affinity withRecency(double next) {
        return new Affinity(
                itemExponent, next, lengthExponent, activityExponent, activityWeight, ownWeight, factorWeight);
    }

    Affinity withLengthExponent(double next) {
        return new Affinity(itemExponent, recency, next, activityExponent, activityWeight, ownWeight, factorWeight);
    }

    Affinity withActivity(double exponent, double weight) {
        return new Affinity(itemExponent, recency, lengthExponent, exponent, weight, ownWeight, factorWeight);
    }

    Affinity withOwnWeight(double next) {
        return new Affinity(
                itemExponent, recency, lengthExponent, activityExponent, activityWeight, next, factorWeight);
    }

    Affinity withFactorWeight(double next) {
        return new Affinity(itemExponent, recency, lengthExponent, activityExponent, activityWeight, ownWeight, next);
    }

    float[] numbers() {
        return new float[] {
            (float) itemExponent,
            (float) recency,
            (float) lengthExponent,
            (float) activityExponent,
            (float) activityWeight,
            (float) ownWeight,
            (float) factorWeight
        };
    }

    static Affinity ofNumbers(float[] numbers) {
        return new Affinity(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
    }
}
