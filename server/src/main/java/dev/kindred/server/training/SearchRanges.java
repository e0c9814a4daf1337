package dev.kindred.server.training;

import dev.kindred.engine.recipe.search.ParameterRange;
import dev.kindred.server.recipe.HyperParameter;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.HyperParameterRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The ranges of a hyper-parameter search: those of the solution, or all tunable ones if it gives none.
final class SearchRanges {

    private SearchRanges() {}

    /// Returns the ranges of the parameters that the recipe permits to tune.
    static List<ParameterRange> of(HyperParameterRanges given, RecipeFacts recipe) {
        var ranges = new ArrayList<ParameterRange>();
        orEmpty(given.integerHyperParameterRanges())
                .forEach(range -> recipe.algorithm()
                        .find(named(range.name()))
                        .filter(HyperParameter.WholeNumber.class::isInstance)
                        .map(HyperParameter.WholeNumber.class::cast)
                        .ifPresent(it -> ranges.add(new ParameterRange.Integers(
                                it.name(),
                                Objects.requireNonNullElse(range.minValue(), it.min()),
                                Objects.requireNonNullElse(range.maxValue(), it.max())))));
        orEmpty(given.continuousHyperParameterRanges())
                .forEach(range -> recipe.algorithm()
                        .find(named(range.name()))
                        .filter(HyperParameter.RealNumber.class::isInstance)
                        .map(HyperParameter.RealNumber.class::cast)
                        .ifPresent(it -> ranges.add(new ParameterRange.Continuous(
                                it.name(),
                                Objects.requireNonNullElse(range.minValue(), it.min()),
                                Objects.requireNonNullElse(range.maxValue(), it.max())))));
        orEmpty(given.categoricalHyperParameterRanges())
                .forEach(range -> recipe.algorithm()
                        .find(named(range.name()))
                        .ifPresent(
                                it -> ranges.add(new ParameterRange.Categorical(it.name(), orEmpty(range.values())))));
        return ranges.isEmpty() ? all(recipe) : ranges;
    }

    private static List<ParameterRange> all(RecipeFacts recipe) {
        return recipe.algorithm().parameters().stream()
                .filter(HyperParameter::isTunable)
                .<ParameterRange>map(parameter -> switch (parameter) {
                    case HyperParameter.WholeNumber it -> new ParameterRange.Integers(it.name(), it.min(), it.max());
                    case HyperParameter.RealNumber it -> new ParameterRange.Continuous(it.name(), it.min(), it.max());
                    case HyperParameter.Choice it -> new ParameterRange.Categorical(it.name(), it.values());
                })
                .toList();
    }

    private static String named(@Nullable String name) {
        return name == null ? "" : name;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
