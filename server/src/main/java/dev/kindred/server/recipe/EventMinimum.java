package dev.kindred.server.recipe;

import org.jspecify.annotations.Nullable;

/// The minimum number of events for a training.
///
/// @param eventType the type of the events, or null for any
public record EventMinimum(@Nullable String eventType, int events) {}
