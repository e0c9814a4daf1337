package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;

/// Parses numbers from bytes: common spellings by a fast path, the rest exactly. Spaces around a number are ignored.
///
/// The grammar is `[+-] digits [. digits] [e [+-] digits]` with at least one digit before the exponent, as
/// spreadsheets and data frames write it. `NaN`, `Infinity`, hexadecimal and Java's type suffixes are not numbers
/// here.
final class Numbers {

    /// The result of [#parseLong] for a text that is not a whole number, or not a 64-bit one. The smallest long is
    /// refused with it: no timestamp or count has that value.
    static final long NOT_A_LONG = Long.MIN_VALUE;

    private static final int MAX_LENGTH = 400; // longer than any double written out in full

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    private Numbers() {}

    /// Parses a whole number, which may be written as a decimal: `1234567890`, `1234567890.0`, `1.23456789e9`.
    static long parseLong(byte[] bytes, int from, int length) {
        int i = from;
        int end = from + length;
        boolean negative = bytes[i] == '-';
        if (negative) {
            i++;
        }
        if (i == end || end - i > 18) {
            return parseAnyLong(bytes, from, length);
        }
        long value = 0;
        for (; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return parseAnyLong(bytes, from, length);
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    private static long parseAnyLong(byte[] bytes, int from, int length) {
        String text = strip(bytes, from, length, MAX_LENGTH);
        if (!isNumber(text)) {
            return NOT_A_LONG;
        }
        try {
            return new BigDecimal(text).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) { // it has a fraction or is too large
            return NOT_A_LONG;
        }
    }

    /// Returns whether the text is a whole number of any size.
    static boolean isWhole(byte[] bytes, int from, int length) {
        String text = strip(bytes, from, length, MAX_LENGTH);
        if (!isNumber(text)) {
            return false;
        }
        try {
            return new BigDecimal(text).stripTrailingZeros().scale() <= 0;
        } catch (NumberFormatException e) { // the exponent exceeds an int and is not negative
            return text.indexOf('-', 1) < 0;
        }
    }

    /// Parses a number. Returns NaN when the text is not a number, and an infinity when it is out of range.
    static double parseDouble(byte[] bytes, int from, int length) {
        long decimal = shortDecimal(bytes, from, length);
        if (decimal != NOT_SHORT) {
            // Both operands are exact and the division rounds once, so the quotient is the nearest double.
            return withSign((double) (decimal >>> 8) / POWERS[(int) decimal & 0x7F], decimal);
        }
        String text = strip(bytes, from, length, MAX_LENGTH);
        return isNumber(text) ? Double.parseDouble(text) : Double.NaN;
    }

    /// Parses a number as [#parseDouble] does, rounded once to float.
    static float parseFloat(byte[] bytes, int from, int length) {
        long decimal = shortDecimal(bytes, from, length);
        if (decimal != NOT_SHORT && decimal >>> 8 < 1 << 24 && (decimal & 0x7F) <= 10) {
            // 10^10 is the largest power of ten that a float holds exactly.
            return (float) withSign((float) (decimal >>> 8) / (float) POWERS[(int) decimal & 0x7F], decimal);
        }
        String text = strip(bytes, from, length, MAX_LENGTH);
        return isNumber(text) ? Float.parseFloat(text) : Float.NaN;
    }

    private static final long NOT_SHORT = -1;
    private static final long NEGATIVE = 0x80;

    private static double withSign(double magnitude, long decimal) {
        return (decimal & NEGATIVE) == 0 ? magnitude : -magnitude;
    }

    /// Parses `[-] digits [. digits]` of at most 15 digits into one long. The upper bytes hold the digits' value;
    /// the lowest byte holds the sign and the number of digits after the point. Returns `NOT_SHORT` for every
    /// other text.
    private static long shortDecimal(byte[] bytes, int from, int length) {
        int i = from;
        int end = from + length;
        boolean negative = bytes[i] == '-';
        if (negative) {
            i++;
        }
        if (end - i > 16) {
            return NOT_SHORT;
        }
        long value = 0;
        int digits = 0;
        int point = -1;
        for (; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
                digits++;
            } else if (bytes[i] == '.' && point < 0) {
                point = i;
            } else {
                return NOT_SHORT;
            }
        }
        if (digits == 0 || digits > 15) {
            return NOT_SHORT;
        }
        int fraction = point < 0 ? 0 : end - point - 1;
        return value << 8 | (negative ? NEGATIVE : 0) | fraction;
    }

    /// Returns the text without surrounding spaces, or an empty text when more than `maxLength` bytes would remain.
    static String strip(byte[] bytes, int from, int length, int maxLength) {
        int start = from;
        int end = from + length;
        while (start < end && bytes[start] == ' ') {
            start++;
        }
        while (end > start && bytes[end - 1] == ' ') {
            end--;
        }
        return end - start > maxLength ? "" : new String(bytes, start, end - start, ISO_8859_1);
    }

    private static boolean isNumber(String text) {
        int i = skipSign(text, 0);
        int afterWhole = skipDigits(text, i);
        int digits = afterWhole - i;
        i = afterWhole;
        if (i < text.length() && text.charAt(i) == '.') {
            int afterFraction = skipDigits(text, i + 1);
            digits += afterFraction - i - 1;
            i = afterFraction;
        }
        if (digits == 0) {
            return false;
        }
        if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            int exponent = skipSign(text, i + 1);
            i = skipDigits(text, exponent);
            if (i == exponent) {
                return false;
            }
        }
        return i == text.length();
    }

    private static int skipSign(String text, int from) {
        return from < text.length() && (text.charAt(from) == '+' || text.charAt(from) == '-') ? from + 1 : from;
    }

    private static int skipDigits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }
}
