package dev.kindred.server.recipe;

import java.util.Map;

/// The way in which a recipe trains: by an algorithm and parameters of its own, or as another recipe does.
public sealed interface TrainingBasis {

    /// By an algorithm, with the recipe's parameters.
    record By(TrainingAlgorithm algorithm) implements TrainingBasis {}

    /// As another recipe, with its parameters and defaults.
    ///
    /// @param recipe the name of the other recipe, which has a basis [By]
    /// @param overrides the parameters that have other defaults
    record Like(String recipe, Map<String, String> overrides) implements TrainingBasis {

        public Like {
            overrides = Map.copyOf(overrides);
        }
    }
}
