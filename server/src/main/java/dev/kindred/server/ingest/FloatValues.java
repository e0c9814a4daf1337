package dev.kindred.server.ingest;

import dev.kindred.server.schema.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finite single-precision numbers.
final class FloatValues extends ColumnValues {

    private static final Remark EXPECTED =
            Remark.refusal("a number from %s to %s".formatted(-Float.MAX_VALUE, Float.MAX_VALUE));

    private float[] values = new float[0];

    FloatValues(Column column) {
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
        float value = Numbers.parseFloat(bytes, from, length);
        if (!Float.isFinite(value)) {
            return EXPECTED;
        }
        values[row] = value;
        return null;
    }

    @Override
    void writePlain(int rows, Bytes out) {
        for (int row = 0; row < rows; row++) {
            if (!isNull(row)) {
                out.putInt(Float.floatToRawIntBits(values[row]));
            }
        }
    }

    @Override
    @Nullable
    Bounds bounds(int rows) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
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
                Bytes.ofInt(Float.floatToRawIntBits(min == 0 ? -0.0f : min)),
                Bytes.ofInt(Float.floatToRawIntBits(max == 0 ? 0.0f : max)));
    }
}
