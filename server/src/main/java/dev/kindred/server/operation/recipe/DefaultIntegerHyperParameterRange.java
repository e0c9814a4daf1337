package dev.kindred.server.operation.recipe;

/// The range of an integer hyper-parameter, inclusive.
///
/// @see <a
/// href="https://docs.aws.amazon.com/personalize/latest/dg/API_DefaultIntegerHyperParameterRange.html">API
/// reference</a>
public record DefaultIntegerHyperParameterRange(String name, int minValue, int maxValue, Boolean isTunable) {}
