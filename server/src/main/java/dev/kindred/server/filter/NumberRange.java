package dev.kindred.server.filter;

import dev.kindred.server.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// The numbers of a column from `least` to `greatest`, both included, as _codes_: longs in the same order as the
/// numbers. The code of an int or a long is the number. The code of a float or a double is its bits, with all
/// but the sign bit inverted if the number is negative.
///
/// Every comparison with a decimal takes two comparisons of longs and is exact. A decimal is rounded to a float
/// before a comparison with floats, as the column's values were rounded when they were read.
public record NumberRange(long least, long greatest) {

    /// The code of a missing number. It is also the code of `Long.MIN_VALUE`, which therefore counts as missing.
    public static final long NULL = Long.MIN_VALUE;

    private static final NumberRange EMPTY = new NumberRange(0, -1);

    /// Returns the code of an integer.
    public static long code(long value) {
        return value;
    }

    /// Returns the code of a number. Both zeros have the same code.
    public static long code(double value) {
        return ordered(Double.doubleToLongBits(value + 0.0));
    }

    /// Returns the float or double with a code.
    public static double decode(long code) {
        return Double.longBitsToDouble(ordered(code)); // the mapping is its own inverse
    }

    private static long ordered(long bits) {
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    public boolean contains(long code) {
        return code >= least && code <= greatest;
    }

    /// Returns the range of the numbers in a column of a type for which `number relation value` holds.
    static NumberRange of(ColumnType type, Relation relation, BigDecimal value) {
        return switch (type) {
            case INT, LONG -> whole(relation, value);
            case FLOAT -> floating(relation, code((double) value.floatValue()));
            case DOUBLE -> floating(relation, code(value.doubleValue()));
            case STRING, BOOLEAN -> throw new IllegalArgumentException(type + " is not numeric");
        };
    }

    private static NumberRange whole(Relation relation, BigDecimal value) {
        BigInteger floor = value.setScale(0, RoundingMode.FLOOR).toBigInteger();
        BigInteger ceiling = value.setScale(0, RoundingMode.CEILING).toBigInteger();
        BigInteger lowest = BigInteger.valueOf(NULL + 1);
        BigInteger highest = BigInteger.valueOf(Long.MAX_VALUE);
        return switch (relation) {
            case EQUAL -> clamped(ceiling, floor);
            case LESS -> clamped(lowest, ceiling.subtract(BigInteger.ONE));
            case AT_MOST -> clamped(lowest, floor);
            case GREATER -> clamped(floor.add(BigInteger.ONE), highest);
            case AT_LEAST -> clamped(ceiling, highest);
            case NOT_EQUAL -> throw new IllegalArgumentException("no range");
        };
    }

    private static NumberRange clamped(BigInteger least, BigInteger greatest) {
        BigInteger from = least.max(BigInteger.valueOf(NULL + 1));
        BigInteger to = greatest.min(BigInteger.valueOf(Long.MAX_VALUE));
        return from.compareTo(to) > 0 ? EMPTY : new NumberRange(from.longValueExact(), to.longValueExact());
    }

    private static NumberRange floating(Relation relation, long code) {
        long lowest = code(Double.NEGATIVE_INFINITY);
        long highest = code(Double.POSITIVE_INFINITY);
        return switch (relation) {
            case EQUAL -> new NumberRange(code, code);
            case LESS -> new NumberRange(lowest, code - 1);
            case AT_MOST -> new NumberRange(lowest, code);
            case GREATER -> new NumberRange(code + 1, highest);
            case AT_LEAST -> new NumberRange(code, highest);
            case NOT_EQUAL -> throw new IllegalArgumentException("no range");
        };
    }
}
