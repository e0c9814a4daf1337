package dev.kindred.engine.recipe.segment;

/// How the affinity of a user to some items is made up. It is the sum of four parts, each of which is about 1 for
/// the average user, but for their weights:
///
/// - how often users of the items had the items of the user (weight 1), see [CoVisits];
/// - the inner product of the user's factors and the items';
/// - how much the user does at all;
/// - how many of the items the user had already.
///
/// @param itemExponent how much popular items of a history are held back
/// @param recency how much less an older item of a history counts: the n-th newest `n^-recency`
/// @param lengthExponent how much users with many items are held back in the first part
/// @param activityExponent how the third part grows with the number of a user's items
/// @param activityWeight of the third part
/// @param ownWeight of the fourth part, or [#HELD_BACK]
/// @param factorWeight of the second part, 0 where there are no factors
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

    /// Where a search begins.
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
