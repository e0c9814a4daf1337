package dev.kindred.server.wire.query;

import java.util.Map;

/// A service with the query protocol.
///
/// @param version the API version, which identifies the service in requests
/// @param namespace the XML namespace of its responses
/// @param actions the actions by name
/// @param scope a sentence that states the supported subset of the service
public record QueryService(String version, String namespace, Map<String, QueryAction<?>> actions, String scope) {

    public QueryService {
        actions = Map.copyOf(actions);
    }
}
