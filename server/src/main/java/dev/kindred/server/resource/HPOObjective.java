package dev.kindred.server.resource;

import dev.kindred.server.constraint.ShortText;
import org.jspecify.annotations.Nullable;

/// The objective of hyper-parameter optimization. The service accepts none.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_HPOObjective.html">API reference</a>
public record HPOObjective(
        @ShortText @Nullable String type,
        @ShortText @Nullable String metricName,
        @ShortText @Nullable String metricRegex) {}
