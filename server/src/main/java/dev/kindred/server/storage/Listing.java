package dev.kindred.server.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a bucket. `next` is what to list after to go on, or null if this page is the last.
public record Listing(
        List<ObjectSummary> objects,
        List<String> commonPrefixes,
        @Nullable String next) {

    public Listing {
        objects = List.copyOf(objects);
        commonPrefixes = List.copyOf(commonPrefixes);
    }
}
