package dev.kindred.server.recipe;

import java.util.Map;

/// The way in which a recipe trains: with its own algorithm and parameters, or as another recipe.
public sealed interface TrainingBasis {

    /// Training with an algorithm and the recipe's parameters.
    record By(TrainingAlgorithm algorithm) implements TrainingBasis {}

    /// Training as another recipe, with that recipe's parameters and defaults.
    ///
    /// @param recipe the name of the other recipe, whose basis is a [By]
    /// @param overrides the defaults that differ from the other recipe
    record Like(String recipe, Map<String, String> overrides) implements TrainingBasis {

        public Like {
            overrides = Map.copyOf(overrides);
        }
    }
}
