package dev.kindred.paginators;

import org.jspecify.annotations.Nullable;

/**
 * An error of a walk or a search that the service did not report. Errors of the service and of the connection are the
 * AWS SDK's own exceptions, unchanged.
 */
public abstract sealed class PaginationException extends RuntimeException
        permits BadStartingTokenException, RepeatedTokenException, SearchException {

    private static final long serialVersionUID = 1L;

    PaginationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
