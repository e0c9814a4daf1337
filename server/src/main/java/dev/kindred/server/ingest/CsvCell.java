package dev.kindred.server.ingest;

import dev.kindred.server.literal.QuotedString;

/// Cells of the CSV files that the server writes.
public final class CsvCell {

    private CsvCell() {}

    /// Returns a cell that an import reads as `text`. The cell is a [QuotedString] only where readers would
    /// misread an unquoted one: where the text begins with a quote, contains a comma or a line break, or begins
    /// or ends with a space.
    public static String of(String text) {
        return needsQuotes(text) ? QuotedString.of(text) : text;
    }

    private static boolean needsQuotes(String text) {
        if (text.isEmpty()) {
            return false;
        }
        if (text.charAt(0) == '"' || isSpace(text.charAt(0)) || isSpace(text.charAt(text.length() - 1))) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    private static boolean isSpace(char c) {
        return c <= ' ' || Character.isSpaceChar(c);
    }
}
