package dev.kindred.server.ingest;

import dev.kindred.server.schema.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// 32-bit integers.
final class IntValues extends ColumnValues {

    private static final Remark EXPECTED =
            Remark.refusal("a whole number from %d to %d".formatted(Integer.MIN_VALUE, Integer.MAX_VALUE));

    private int[] values = new int[0];

    IntValues(Column column) {
        super(column);
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
        if (value != (int) value) { // also true for a text that is not a number
            return EXPECTED;
        }
        values[row] = (int) value;
        return null;
    }

    @Override
    void writePlain(int rows, Bytes out) {
        for (int row = 0; row < rows; row++) {
            if (!isNull(row)) {
                out.putInt(values[row]);
            }
        }
    }

    @Override
    @Nullable
    Bounds bounds(int rows) {
        int min = Integer.MAX_VALUE;
        int max = Integer.MIN_VALUE;
        for (int row = 0; row < rows; row++) {
            if (!isNull(row)) {
                min = Math.min(min, values[row]);
                max = Math.max(max, values[row]);
            }
        }
        return min > max ? null : new Bounds(Bytes.ofInt(min), Bytes.ofInt(max));
    }
}
