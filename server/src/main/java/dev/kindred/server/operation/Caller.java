package dev.kindred.server.operation;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Scope;

/// Who asks: the account and region whose resources the request sees, and the id under which the log knows it.
public record Caller(Scope scope, String requestId) {

    /// The ARN of the caller's resource of that kind whose tail is `rest`.
    public Arn arn(ResourceKind kind, String rest) {
        return scope.arn(kind.arnType(), rest);
    }
}
