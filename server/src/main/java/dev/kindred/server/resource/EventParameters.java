package dev.kindred.server.resource;

import dev.kindred.server.constraint.EventTypeName;
import dev.kindred.server.constraint.Fraction;
import org.jspecify.annotations.Nullable;

/// Which events of a type are trained on, and how much they count beside those of other types.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_EventParameters.html">API reference</a>
public record EventParameters(
        @EventTypeName @Nullable String eventType,
        @Nullable Double eventValueThreshold,
        @Fraction @Nullable Double weight) {}
