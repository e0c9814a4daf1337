package dev.kindred.server.wire;

import dev.kindred.server.auth.Principal;
import dev.kindred.server.operation.AwsModel;
import io.helidon.webserver.http.ServerRequest;

/// The rights of callers to the operations of the API: by the kind of access, by the origin of the page that calls, and
/// by
/// dataset group.
public record CallerRights(Cors cors, DatasetGroupRights groups) {

    /// Requires that a caller may call an operation with this request.
    ///
    /// @throws dev.kindred.server.auth.AuthenticationException if the caller may not
    void require(ServerRequest request, Principal caller, String operation, byte[] body) {
        if (caller.key() != null) { // the server authenticates
            cors.require(request, caller, "personalize:" + operation);
        }
        require(caller, operation, body);
    }

    /// Requires that a caller within the process may call an operation with this request.
    ///
    /// @throws dev.kindred.server.auth.AuthenticationException if the caller may not
    void require(Principal caller, String operation, byte[] body) {
        if (caller.key() == null) {
            return; // a server that does not authenticate
        }
        AwsModel.find(operation)
                .ifPresent(entry -> caller.require(OperationAccess.of(entry), "personalize:" + operation));
        groups.require(caller, operation, body);
    }
}
