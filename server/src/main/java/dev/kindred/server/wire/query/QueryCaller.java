package dev.kindred.server.wire.query;

import org.jspecify.annotations.Nullable;

/// Who asks.
///
/// @param partition that of the region the request is signed for
/// @param sessionToken that of temporary credentials, or null
public record QueryCaller(String partition, @Nullable String sessionToken) {}
