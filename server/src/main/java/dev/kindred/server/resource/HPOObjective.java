package dev.kindred.server.resource;

import dev.kindred.server.constraint.ShortText;
import org.jspecify.annotations.Nullable;

/// What a search for hyper-parameters would aim at; the service takes none.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_HPOObjective.html">API reference</a>
public record HPOObjective(
        @ShortText @Nullable String type,
        @ShortText @Nullable String metricName,
        @ShortText @Nullable String metricRegex) {}
