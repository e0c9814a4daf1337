package dev.kindred.server.operation.solution;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.recipe.HyperParameter;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.HyperParameterRanges;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Validation of the ranges for a search of a recipe's hyper-parameters.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_HyperParameterRanges.html">API
/// reference</a>
record HyperParameterSearch(RecipeFacts recipe) {

    /// Validates the ranges.
    ///
    /// @throws InvalidInput naming a parameter that is unknown or not tunable, or a range that exceeds the
    /// parameter's own
    void check(HyperParameterRanges ranges) {
        for (var range : orEmpty(ranges.integerHyperParameterRanges())) {
            var parameter = require(range.name(), HyperParameter.WholeNumber.class, "a whole number");
            requireWithin(parameter, range.minValue(), range.maxValue(), parameter.min(), parameter.max());
        }
        for (var range : orEmpty(ranges.continuousHyperParameterRanges())) {
            var parameter = require(range.name(), HyperParameter.RealNumber.class, "a real number");
            requireWithin(parameter, range.minValue(), range.maxValue(), parameter.min(), parameter.max());
        }
        for (var range : orEmpty(ranges.categoricalHyperParameterRanges())) {
            var parameter = require(range.name(), HyperParameter.Choice.class, "one of a few texts");
            var values = orEmpty(range.values());
            if (values.isEmpty() || !values.stream().allMatch(parameter::accepts)) {
                throw new InvalidInput("hpoConfig: not all values %s of %s are valid; expected %s."
                        .formatted(values, range.name(), parameter.expected()));
            }
        }
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private <P extends HyperParameter> P require(@Nullable String name, Class<P> kind, String kindInWords) {
        var parameter = Optional.ofNullable(name)
                .flatMap(recipe.algorithm()::find)
                .filter(HyperParameter::isTunable)
                .orElseThrow(() -> new InvalidInput(
                        "hpoConfig: recipe %s has no parameter %s to be searched for. Those there are: %s."
                                .formatted(
                                        recipe.name(),
                                        name,
                                        recipe.algorithm().parameters().stream()
                                                .filter(HyperParameter::isTunable)
                                                .map(HyperParameter::name)
                                                .collect(Collectors.joining(", ")))));
        if (!kind.isInstance(parameter)) {
            throw new InvalidInput("hpoConfig: %s is %s, not %s. List it among the ranges of its kind."
                    .formatted(name, parameter.expected(), kindInWords));
        }
        return kind.cast(parameter);
    }

    private static void requireWithin(
            HyperParameter parameter, @Nullable Number from, @Nullable Number to, double min, double max) {
        if (from == null
                || to == null
                || from.doubleValue() > to.doubleValue()
                || from.doubleValue() < min
                || to.doubleValue() > max) {
            throw new InvalidInput("hpoConfig: the range from %s to %s of %s does not lie within its own; expected %s."
                    .formatted(from, to, parameter.name(), parameter.expected()));
        }
    }
}
