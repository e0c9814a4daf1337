package dev.kindred.server.filter;

import java.util.Objects;

/// An invalid filter, or invalid values for a filter. The message says how to correct it.
public abstract sealed class FilterException extends RuntimeException
        permits FilterSyntaxException, InvalidFilterException, FilterValuesException {

    private static final long serialVersionUID = 1;

    FilterException(String message) {
        super(message, null, false, false); // an answer to the author of the filter: no stack trace
    }

    /// Returns the message, which is never null.
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
