package dev.kindred.server.filter;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// Numbers as texts.
final class NumberText {

    // The exponent is bounded: a number like 1e999999999 would cost gigabytes to round.
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?+(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]{1,3})?");

    private NumberText() {}

    /// Finds the number that a text is, spaces around it left aside.
    static Optional<BigDecimal> find(String text) {
        String trimmed = text.strip();
        return NUMBER.matcher(trimmed).matches() ? Optional.of(new BigDecimal(trimmed)) : Optional.empty();
    }
}
