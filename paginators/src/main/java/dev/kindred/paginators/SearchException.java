package dev.kindred.paginators;

import io.burt.jmespath.JmesPathException;

/**
 * Thrown if a JMESPath expression does not compile, or calls a function with a value that the function does not accept.
 * The message names the position and the expected value.
 */
public final class SearchException extends PaginationException {

    private static final long serialVersionUID = 1L;

    SearchException(String expression, JmesPathException cause) {
        super("Cannot search with the JMESPath expression " + expression + ": " + cause.getMessage(), cause);
    }
}
