package dev.kindred.server.wire.query;

import org.jspecify.annotations.Nullable;

/// The caller of an action.
///
/// @param partition the partition of the region in the request's signature
/// @param sessionToken the session token of temporary credentials, or null
public record QueryCaller(String partition, @Nullable String sessionToken) {}
