package dev.kindred.server.dataset.table;

import dev.kindred.server.filter.NumberRange;
import dev.kindred.server.schema.Column;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBitmap;

/// A column of numbers, stored as codes (see [NumberRange]).
record NumberColumn(Column column, LongChunks codes) implements LiveColumn {

    @Override
    public NumberColumn with(int row, @Nullable Object value) {
        return new NumberColumn(column, codes.with(row, value == null ? NumberRange.NULL : code(value)));
    }

    @Override
    public void set(int row, Object value) {
        codes.set(row, code(value));
    }

    @Override
    public void seal() {
        codes.seal();
    }

    private long code(Object value) {
        Number number = value instanceof Number given
                ? given
                : new BigDecimal(value.toString().strip());
        return switch (column.type()) {
            case INT, LONG -> NumberRange.code(number.longValue());
            case FLOAT -> NumberRange.code((double) number.floatValue());
            case DOUBLE -> NumberRange.code(number.doubleValue());
            case STRING, BOOLEAN -> throw new IllegalStateException(column + " is not numeric");
        };
    }

    @Override
    public @Nullable String text(int row) {
        long code = codes.get(row);
        if (code == NumberRange.NULL) {
            return null;
        }
        return switch (column.type()) {
            case INT, LONG -> Long.toString(code);
            case FLOAT -> plain(Float.toString((float) NumberRange.decode(code)));
            case DOUBLE -> plain(Double.toString(NumberRange.decode(code)));
            case STRING, BOOLEAN -> throw new IllegalStateException(column + " is not numeric");
        };
    }

    private static String plain(String number) {
        return new BigDecimal(number).toPlainString();
    }

    /// The number for training, or NaN.
    float number(int row) {
        long code = codes.get(row);
        if (code == NumberRange.NULL) {
            return Float.NaN;
        }
        return switch (column.type()) {
            case INT, LONG -> code;
            case FLOAT, DOUBLE -> (float) NumberRange.decode(code);
            case STRING, BOOLEAN -> throw new IllegalStateException(column + " is not numeric");
        };
    }

    RoaringBitmap rowsWithin(NumberRange range) {
        return BitSetUtil.bitmapOf(codes.within(range));
    }
}
