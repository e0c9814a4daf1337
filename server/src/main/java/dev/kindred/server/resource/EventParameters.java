package dev.kindred.server.resource;

import dev.kindred.server.constraint.EventTypeName;
import dev.kindred.server.constraint.Fraction;
import org.jspecify.annotations.Nullable;

/// The training parameters of an event type: the value threshold of its events and their weight relative to other
/// types.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_EventParameters.html">API reference</a>
public record EventParameters(
        @EventTypeName @Nullable String eventType,
        @Nullable Double eventValueThreshold,
        @Fraction @Nullable Double weight) {}
