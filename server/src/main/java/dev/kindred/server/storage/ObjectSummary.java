package dev.kindred.server.storage;

import java.time.Instant;
import java.util.Objects;

/// The data of an object in a listing.
///
/// @param etag without quotes; empty where the object's record is damaged
public record ObjectSummary(String key, long size, String etag, Instant lastModified) {

    public ObjectSummary {
        Objects.requireNonNull(key);
        Objects.requireNonNull(etag);
        Objects.requireNonNull(lastModified);
    }
}
