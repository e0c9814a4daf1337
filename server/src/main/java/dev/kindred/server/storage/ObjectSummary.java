package dev.kindred.server.storage;

import java.time.Instant;

/// What a listing says of an object. `etag` is without its quotes.
public record ObjectSummary(String key, long size, String etag, Instant lastModified) {}
