package dev.kindred.server.filter;

/// Values for a filter's parameters that are missing or of the wrong form. The message never shows a value.
public final class FilterValuesException extends FilterException {

    private static final long serialVersionUID = 1;

    FilterValuesException(String message) {
        super(message);
    }
}
