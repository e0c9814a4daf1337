package dev.kindred.server.filter;

import java.util.Objects;

/// A filter, or the values given to one, that cannot be. The message says what to mend.
public abstract sealed class FilterException extends RuntimeException
        permits FilterSyntaxException, InvalidFilterException, FilterValuesException {

    private static final long serialVersionUID = 1;

    FilterException(String message) {
        super(message, null, false, false); // an answer to whoever wrote the filter: no stack trace
    }

    /// Never null: no refusal goes without its sentence.
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
