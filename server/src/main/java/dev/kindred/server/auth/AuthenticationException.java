package dev.kindred.server.auth;

import java.util.Objects;

/// A request whose caller is unknown, or has no right to it. `wire` holds the error codes of each protocol.
public final class AuthenticationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// The kinds of refusals.
    public enum Reason {
        /// The request has no signature.
        MISSING_SIGNATURE,
        /// The signature lacks a part, or a part is malformed.
        INCOMPLETE_SIGNATURE,
        /// There is no such access key.
        UNKNOWN_KEY,
        /// The signature is not that of the request.
        WRONG_SIGNATURE,
        /// The time of the signature is too far from the server's.
        SKEWED_TIME,
        /// The presigned URL has expired.
        EXPIRED_REQUEST,
        /// The session has expired.
        EXPIRED_SESSION,
        /// The session token was not issued by this server, or not for this key.
        INVALID_SESSION,
        /// The key does not have the right.
        ACCESS_DENIED
    }

    private final Reason reason;

    public AuthenticationException(Reason reason, String message) {
        super(message, null, false, false); // expected and frequent: no stack trace
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
