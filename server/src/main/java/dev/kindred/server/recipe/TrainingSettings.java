package dev.kindred.server.recipe;

import java.util.HashMap;
import java.util.Map;

/// A training algorithm and the values of all its parameters, those of the feature transformation included.
public record TrainingSettings(TrainingAlgorithm algorithm, Map<String, String> values) {

    /// Returns the settings of a recipe.
    ///
    /// @param hyperParameters the given ones; the others have their defaults
    /// @param transformation the given parameters of the feature transformation; the others have their defaults
    public static TrainingSettings of(
            RecipeFacts recipe, Map<String, String> hyperParameters, Map<String, String> transformation) {
        return switch (recipe.basis()) {
            case TrainingBasis.By by -> {
                var values = new HashMap<>(recipe.algorithm().valuesWith(hyperParameters));
                values.putAll(recipe.transformation().valuesWith(transformation));
                yield new TrainingSettings(by.algorithm(), values);
            }
            case TrainingBasis.Like like -> {
                var base = of(RecipeCatalogue.named(like.recipe()), hyperParameters, transformation);
                var values = new HashMap<>(base.values());
                values.putAll(like.overrides());
                yield new TrainingSettings(base.algorithm(), values);
            }
        };
    }

    public int wholeNumber(String name) {
        return Integer.parseInt(text(name));
    }

    public double realNumber(String name) {
        return Double.parseDouble(text(name));
    }

    /// Case-insensitive: Python spells booleans `True` and `False`.
    public boolean truth(String name) {
        return Boolean.parseBoolean(text(name));
    }

    /// Returns the value of a parameter.
    ///
    /// @throws IllegalArgumentException if the algorithm has no such parameter
    public String text(String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(algorithm + " has no parameter " + name);
        }
        return value;
    }
}
