package dev.kindred.server.dataset.history;

/// The number of events of each item in the last interval and in the previous one, by item row.
@SuppressWarnings("ArrayRecordComponent") // built for one refresh, never compared
public record TrendCounts(int[] latest, int[] previous) {}
