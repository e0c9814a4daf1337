package dev.kindred.engine.recipe.sequence;

/// What training chooses for models of the order of events on a hold-out.
///
/// @param distancePower how much less a rule counts an item that came later
/// @param rulesDecay how much less the rules count an event of the history than the next newer one
/// @param smoothing how little rules with few counts are trusted
/// @param sequencesDecay as `rulesDecay`, for the search for similar sequences
public record SequenceParameters(double distancePower, float rulesDecay, float smoothing, float sequencesDecay) {

    /// Where a search begins, and what counts where there is too little data for one.
    public static SequenceParameters start(boolean ordered) {
        return ordered ? new SequenceParameters(0.5, 0.6f, 10, 0.7f) : new SequenceParameters(0, 1, 10, 1);
    }

    public SequenceParameters withDistancePower(double value) {
        return new SequenceParameters(value, rulesDecay, smoothing, sequencesDecay);
    }

    public SequenceParameters withRulesDecay(float value) {
        return new SequenceParameters(distancePower, value, smoothing, sequencesDecay);
    }

    public SequenceParameters withSmoothing(float value) {
        return new SequenceParameters(distancePower, rulesDecay, value, sequencesDecay);
    }

    public SequenceParameters withSequencesDecay(float value) {
        return new SequenceParameters(distancePower, rulesDecay, smoothing, value);
    }
}
