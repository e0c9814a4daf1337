package dev.kindred.paginators;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A parser of integers with the rules of Python's {@code int}: {@code " +1_000 "} is valid, and so are digits of any
 * script.
 */
final class PythonInteger {

    private static final Pattern LITERAL = Pattern.compile("([-+]?)(\\p{Nd}(?:_?\\p{Nd})*)");
    private static final int MAX_DIGITS = 4300;

    private PythonInteger() {}

    static Optional<BigInteger> parse(String text) {
        var literal = LITERAL.matcher(strip(text));
        if (!literal.matches()) {
            return Optional.empty();
        }
        var digits = new StringBuilder();
        literal.group(2)
                .codePoints()
                .filter(character -> character != '_')
                .forEach(character -> digits.append(Character.digit(character, 10)));
        if (digits.length() > MAX_DIGITS) {
            return Optional.empty();
        }
        return Optional.of(new BigInteger(literal.group(1) + digits));
    }

    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == '\u0085';
    }
}
