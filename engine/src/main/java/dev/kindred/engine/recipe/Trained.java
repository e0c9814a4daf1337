package dev.kindred.engine.recipe;

import dev.kindred.engine.model.Model;
import dev.kindred.engine.model.StoredModel;
import java.util.Map;

/// What a training came to.
///
/// @param stored the model, trained on everything
/// @param metrics how good a model trained the same way, without the hold-out, did on the hold-out; by AWS's
/// names
/// @param chosen the parameters that were chosen on a hold-out, by name, for people to read
public record Trained(StoredModel stored, Map<String, Double> metrics, Map<String, String> chosen) {

    /// Returns the model, if it is one that ranks items.
    ///
    /// @throws IllegalStateException if it ranks something else
    public Model model() {
        if (stored instanceof Model model) {
            return model;
        }
        throw new IllegalStateException("the model ranks no items");
    }
}
