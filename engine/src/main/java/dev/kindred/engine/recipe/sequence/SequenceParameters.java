package dev.kindred.engine.recipe.sequence;

import java.util.LinkedHashMap;
import java.util.Map;

/// What training chooses on a hold-out.
///
/// @param distancePower how much less a rule counts an item that came later
/// @param rulesDecay how much less the rules count an event of the history than the next newer one
/// @param smoothing how little rules with few counts are trusted
/// @param sequencesDecay as `rulesDecay`, for the search for similar sequences
/// @param rulesWeight the rules' share in the blend, from 0 to 1; recent sequences have the rest
/// @param repeat what the scores of items that the user had already are multiplied by
record SequenceParameters(
        double distancePower,
        float rulesDecay,
        float smoothing,
        float sequencesDecay,
        float rulesWeight,
        float repeat) {

    /// Where a search begins, and what counts where there is too little data for one.
    static SequenceParameters start(boolean ordered) {
        return ordered
                ? new SequenceParameters(0.5, 0.6f, 10, 0.7f, 0.5f, 1)
                : new SequenceParameters(0, 1, 10, 1, 0.5f, 1);
    }

    SequenceParameters withDistancePower(double value) {
        return new SequenceParameters(value, rulesDecay, smoothing, sequencesDecay, rulesWeight, repeat);
    }

    SequenceParameters withRulesDecay(float value) {
        return new SequenceParameters(distancePower, value, smoothing, sequencesDecay, rulesWeight, repeat);
    }

    SequenceParameters withSmoothing(float value) {
        return new SequenceParameters(distancePower, rulesDecay, value, sequencesDecay, rulesWeight, repeat);
    }

    SequenceParameters withSequencesDecay(float value) {
        return new SequenceParameters(distancePower, rulesDecay, smoothing, value, rulesWeight, repeat);
    }

    SequenceParameters withRulesWeight(float value) {
        return new SequenceParameters(distancePower, rulesDecay, smoothing, sequencesDecay, value, repeat);
    }

    SequenceParameters withRepeat(float value) {
        return new SequenceParameters(distancePower, rulesDecay, smoothing, sequencesDecay, rulesWeight, value);
    }

    /// The parameters by name, for people to read.
    Map<String, String> told() {
        var told = new LinkedHashMap<String, String>();
        told.put("rules_distance_power", Double.toString(distancePower));
        told.put("rules_decay", Float.toString(rulesDecay));
        told.put("rules_smoothing", Float.toString(smoothing));
        told.put("rules_weight", Float.toString(rulesWeight));
        told.put("sequences_decay", Float.toString(sequencesDecay));
        told.put("repeat_factor", Float.toString(repeat));
        return told;
    }
}
