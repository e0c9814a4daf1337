package dev.kindred.server.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a bucket. `next` is the position of the next page, or null on the last page.
public record Listing(
        List<ObjectSummary> objects,
        List<String> commonPrefixes,
        @Nullable String next) {

    public Listing {
        objects = List.copyOf(objects);
        commonPrefixes = List.copyOf(commonPrefixes);
    }
}
