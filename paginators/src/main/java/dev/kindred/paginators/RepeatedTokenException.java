package dev.kindred.paginators;

/**
 * Thrown if the service returns the same next token in two consecutive responses, because the walk would never end. The
 * page with the repeated token is returned before this is thrown. The message is boto3's.
 */
public final class RepeatedTokenException extends PaginationException {

    private static final long serialVersionUID = 1L;

    /** The repeated token. */
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
