package dev.kindred.server.filter;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// Parses numbers.
final class NumberText {

    // The exponent has at most three digits: rounding a number like 1e999999999 would take gigabytes of memory.
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?+(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]{1,3})?");

    private NumberText() {}

    /// Parses a number and ignores white space around it.
    static Optional<BigDecimal> find(String text) {
        String trimmed = text.strip();
        return NUMBER.matcher(trimmed).matches() ? Optional.of(new BigDecimal(trimmed)) : Optional.empty();
    }
}
