package dev.kindred.server.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what a request gives for a parameter: strings in quotes and bare numbers, separated by commas.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/filter-real-time.html">Applying a filter to
/// real-time recommendations</a>
final class ParameterValues {

    private static final Pattern VALUE = Pattern.compile(
            "\\s*+(?:\"(?<double>(?:[^\"\\\\]++|\\\\\"|\\\\)*+)\"|'(?<single>[^']*+)'|(?<number>[-+.0-9][-+.0-9eE]*+))\\s*+");

    private ParameterValues() {}

    /// Returns the values, at least one.
    ///
    /// @throws FilterValuesException if `text` is no such list
    static List<String> read(String parameter, String text) {
        List<String> values = new ArrayList<>();
        Matcher matcher = VALUE.matcher(text);
        int at = 0;
        while (true) {
            if (!matcher.region(at, text.length()).lookingAt()) {
                throw malformed(parameter);
            }
            values.add(value(parameter, matcher));
            at = matcher.end();
            if (at == text.length()) {
                return values;
            }
            if (text.charAt(at) != ',') {
                throw malformed(parameter);
            }
            at++;
        }
    }

    private static String value(String parameter, Matcher matcher) {
        if (matcher.group("double") != null) {
            return matcher.group("double").replace("\\\"", "\"");
        }
        if (matcher.group("single") != null) {
            return matcher.group("single");
        }
        String number = matcher.group("number");
        if (NumberText.find(number).isEmpty()) {
            throw malformed(parameter);
        }
        return number;
    }

    private static FilterValuesException malformed(String parameter) {
        return new FilterValuesException(
                "The value of filter parameter %1$s cannot be read. Put each string in double quotes and separate values by commas, as in {\"%1$s\": \"\\\"Action\\\",\\\"Comedy\\\"\"}; numbers may stand without quotes."
                        .formatted(parameter));
    }
}
