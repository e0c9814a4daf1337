package dev.kindred.server.demo;

import dev.kindred.server.schema.ColumnType;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// What all the values of a column have in common. Its size does not grow with the file's.
final class ValueProfile {

    /// Longest value that a category may have.
    static final int CATEGORY_LENGTH = 1_000;

    /// A column with more distinct values is no category. Taste.
    private static final int MOST_CATEGORIES = 100_000;
    private static final int FLOAT_DIGITS = 6; // decimal digits that a float keeps of any number
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern CODE = Pattern.compile("[+-]?0\\d.*"); // 00501 is a name made of digits

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
                return Integer.MAX_VALUE; // written by a program that means a double
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

    /// The type for a column that has fractions by its nature, even when there are none in this file.
    ColumnType fractionType() {
        return digits <= FLOAT_DIGITS ? ColumnType.FLOAT : ColumnType.DOUBLE;
    }

    boolean hasEmpty() {
        return hasEmpty;
    }

    /// Returns how many characters the longest value has.
    int longest() {
        return longest;
    }

    /// Returns whether the values are categories: several in one value, or each of them in two rows on average.
    boolean isRepeated() {
        return longest <= CATEGORY_LENGTH && (hasBar || (values > 0 && !isVaried && distinct.size() * 2L <= values));
    }
}
