package dev.kindred.server.console;

import dev.kindred.server.auth.Principal;
import dev.kindred.server.view.Api;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A visitor's request for a page, and the calls that the page makes for it.
final class Visit {

    private final Api api;
    private final Principal visitor;
    private final String region;
    private final String path;
    private final Map<String, String> parameters;
    private final List<Call> calls = new ArrayList<>();

    /// @param path below `/console`, `/` for the first page
    /// @param parameters of the query, or of the form that is posted
    Visit(Api api, Principal visitor, String region, String path, Map<String, String> parameters) {
        this.api = api;
        this.visitor = visitor;
        this.region = region;
        this.path = path;
        this.parameters = Map.copyOf(parameters);
    }

    Principal visitor() {
        return visitor;
    }

    String region() {
        return region;
    }

    String path() {
        return path;
    }

    /// Returns a parameter that is present and not blank.
    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /// Calls an operation with the rights of the visitor. Members with an empty Optional are left out.
    JsonNode call(String operation, Object... members) {
        return call(operation, Map.of(), false, members);
    }

    /// Calls an operation with members that AWS does not have. The page shows the call without them.
    JsonNode callExtended(String operation, Map<String, Object> extension, Object... members) {
        return call(operation, extension, false, members);
    }

    /// Calls an operation that recommends, and asks for explanations.
    JsonNode callExplained(String operation, Object... members) {
        return call(operation, Map.of(), true, members);
    }

    private JsonNode call(String operation, Map<String, Object> extension, boolean explained, Object... members) {
        var request = new LinkedHashMap<String, Object>();
        for (int i = 0; i < members.length; i += 2) {
            var value = members[i + 1] instanceof Optional<?> optional ? optional.orElse(null) : members[i + 1];
            if (value != null) {
                request.put(String.valueOf(members[i]), value);
            }
        }
        calls.add(new Call(operation, request));
        request.putAll(extension);
        return api.call(visitor, region, operation, request, explained);
    }

    /// Returns the calls so far.
    List<Call> calls() {
        return List.copyOf(calls);
    }
}
