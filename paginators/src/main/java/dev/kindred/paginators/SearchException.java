package dev.kindred.paginators;

import io.burt.jmespath.JmesPathException;

/**
 * A JMESPath expression that does not compile, or that calls a function with a value the function does not take. The message says where
 * and what was expected.
 */
public final class SearchException extends PaginationException {

    private static final long serialVersionUID = 1L;

    SearchException(String expression, JmesPathException cause) {
        super("Cannot search with the JMESPath expression " + expression + ": " + cause.getMessage(), cause);
    }
}
