package dev.kindred.server.resource;

import dev.kindred.server.constraint.Length;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The search ranges of hyper-parameter optimization.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_HyperParameterRanges.html">API reference</a>
public record HyperParameterRanges(
        @Length(max = 100) @Nullable List<IntegerHyperParameterRange> integerHyperParameterRanges,
        @Length(max = 100) @Nullable List<ContinuousHyperParameterRange> continuousHyperParameterRanges,
        @Length(max = 100) @Nullable List<CategoricalHyperParameterRange> categoricalHyperParameterRanges) {}
