package dev.kindred.server.ingest;

import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnRole;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// 64-bit integers.
final class LongValues extends ColumnValues {

    /// Larger values are after the year 5138 as seconds; as milliseconds, the bound is in 1973.
    private static final long MILLISECONDS_FROM = 100_000_000_000L;

    private static final Remark EXPECTED = Remark.refusal("a whole number");
    private static final Remark OUT_OF_RANGE = Remark.refusal(
            "a whole number from %d to %d".formatted(-Long.MAX_VALUE, Long.MAX_VALUE)); // see Numbers.NOT_A_LONG
    private static final Remark MILLISECONDS = Remark.warning(
            "look like milliseconds; they are kept as they are, but timestamps are read as seconds since 1970");

    private final long suspiciousFrom;
    private long[] values = new long[0];

    LongValues(Column column) {
        super(column);
        suspiciousFrom = column.role() == ColumnRole.TIMESTAMP ? MILLISECONDS_FROM : Long.MAX_VALUE;
    }

    @Override
    void resize(int rows) {
        if (values.length < rows) {
            values = Arrays.copyOf(values, rows);
        }
    }

    @Override
    @Nullable
    Remark setValue(int row, byte[] bytes, int from, int length) {
        long value = Numbers.parseLong(bytes, from, length);
        if (value == Numbers.NOT_A_LONG) {
            return Numbers.isWhole(bytes, from, length) ? OUT_OF_RANGE : EXPECTED;
        }
        values[row] = value;
        return value > suspiciousFrom ? MILLISECONDS : null;
    }

    @Override
    void writePlain(int rows, Bytes out) {
        out.reserve(rows * 8);
        for (int row = 0; row < rows; row++) {
            if (!isNull(row)) {
                out.putLong(values[row]);
            }
        }
    }

    @Override
    @Nullable
    Bounds bounds(int rows) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int row = 0; row < rows; row++) {
            if (!isNull(row)) {
                min = Math.min(min, values[row]);
                max = Math.max(max, values[row]);
            }
        }
        return min > max ? null : new Bounds(Bytes.ofLong(min), Bytes.ofLong(max));
    }
}
