package dev.kindred.server.operation.recipe;

import dev.kindred.server.recipe.HyperParameter;
import dev.kindred.server.recipe.HyperParameter.Choice;
import dev.kindred.server.recipe.HyperParameter.RealNumber;
import dev.kindred.server.recipe.HyperParameter.WholeNumber;
import dev.kindred.server.recipe.ParameterSet;
import java.util.List;
import java.util.stream.Stream;

/// The ranges of an algorithm's hyper-parameters, by kind.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DefaultHyperParameterRanges.html">API
/// reference</a>
public record DefaultHyperParameterRanges(
        List<DefaultIntegerHyperParameterRange> integerHyperParameterRanges,
        List<DefaultContinuousHyperParameterRange> continuousHyperParameterRanges,
        List<DefaultCategoricalHyperParameterRange> categoricalHyperParameterRanges) {

    static DefaultHyperParameterRanges of(ParameterSet set) {
        return new DefaultHyperParameterRanges(
                only(set, WholeNumber.class)
                        .map(it -> new DefaultIntegerHyperParameterRange(it.name(), it.min(), it.max(), it.isTunable()))
                        .toList(),
                only(set, RealNumber.class)
                        .map(it ->
                                new DefaultContinuousHyperParameterRange(it.name(), it.min(), it.max(), it.isTunable()))
                        .toList(),
                only(set, Choice.class)
                        .map(it -> new DefaultCategoricalHyperParameterRange(it.name(), it.values(), it.isTunable()))
                        .toList());
    }

    private static <P extends HyperParameter> Stream<P> only(ParameterSet set, Class<P> kind) {
        return set.parameters().stream().filter(kind::isInstance).map(kind::cast);
    }
}
