package dev.kindred.paginators;

/**
 * A starting token that no walk can begin with, or that leaves a walk with no token to resume at. Where boto3 raises
 * {@code ValueError}, {@code TypeError} or {@code AttributeError}, or refuses the request's parameters, this is thrown.
 *
 * <p>A token that is merely unknown is not bad: text that does not decode goes to the service as it is, and the service says what it
 * thinks of it.
 */
public final class BadStartingTokenException extends PaginationException {

    private static final long serialVersionUID = 1L;

    BadStartingTokenException(String token, String reason) {
        super("Bad starting token: " + token + (reason.isEmpty() ? "" : " (" + reason + ")"), null);
    }
}
