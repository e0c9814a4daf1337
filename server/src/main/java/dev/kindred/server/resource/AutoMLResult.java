package dev.kindred.server.resource;

import org.jspecify.annotations.Nullable;

/// The recipe that AutoML selected.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_AutoMLResult.html">API reference</a>
public record AutoMLResult(@Nullable Arn bestRecipeArn) {}
