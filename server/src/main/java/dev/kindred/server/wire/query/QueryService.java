package dev.kindred.server.wire.query;

import java.util.Map;

/// A service that speaks the query protocol.
///
/// @param version the version of its API, by which requests name it
/// @param namespace that of its answers
/// @param actions by name
/// @param scope a sentence that says what of the service there is
public record QueryService(String version, String namespace, Map<String, QueryAction<?>> actions, String scope) {

    public QueryService {
        actions = Map.copyOf(actions);
    }
}
