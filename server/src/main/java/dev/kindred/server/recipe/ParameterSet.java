package dev.kindred.server.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of an algorithm or of a feature transformation.
///
/// @param name of the algorithm or transformation
public record ParameterSet(String name, List<HyperParameter> parameters) {

    /// The spelling of a parameter in AWS's guide, by its spelling in responses of Describe operations.
    private static final Map<String, String> OTHER_SPELLINGS = Map.of(
            "min_hist_length_percentile", "min_user_history_length_percentile",
            "max_hist_length_percentile", "max_user_history_length_percentile",
            "training.bptt", "bptt",
            "training.hidden_dimension", "hidden_dimension",
            "data.recency_mask", "recency_mask");

    /// Returns the parameter with a name, in either spelling.
    public Optional<HyperParameter> find(String spelling) {
        var known = OTHER_SPELLINGS.getOrDefault(spelling, spelling);
        return parameters.stream().filter(it -> it.name().equals(known)).findFirst();
    }

    /// Returns the default of each parameter, in the text form that the wire has for all values.
    public Map<String, String> defaults() {
        var defaults = new LinkedHashMap<String, String>();
        parameters.forEach(parameter -> defaults.put(parameter.name(), parameter.initial()));
        return defaults;
    }

    /// Returns the value of each parameter: the one given in either spelling, or the default.
    public Map<String, String> valuesWith(Map<String, String> given) {
        var values = defaults();
        given.forEach((spelling, value) -> find(spelling).ifPresent(it -> values.put(it.name(), value)));
        return values;
    }
}
