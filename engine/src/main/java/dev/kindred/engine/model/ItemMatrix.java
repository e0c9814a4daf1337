package dev.kindred.engine.model;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A sparse matrix with a row for each item and few entries in a row: item indices with a value, the greatest
/// value first.
///
/// Sections of its file, each with a prefix of the model's choice: `offsets`, where each row begins and at
/// last the number of all entries (8 bytes each); `columns`, item indices (4 bytes each); `values` (floats).
/// When it was opened from a file, the entries stay there.
public final class ItemMatrix {

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment offsets;
    private final MemorySegment columns;
    private final MemorySegment values;
    private final int longest;

    private ItemMatrix(MemorySegment offsets, MemorySegment columns, MemorySegment values) {
        this.offsets = offsets;
        this.columns = columns;
        this.values = values;
        int most = 0;
        for (int row = 0; row < rows(); row++) {
            most = Math.max(most, size(row));
        }
        longest = most;
    }

    /// A row, or room for one.
    ///
    /// @param items the columns
    /// @param values as long as the columns
    public record Row(int[] items, float[] values) {

        public static final Row EMPTY = new Row(new int[0], new float[0]);

        /// Returns room for the longest row of a matrix.
        public static Row roomFor(ItemMatrix matrix) {
            return new Row(new int[matrix.longest], new float[matrix.longest]);
        }
    }

    /// Returns a matrix of these rows, each with its greatest value first.
    public static ItemMatrix of(Row[] rows) {
        var offsets = new long[rows.length + 1];
        for (int row = 0; row < rows.length; row++) {
            offsets[row + 1] = offsets[row] + rows[row].items().length;
        }
        int size = Math.toIntExact(offsets[rows.length]);
        var columns = new int[size];
        var values = new float[size];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row].items(), 0, columns, (int) offsets[row], rows[row].items().length);
            System.arraycopy(rows[row].values(), 0, values, (int) offsets[row], rows[row].items().length);
        }
        return new ItemMatrix(
                MemorySegment.ofArray(offsets), MemorySegment.ofArray(columns), MemorySegment.ofArray(values));
    }

    /// Opens the matrix whose sections begin with `prefix`.
    public static ItemMatrix read(SectionFile file, String prefix) {
        return new ItemMatrix(
                file.segment(prefix + "offsets"), file.segment(prefix + "columns"), file.segment(prefix + "values"));
    }

    public void write(SectionWriter file, String prefix) throws IOException {
        file.segment(prefix + "offsets", offsets);
        file.segment(prefix + "columns", columns);
        file.segment(prefix + "values", values);
    }

    public int rows() {
        return (int) (offsets.byteSize() / Long.BYTES - 1);
    }

    /// The number of entries in a row.
    public int size(int row) {
        return (int) (offset(row + 1) - offset(row));
    }

    /// The number of entries in all rows.
    public long size() {
        return offset(rows());
    }

    /// Copies a row into `room` and returns its length.
    public int row(int row, Row room) {
        int size = size(row);
        long from = offset(row);
        MemorySegment.copy(columns, INT, from * Integer.BYTES, room.items(), 0, size);
        MemorySegment.copy(values, FLOAT, from * Float.BYTES, room.values(), 0, size);
        return size;
    }

    private long offset(int row) {
        return offsets.get(LONG, (long) row * Long.BYTES);
    }
}
