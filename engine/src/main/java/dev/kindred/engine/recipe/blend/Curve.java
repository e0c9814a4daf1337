package dev.kindred.engine.recipe.blend;

/// Maps the score of a new item to a weight. An item's share of all weights is its probability to come next among
/// the items that the user has not had.
///
/// The logarithm of the weight is 0 at a score of 0. Below the knee it is about `inverseTemperature` times the
/// score, so that weights are those of a softmax; beyond it grows as the logarithm of the score, so that weights
/// are a power of the score. A score below 0 has the weight of the softmax.
///
/// @param inverseTemperature greater than 0
/// @param knee greater than 0, perhaps infinite
record Curve(float inverseTemperature, float knee) {

    /// The softmax of the scores themselves, times the inverse temperature.
    static Curve softmax(float inverseTemperature) {
        return new Curve(inverseTemperature, Float.POSITIVE_INFINITY);
    }

    /// The logarithm of the weight of an item with a score.
    double logWeight(double score) {
        return inverseTemperature * bent(score, knee);
    }

    /// The score that has such a weight.
    double score(double logWeight) {
        double bent = logWeight / inverseTemperature;
        return bent < 0 || Double.isInfinite(knee) ? bent : knee * Math.expm1(bent / knee);
    }

    /// A score bent at a knee: the logarithm of the weight at an inverse temperature of 1.
    static double bent(double score, double knee) {
        return score < 0 || Double.isInfinite(knee) ? score : knee * Math.log1p(score / knee);
    }
}
