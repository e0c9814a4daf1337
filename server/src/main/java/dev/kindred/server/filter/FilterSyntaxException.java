package dev.kindred.server.filter;

/// A text that does not match the grammar of filter expressions.
public final class FilterSyntaxException extends FilterException {

    private static final long serialVersionUID = 1;

    private final int position;
    private final String problem;

    FilterSyntaxException(int position, String problem) {
        this("filter", position, problem);
    }

    private FilterSyntaxException(String what, int position, String problem) {
        super("Invalid " + what + " at position " + position + ": " + problem);
        this.position = position;
        this.problem = problem;
    }

    /// Returns the exception with a message for attribute conditions.
    FilterSyntaxException ofAttributes() {
        return ofAttributes(position, problem);
    }

    static FilterSyntaxException ofAttributes(int position, String problem) {
        return new FilterSyntaxException("itemAttributes", position, problem);
    }

    /// The position in the text, counted from 1.
    public int position() {
        return position;
    }
}
