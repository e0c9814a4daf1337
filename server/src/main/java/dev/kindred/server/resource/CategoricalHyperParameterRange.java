package dev.kindred.server.resource;

import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.ParameterName;
import dev.kindred.server.constraint.ParameterValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The search range of a categorical hyper-parameter.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CategoricalHyperParameterRange.html">API
/// reference</a>
public record CategoricalHyperParameterRange(
        @ParameterName @Nullable String name,
        @Length(max = 100) @Nullable List<@ParameterValue String> values) {}
