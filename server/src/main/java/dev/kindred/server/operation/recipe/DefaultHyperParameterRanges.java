package dev.kindred.server.operation.recipe;

import java.util.List;

/// The values that an algorithm's hyper-parameters may take, by kind.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DefaultHyperParameterRanges.html">API
/// reference</a>
public record DefaultHyperParameterRanges(
        List<DefaultIntegerHyperParameterRange> integerHyperParameterRanges,
        List<DefaultContinuousHyperParameterRange> continuousHyperParameterRanges,
        List<DefaultCategoricalHyperParameterRange> categoricalHyperParameterRanges) {}
