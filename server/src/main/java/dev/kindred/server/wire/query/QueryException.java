package dev.kindred.server.wire.query;

import dev.kindred.server.auth.AuthenticationException;
import dev.kindred.server.wire.AuthenticationForm;

/// A request error of a query protocol service. The message is sent to the caller.
public final class QueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final QueryError error;

    public QueryException(QueryError error, String message) {
        super(message, null, false, false); // expected and frequent: no stack trace
        this.error = error;
    }

    /// Returns the error of a refused caller.
    static QueryException of(AuthenticationException refusal) {
        return new QueryException(
                QueryError.valueOf(AuthenticationForm.of(refusal.reason()).queryCode()), refusal.getMessage());
    }

    QueryError error() {
        return error;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
