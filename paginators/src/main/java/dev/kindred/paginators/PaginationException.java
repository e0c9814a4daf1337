package dev.kindred.paginators;

import org.jspecify.annotations.Nullable;

/**
 * Why pages cannot be walked or searched, where the reason is not the service's. What the service or the connection to it says reaches
 * the caller as the AWS SDK's own exceptions, untouched.
 */
public abstract sealed class PaginationException extends RuntimeException
        permits BadStartingTokenException, RepeatedTokenException, SearchException {

    private static final long serialVersionUID = 1L;

    PaginationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
