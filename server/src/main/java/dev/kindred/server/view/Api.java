package dev.kindred.server.view;

import dev.kindred.server.auth.Principal;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The operations of the API, called within the process.
@FunctionalInterface
public interface Api {

    /// Calls an operation.
    ///
    /// @param region the region whose resources the call reaches
    /// @param request the members of the request in AWS's spelling
    /// @return the response as it is on the wire
    /// @throws dev.kindred.server.error.ServiceException if the operation refuses the request
    /// @throws dev.kindred.server.auth.AuthenticationException if the caller has no right to it
    default JsonNode call(Principal caller, String region, String operation, Map<String, ?> request) {
        return call(caller, region, operation, request, false);
    }

    /// Calls an operation.
    ///
    /// @param explained whether recommendations in the response have explanations
    /// @see #call(Principal, String, String, Map)
    JsonNode call(Principal caller, String region, String operation, Map<String, ?> request, boolean explained);
}
