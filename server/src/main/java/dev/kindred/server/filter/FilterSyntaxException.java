package dev.kindred.server.filter;

/// A text that is not a filter expression.
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

    /// Returns the same said of conditions on attributes.
    FilterSyntaxException ofAttributes() {
        return ofAttributes(position, problem);
    }

    static FilterSyntaxException ofAttributes(int position, String problem) {
        return new FilterSyntaxException("itemAttributes", position, problem);
    }

    /// Where in the text, counted from 1.
    public int position() {
        return position;
    }
}
