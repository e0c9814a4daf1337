package dev.kindred.server.operation;

import org.jspecify.annotations.Nullable;

/// The members that the request of every `List…` operation has.
public interface ListRequest {

    /// The token of the page before, or null for the first page.
    @Nullable
    String nextToken();

    /// The most entries of a page, or null for the default.
    @Nullable
    Integer maxResults();
}
