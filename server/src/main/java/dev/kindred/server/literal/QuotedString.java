package dev.kindred.server.literal;

/// A string between quotes, by the one rule of CSV cells, filter expressions and filter values.
///
/// Inside the quotes a backslash escapes the quote and itself, and a doubled quote is one quote (RFC 4180). Every
/// other backslash stands for itself.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/items-datasets.html">Items datasets: unstructured
/// text metadata</a>
public final class QuotedString {

    private QuotedString() {}

    /// Returns the index of the quote that closes a string, or -1 if none does.
    ///
    /// @param from the index behind the opening quote
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

    /// Returns the string whose content stands in `[from, to)`, the quotes left out.
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

    /// Returns the value between double quotes, with a backslash before each quote and backslash in it.
    public static String of(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
