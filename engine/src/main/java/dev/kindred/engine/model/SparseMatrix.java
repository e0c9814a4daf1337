package dev.kindred.engine.model;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A matrix of which few entries are not 0, by rows, in memory or in a mapped file. The entries of a row are
/// in the order of their columns.
///
/// File, under a prefix: `offsets` (4 bytes each, one more than rows), `columns` (4 bytes each), `values`
/// (4-byte floats).
public final class SparseMatrix {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment offsets;
    private final MemorySegment columns;
    private final MemorySegment values;
    private final int longestRow;

    private SparseMatrix(MemorySegment offsets, MemorySegment columns, MemorySegment values) {
        this.offsets = offsets;
        this.columns = columns;
        this.values = values;
        int longest = 0;
        for (int row = 0; row < rowCount(); row++) {
            longest = Math.max(longest, length(row));
        }
        longestRow = longest;
    }

    /// Returns the matrix whose row `r` stands at `offsets[r]` to `offsets[r + 1]` (exclusive).
    public static SparseMatrix of(int[] offsets, int[] columns, float[] values) {
        return new SparseMatrix(
                MemorySegment.ofArray(offsets), MemorySegment.ofArray(columns), MemorySegment.ofArray(values));
    }

    /// Returns the matrix that [#write] wrote, where it lies in the file.
    public static SparseMatrix read(SectionFile file, String prefix) {
        return new SparseMatrix(
                file.segment(prefix + "offsets"), file.segment(prefix + "columns"), file.segment(prefix + "values"));
    }

    public void write(SectionWriter file, String prefix) throws IOException {
        file.segment(prefix + "offsets", offsets);
        file.segment(prefix + "columns", columns);
        file.segment(prefix + "values", values);
    }

    public int rowCount() {
        return (int) (offsets.byteSize() / Integer.BYTES) - 1;
    }

    /// The number of entries.
    public int size() {
        return offset(rowCount());
    }

    /// The number of entries of the longest row.
    public int longestRow() {
        return longestRow;
    }

    /// The number of entries of a row.
    public int length(int row) {
        return offset(row + 1) - offset(row);
    }

    /// Copies a row to the beginning of the arrays and returns its length. Copying first costs less than
    /// reading a mapped file entry by entry.
    public int copyRow(int row, int[] toColumns, float[] toValues) {
        int from = offset(row);
        int length = offset(row + 1) - from;
        MemorySegment.copy(columns, INT, (long) from * Integer.BYTES, toColumns, 0, length);
        MemorySegment.copy(values, FLOAT, (long) from * Float.BYTES, toValues, 0, length);
        return length;
    }

    private int offset(int row) {
        return offsets.get(INT, (long) row * Integer.BYTES);
    }
}
