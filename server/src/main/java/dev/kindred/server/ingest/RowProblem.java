package dev.kindred.server.ingest;

/// A problem of one row.
///
/// @param file the source's name
/// @param line counted from 1, the header's line
/// @param column the schema's spelling; empty when the whole row is wrong
/// @param text the offending text, truncated to 40 characters
/// @param expected the expected value
public record RowProblem(String file, long line, String column, String text, String expected) {

    /// The characters of a cell in a message. Taste.
    static final int TEXT_LENGTH = 40;

    /// Returns the problem in one line: `ratings.csv line 7, TIMESTAMP: "soon", expected a whole number`.
    @Override
    public String toString() {
        return file + " line " + line + (column.isEmpty() ? "" : ", " + column) + ": \"" + text + "\", expected "
                + expected;
    }
}
