package dev.kindred.server.operation;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Scope;

/// The caller of an operation: the account and region whose resources the request can access, and the request's
/// id in the log.
///
/// @param explains whether recommendations are to be explained
public record Caller(Scope scope, String requestId, boolean explains) {

    /// Returns a caller without wishes.
    public Caller(Scope scope, String requestId) {
        this(scope, requestId, false);
    }

    /// Returns the ARN of the caller's resource of that kind with the final part `rest`.
    public Arn arn(ResourceKind kind, String rest) {
        return scope.arn(kind.arnType(), rest);
    }
}
