package dev.kindred.server.demo;

import dev.kindred.server.schema.ColumnType;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// A summary of the values of a column. Its size is bounded.
final class ValueProfile {

    /// The maximum length of a category. Longer strings of items must be textual.
    static final int CATEGORY_LENGTH = 1_000;

    /// The number of distinct values above which a column is not categorical. Taste.
    private static final int MOST_CATEGORIES = 100_000;
    private static final int FLOAT_DIGITS = 6; // a float represents six decimal digits exactly
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern CODE = Pattern.compile("[+-]?0\\d.*"); // 00501 is not a number

    private long values;
    private boolean hasEmpty;
    private boolean isWhole = true;
    private boolean isNumber = true;
    private boolean isTruth = true;
    private long min;
    private long max;
    private int digits;
    private boolean hasBar;
    private int longest;
    private boolean isVaried;
    private Set<String> distinct = new HashSet<>();

    void add(String value) {
        if (value.isEmpty()) {
            hasEmpty = true;
            return;
        }
        values++;
        longest = Math.max(longest, value.length());
        hasBar |= value.indexOf('|') >= 0;
        noteDistinct(value);
        if (isNumber) {
            noteNumber(value.strip());
        }
        isTruth = isTruth
                && (value.strip().equalsIgnoreCase("true") || value.strip().equalsIgnoreCase("false"));
    }

    private void noteDistinct(String value) {
        if (!isVaried && distinct.add(value) && distinct.size() > MOST_CATEGORIES) {
            isVaried = true;
            distinct = Set.of();
        }
    }

    private void noteNumber(String value) {
        if (!NUMBER.matcher(value).matches() || CODE.matcher(value).matches()) {
            isNumber = false;
            isWhole = false;
            return;
        }
        digits = Math.max(digits, significantDigits(value));
        try {
            long number = isWhole ? Long.parseLong(value) : 0;
            min = Math.min(min, number);
            max = Math.max(max, number);
        } catch (NumberFormatException e) {
            isWhole = false;
        }
    }

    private static int significantDigits(String number) {
        int count = 0;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == 'e' || c == 'E') {
                return Integer.MAX_VALUE; // a program that writes exponents writes doubles
            }
            if (c >= '0' && c <= '9' && (c != '0' || count > 0)) {
                count++;
            }
        }
        return count;
    }

    ColumnType type() {
        if (values == 0) {
            return ColumnType.STRING;
        }
        if (isWhole) {
            return min < Integer.MIN_VALUE || max > Integer.MAX_VALUE ? ColumnType.LONG : ColumnType.INT;
        }
        if (isNumber) {
            return fractionType();
        }
        return isTruth ? ColumnType.BOOLEAN : ColumnType.STRING;
    }

    /// The type of a column with fractional values, even if all values in this file are whole.
    ColumnType fractionType() {
        return digits <= FLOAT_DIGITS ? ColumnType.FLOAT : ColumnType.DOUBLE;
    }

    boolean hasEmpty() {
        return hasEmpty;
    }

    /// The length of the longest value in characters.
    int longest() {
        return longest;
    }

    /// Returns whether the values are categories: a value has several, or each occurs in two rows on average.
    boolean isRepeated() {
        return longest <= CATEGORY_LENGTH && (hasBar || (values > 0 && !isVaried && distinct.size() * 2L <= values));
    }
}
