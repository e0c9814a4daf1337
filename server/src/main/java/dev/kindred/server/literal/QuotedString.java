package dev.kindred.server.literal;

/// The quoted strings of CSV cells, filter expressions and filter values.
///
/// Inside the quotes a backslash escapes the quote and itself, and a doubled quote is one quote (RFC 4180).
/// Every other backslash is literal.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/items-datasets.html">Items datasets:
/// unstructured text metadata</a>
public final class QuotedString {

    private QuotedString() {}

    /// Returns the index of the closing quote of a string, or -1 if there is none.
    ///
    /// @param from the index after the opening quote
    public static int end(CharSequence text, int from, char quote) {
        for (int i = from; i < text.length(); i++) {
            if (isEscape(text, i, quote)) {
                i++;
            } else if (text.charAt(i) == quote) {
                return i;
            }
        }
        return -1;
    }

    /// Returns the string with the content `[from, to)`, which excludes the quotes.
    public static String value(CharSequence text, int from, int to, char quote) {
        var value = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            if (i + 1 < to && isEscape(text, i, quote)) {
                i++;
            }
            value.append(text.charAt(i));
        }
        return value.toString();
    }

    private static boolean isEscape(CharSequence text, int at, char quote) {
        char c = text.charAt(at);
        if ((c != '\\' && c != quote) || at + 1 == text.length()) {
            return false;
        }
        char next = text.charAt(at + 1);
        return next == quote || (c == '\\' && next == '\\');
    }

    /// Returns the value in double quotes, with a backslash before each quote and backslash.
    public static String of(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
