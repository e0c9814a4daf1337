package dev.kindred.engine.model;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A sparse matrix in compressed rows, in memory or in a mapped file. Its writer chooses the order of the entries of a
/// row.
///
/// Sections of its file, under a prefix: `offsets`, the place of the first entry of each row and, last, the number of
/// all entries (4 bytes each, or 8: the reader names the width); `columns` (4 bytes each); `values` (4-byte floats).
public final class SparseMatrix {

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment offsets;
    private final int offsetBytes;
    private final MemorySegment columns;
    private final MemorySegment values;
    private final int longestRow;

    private SparseMatrix(MemorySegment offsets, int offsetBytes, MemorySegment columns, MemorySegment values) {
        this.offsets = offsets;
        this.offsetBytes = offsetBytes;
        this.columns = columns;
        this.values = values;
        int longest = 0;
        for (int row = 0; row < rowCount(); row++) {
            longest = Math.max(longest, length(row));
        }
        longestRow = longest;
    }

    /// A row, or a buffer for one.
    ///
    /// @param values as long as the columns
    public record Row(int[] columns, float[] values) {

        public static final Row EMPTY = new Row(new int[0], new float[0]);

        /// Returns a buffer for the longest row of a matrix.
        public static Row bufferFor(SparseMatrix matrix) {
            return new Row(new int[matrix.longestRow], new float[matrix.longestRow]);
        }
    }

    /// Returns the matrix whose row `r` has the entries from `offsets[r]` to `offsets[r + 1]` (exclusive). It writes
    /// 4-byte offsets.
    public static SparseMatrix of(int[] offsets, int[] columns, float[] values) {
        return new SparseMatrix(
                MemorySegment.ofArray(offsets),
                Integer.BYTES,
                MemorySegment.ofArray(columns),
                MemorySegment.ofArray(values));
    }

    /// Returns the matrix of these rows. It writes 8-byte offsets.
    public static SparseMatrix of(Row[] rows) {
        var offsets = new long[rows.length + 1];
        for (int row = 0; row < rows.length; row++) {
            offsets[row + 1] = offsets[row] + rows[row].columns().length;
        }
        int size = Math.toIntExact(offsets[rows.length]);
        var columns = new int[size];
        var values = new float[size];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row].columns(), 0, columns, (int) offsets[row], rows[row].columns().length);
            System.arraycopy(rows[row].values(), 0, values, (int) offsets[row], rows[row].columns().length);
        }
        return new SparseMatrix(
                MemorySegment.ofArray(offsets),
                Long.BYTES,
                MemorySegment.ofArray(columns),
                MemorySegment.ofArray(values));
    }

    /// Opens the matrix with 4-byte offsets whose sections begin with `prefix`. The entries stay in the file.
    public static SparseMatrix read(SectionFile file, String prefix) {
        return read(file, prefix, Integer.BYTES);
    }

    /// Opens the matrix with 8-byte offsets whose sections begin with `prefix`. The entries stay in the file.
    public static SparseMatrix readWithLongOffsets(SectionFile file, String prefix) {
        return read(file, prefix, Long.BYTES);
    }

    private static SparseMatrix read(SectionFile file, String prefix, int offsetBytes) {
        return new SparseMatrix(
                file.segment(prefix + "offsets"),
                offsetBytes,
                file.segment(prefix + "columns"),
                file.segment(prefix + "values"));
    }

    public void write(SectionWriter file, String prefix) throws IOException {
        file.segment(prefix + "offsets", offsets);
        file.segment(prefix + "columns", columns);
        file.segment(prefix + "values", values);
    }

    public int rowCount() {
        return (int) (offsets.byteSize() / offsetBytes) - 1;
    }

    /// Returns the number of entries.
    public long size() {
        return offset(rowCount());
    }

    /// Returns the number of entries of the longest row.
    public int longestRow() {
        return longestRow;
    }

    /// Returns the number of entries of a row.
    public int length(int row) {
        return (int) (offset(row + 1) - offset(row));
    }

    /// Copies a row to the beginning of the buffer and returns its length.
    public int copyRow(int row, Row buffer) {
        return copyRow(row, buffer.columns(), buffer.values());
    }

    /// Copies a row to the beginning of the arrays and returns its length. A copy costs less than to read a mapped file
    /// entry by entry.
    public int copyRow(int row, int[] toColumns, float[] toValues) {
        long from = offset(row);
        int length = (int) (offset(row + 1) - from);
        MemorySegment.copy(columns, INT, from * Integer.BYTES, toColumns, 0, length);
        MemorySegment.copy(values, FLOAT, from * Float.BYTES, toValues, 0, length);
        return length;
    }

    private long offset(int row) {
        return offsetBytes == Long.BYTES
                ? offsets.get(LONG, (long) row * Long.BYTES)
                : offsets.get(INT, (long) row * Integer.BYTES);
    }
}
