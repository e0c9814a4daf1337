package dev.kindred.server.dataset.history;

/// How many events each item had in the last interval and in the one before, by item row.
@SuppressWarnings("ArrayRecordComponent") // made for one refresh, compared with nothing
public record TrendCounts(int[] latest, int[] previous) {}
