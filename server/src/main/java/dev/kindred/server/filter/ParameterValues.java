package dev.kindred.server.filter;

import dev.kindred.server.literal.Printable;
import dev.kindred.server.literal.QuotedString;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses the value of a filter parameter in a request: quoted strings and unquoted numbers, separated by
/// commas. Used once.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/filter-real-time.html">Applying a filter to
/// real-time recommendations</a>
final class ParameterValues {

    private static final String SPACES = " \t\n\u000B\f\r";
    private static final Pattern NUMBER = Pattern.compile("[-+.0-9][-+.0-9eE]*+");

    private final String parameter;
    private final String text;
    private int at;

    private ParameterValues(String parameter, String text) {
        this.parameter = parameter;
        this.text = text;
    }

    /// Returns the values, at least one.
    ///
    /// @throws FilterValuesException if `text` is malformed
    static List<String> read(String parameter, String text) {
        return new ParameterValues(parameter, text).read();
    }

    private List<String> read() {
        List<String> values = new ArrayList<>();
        while (true) {
            skipSpaces();
            values.add(value());
            skipSpaces();
            if (at == text.length()) {
                return values;
            }
            if (text.charAt(at) != ',') {
                throw malformed();
            }
            at++;
        }
    }

    private void skipSpaces() {
        while (at < text.length() && SPACES.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private String value() {
        char first = at < text.length() ? text.charAt(at) : 0;
        if (first == '"' || first == '\'') {
            int end = QuotedString.end(text, at + 1, first);
            if (end < 0) {
                throw malformed();
            }
            String value = QuotedString.value(text, at + 1, end, first);
            at = end + 1;
            return value;
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt() || NumberText.find(number.group()).isEmpty()) {
            throw malformed();
        }
        at = number.end();
        return number.group();
    }

    /// Values are sensitive: the message contains at most one invisible character of the text.
    private FilterValuesException malformed() {
        return new FilterValuesException(
                "The value of filter parameter %1$s cannot be read%2$s. Put each string in double quotes and separate values by commas, as in {\"%1$s\": \"\\\"Action\\\",\\\"Comedy\\\"\"}; numbers may stand without quotes. Between the quotes of a string, a backslash before a quote or a backslash makes it part of the string."
                        .formatted(parameter, unseen()));
    }

    private String unseen() {
        if (at == text.length()) {
            return "";
        }
        int character = text.codePointAt(at);
        String shown = Printable.of(Character.toString(character));
        return character > 0x7F && shown.startsWith("\\")
                ? ": its character %d is %s".formatted(text.codePointCount(0, at) + 1, shown)
                : "";
    }
}
