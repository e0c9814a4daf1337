package dev.kindred.server.ingest;

import dev.kindred.server.schema.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Booleans.
final class BooleanValues extends ColumnValues {

    private static final Remark EXPECTED = Remark.refusal("true or false");

    private boolean[] values = new boolean[0];

    BooleanValues(Column column) {
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
        String word = Numbers.strip(bytes, from, length, 5);
        if (word.equalsIgnoreCase("true")) {
            values[row] = true;
        } else if (word.equalsIgnoreCase("false")) {
            values[row] = false;
        } else {
            return EXPECTED;
        }
        return null;
    }

    /// Writes one bit per value, the first value in the lowest bit.
    @Override
    void writePlain(int rows, Bytes out) {
        int bits = 0;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            if (!isNull(row)) {
                bits |= (values[row] ? 1 : 0) << (count & 7);
                count++;
                if ((count & 7) == 0) {
                    out.putByte(bits);
                    bits = 0;
                }
            }
        }
        if ((count & 7) != 0) {
            out.putByte(bits);
        }
    }

    @Override
    @Nullable
    Bounds bounds(int rows) {
        return null;
    }
}
