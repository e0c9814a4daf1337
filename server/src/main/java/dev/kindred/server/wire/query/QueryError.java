package dev.kindred.server.wire.query;

/// The error codes of the query protocol's services, with their HTTP statuses.
///
/// @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">Common errors of IAM</a>
public enum QueryError {
    AccessDenied(403),
    DeleteConflict(409),
    EntityAlreadyExists(409),
    ExpiredToken(403),
    IncompleteSignature(400),
    InvalidAction(400),
    InvalidClientTokenId(403),
    InvalidIdentityToken(400),
    InvalidInput(400),
    LimitExceeded(409),
    MalformedPolicyDocument(400),
    MalformedQueryString(400),
    MissingAuthenticationToken(403),
    NoSuchEntity(404),
    RequestEntityTooLarge(413),
    ServiceFailure(500),
    SignatureDoesNotMatch(403),
    Throttling(503),
    UnmodifiableEntity(400),
    ValidationError(400);

    private final int status;

    QueryError(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
