package dev.kindred.engine.recipe.sequence;

/// The parameters of [NextItemRules].
///
/// @param distancePower the exponent by which a rule discounts an item that comes later
/// @param decay the factor by which an event of the history counts less than the next newer one
/// @param smoothing the count that is added to the total of an item, so that rules with low counts score low
public record RuleParameters(double distancePower, float decay, float smoothing) {

    /// Returns the initial values of a search, which are also used if there are too few users. Taste.
    static RuleParameters start(boolean ordered) {
        return ordered ? new RuleParameters(0.5, 0.6f, 10) : new RuleParameters(0, 1, 10);
    }

    RuleParameters withDistancePower(double value) {
        return new RuleParameters(value, decay, smoothing);
    }

    RuleParameters withDecay(float value) {
        return new RuleParameters(distancePower, value, smoothing);
    }

    RuleParameters withSmoothing(float value) {
        return new RuleParameters(distancePower, decay, value);
    }
}
