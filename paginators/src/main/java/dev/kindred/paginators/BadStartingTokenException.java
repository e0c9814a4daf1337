package dev.kindred.paginators;

/**
 * Thrown if a walk cannot begin with a starting token, or if the token makes it impossible to compute a resume token.
 * In these cases boto3 raises {@code ValueError}, {@code TypeError} or {@code AttributeError}, or rejects the request's
 * parameters.
 *
 * <p>An unknown token is not an error here: text that cannot be decoded is sent to the service unchanged, and the
 * service validates it.
 */
public final class BadStartingTokenException extends PaginationException {

    private static final long serialVersionUID = 1L;

    BadStartingTokenException(String token, String reason) {
        super("Bad starting token: " + token + (reason.isEmpty() ? "" : " (" + reason + ")"), null);
    }
}
