package dev.kindred.server.filter;

/// A well-formed filter that its dataset group's schemas, or the rules of filters, do not permit.
public final class InvalidFilterException extends FilterException {

    private static final long serialVersionUID = 1;

    InvalidFilterException(String message) {
        super(message);
    }
}
