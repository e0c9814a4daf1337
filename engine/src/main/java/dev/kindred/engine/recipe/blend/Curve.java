package dev.kindred.engine.recipe.blend;

/// How likely an item is by its score: its weight, of which its share of all weights is the chance that it comes
/// next among items that the user has not had.
///
/// The logarithm of the weight rises with the score, from 0 at 0: as `inverseTemperature` times the score while
/// that is small beside the knee, so that the weights are those of a softmax, and beyond it as the logarithm of
/// the score does, so that they are a power of the score. A score below 0 has the softmax's weight.
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

    /// The score that such a weight stands for.
    double score(double logWeight) {
        double bent = logWeight / inverseTemperature;
        return bent < 0 || Double.isInfinite(knee) ? bent : knee * Math.expm1(bent / knee);
    }

    /// A score bent at a knee: what the inverse temperature is multiplied by.
    static double bent(double score, double knee) {
        return score < 0 || Double.isInfinite(knee) ? score : knee * Math.log1p(score / knee);
    }
}
