package dev.kindred.server.operation;

import org.jspecify.annotations.Nullable;

/// The members common to the requests of all `List…` operations.
public interface ListRequest {

    /// The token of the previous page, or null for the first page.
    @Nullable
    String nextToken();

    /// The maximum number of entries of a page, or null for the default.
    @Nullable
    Integer maxResults();
}
