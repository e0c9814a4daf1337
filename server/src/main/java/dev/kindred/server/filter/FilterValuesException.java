package dev.kindred.server.filter;

/// Missing or malformed values of a filter's parameters. The message never contains a value.
public final class FilterValuesException extends FilterException {

    private static final long serialVersionUID = 1;

    FilterValuesException(String message) {
        super(message);
    }
}
