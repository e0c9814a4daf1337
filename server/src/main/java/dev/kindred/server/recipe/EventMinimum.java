package dev.kindred.server.recipe;

import org.jspecify.annotations.Nullable;

/// How many events there must be to train on.
///
/// @param eventType of which type, or null for events of any
public record EventMinimum(@Nullable String eventType, int events) {}
