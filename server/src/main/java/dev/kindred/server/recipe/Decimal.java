package dev.kindred.server.recipe;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Parsers of numbers in configurations, which consist of ASCII decimal digits. Java's parsers accept more, such
/// as `0x1p3`, `1f` and the digits of other scripts.
public final class Decimal {

    private static final Pattern REAL =
            Pattern.compile("[+-]?+(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]{1,3})?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");

    private Decimal() {}

    /// Returns the finite number that a text spells, if it does.
    public static OptionalDouble real(String text) {
        if (!REAL.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /// Returns the integer that a text spells, if it is one of at most 18 digits.
    public static OptionalLong whole(String text) {
        return WHOLE.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
