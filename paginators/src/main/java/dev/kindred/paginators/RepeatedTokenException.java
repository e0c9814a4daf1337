package dev.kindred.paginators;

/**
 * The service answered two requests in a row with the same next token, so that walking on would never end. The page that carried the
 * token the second time has been given out before this is thrown. The message is boto3's.
 */
public final class RepeatedTokenException extends PaginationException {

    private static final long serialVersionUID = 1L;

    /** The token that came twice. */
    private final String nextToken;

    RepeatedTokenException(String nextToken) {
        super(
                "Error during pagination: The same next token was received twice: {'nextToken': "
                        + PythonLiteral.of(nextToken) + "}",
                null);
        this.nextToken = nextToken;
    }

    /**
     * {@return the token the service repeated}
     */
    public String nextToken() {
        return nextToken;
    }
}
