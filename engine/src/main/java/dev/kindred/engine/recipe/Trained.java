package dev.kindred.engine.recipe;

import dev.kindred.engine.model.Model;
import dev.kindred.engine.model.StoredModel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The result of a training.
///
/// @param stored the model, trained on all data
/// @param metrics the metrics on the hold-out of a model that was trained without it, by AWS's names
/// @param chosen the parameters that were selected on a hold-out, by name, for people to read
public record Trained(StoredModel stored, Map<String, Double> metrics, Map<String, String> chosen) {

    public Trained {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
    }

    /// Returns this result with one more metric.
    public Trained withMetric(String name, double value) {
        var more = new LinkedHashMap<>(metrics);
        more.put(name, value);
        return new Trained(stored, more, chosen);
    }

    /// Returns the model if it ranks items.
    ///
    /// @throws IllegalStateException if it ranks something else
    public Model model() {
        if (stored instanceof Model model) {
            return model;
        }
        throw new IllegalStateException("the model ranks no items");
    }
}
