package dev.kindred.server.wire.query;

/// A request that a service of the query protocol refuses, with the sentence its sender gets to read.
public final class QueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final QueryError error;

    public QueryException(QueryError error, String message) {
        super(message, null, false, false); // a refusal is an answer, not an accident: no stack trace
        this.error = error;
    }

    QueryError error() {
        return error;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
