package dev.kindred.server.operation.recipe;

import java.util.List;

/// The values of a categorical hyper-parameter.
///
/// @see <a
/// href="https://docs.aws.amazon.com/personalize/latest/dg/API_DefaultCategoricalHyperParameterRange.html">API
/// reference</a>
public record DefaultCategoricalHyperParameterRange(String name, List<String> values, Boolean isTunable) {}
