package dev.kindred.server.ingest;

import dev.kindred.server.schema.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finite double-precision numbers.
final class DoubleValues extends ColumnValues {

    private static final Remark EXPECTED =
            Remark.refusal("a number from %s to %s".formatted(-Double.MAX_VALUE, Double.MAX_VALUE));

    private double[] values = new double[0];

    DoubleValues(Column column) {
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
        double value = Numbers.parseDouble(bytes, from, length);
        if (!Double.isFinite(value)) {
            return EXPECTED;
        }
        values[row] = value;
        return null;
    }

    @Override
    void writePlain(int rows, Bytes out) {
        for (int row = 0; row < rows; row++) {
            if (!isNull(row)) {
                out.putLong(Double.doubleToRawLongBits(values[row]));
            }
        }
    }

    @Override
    @Nullable
    Bounds bounds(int rows) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < rows; row++) {
            if (!isNull(row)) {
                min = Math.min(min, values[row]);
                max = Math.max(max, values[row]);
            }
        }
        if (min > max) {
            return null;
        }
        // Parquet requires -0.0 for a zero minimum and +0.0 for a zero maximum.
        return new Bounds(
                Bytes.ofLong(Double.doubleToRawLongBits(min == 0 ? -0.0 : min)),
                Bytes.ofLong(Double.doubleToRawLongBits(max == 0 ? 0.0 : max)));
    }
}
