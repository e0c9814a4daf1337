package dev.kindred.server.operation.recipe;

/// The range of a real-valued hyper-parameter, inclusive.
///
/// @see <a
/// href="https://docs.aws.amazon.com/personalize/latest/dg/API_DefaultContinuousHyperParameterRange.html">API
/// reference</a>
public record DefaultContinuousHyperParameterRange(String name, double minValue, double maxValue, Boolean isTunable) {}
