package dev.kindred.server.ingest;

import dev.kindred.server.literal.QuotedString;

/// Cells of the CSV files that we write.
public final class CsvCell {

    private CsvCell() {}

    /// Returns a text as a cell that an import reads as the same text. It stands between quotes, as a [QuotedString],
    /// only where readers would take it for something else without them: where it begins with a quote, has a comma
    /// or a line break in it, or a space at either end.
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
