package dev.kindred.server.wire.query;

import dev.kindred.server.auth.Access;
import java.util.Map;

/// A service with the query protocol.
///
/// @param name the service in credential scopes, such as `iam`
/// @param version the API version, which identifies the service in requests
/// @param namespace the XML namespace of its responses
/// @param actions the actions by name
/// @param scope a sentence that states the supported subset of the service
public record QueryService(
        String name, String version, String namespace, Map<String, QueryAction<?>> actions, String scope) {

    /// The service whose actions concern the caller only.
    private static final String STS = "sts";

    public QueryService {
        actions = Map.copyOf(actions);
    }

    /// Returns whether the actions reach the whole account, not only the caller.
    boolean reachesWholeAccount() {
        return !name.equals(STS);
    }

    /// Returns the access that an action needs.
    Access accessOf(String action) {
        if (name.equals(STS)) {
            return Access.IDENTIFY;
        }
        return action.startsWith("Get") || action.startsWith("List") ? Access.READ : Access.CHANGE;
    }
}
