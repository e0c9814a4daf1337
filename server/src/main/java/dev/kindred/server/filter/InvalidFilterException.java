package dev.kindred.server.filter;

/// A well-formed filter that asks for what its dataset group does not have, or for what no filter can do.
public final class InvalidFilterException extends FilterException {

    private static final long serialVersionUID = 1;

    InvalidFilterException(String message) {
        super(message);
    }
}
