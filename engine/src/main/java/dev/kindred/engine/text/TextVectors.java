package dev.kindred.engine.text;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.kernels.ByteRows;
import dev.kindred.kernels.FloatKernels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The vectors of items' texts, quantised to bytes, off-heap, a row for each item. The row of an item without a
/// text is zero. Rows have length 1 up to quantisation, so the inner product of two is the cosine of the texts;
/// the measured error is at most 0.01.
///
/// Sections of its file: `rows`, integers from -127 to 127 (a byte each); `scales`, the factor of each row
/// (floats), 0 without a text; `keys`, the key of the text of each row (16 bytes), zeros for none.
///
/// @param dimension the length of a row
public record TextVectors(int dimension, MemorySegment rows, MemorySegment scales, MemorySegment keys) {

    /// The number of bytes of the key that identifies a text.
    public static final int KEY = 16;

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long ROOM_FOR_NONE = 1; // an arena gives no segment of size 0 of its own

    /// Returns space for rows, all without a text.
    public static TextVectors empty(int size, int dimension) {
        var arena = Arena.ofAuto();
        return new TextVectors(
                dimension,
                room(arena, (long) size * dimension),
                room(arena, (long) size * Float.BYTES),
                room(arena, (long) size * KEY));
    }

    private static MemorySegment room(Arena arena, long bytes) {
        return arena.allocate(Math.max(ROOM_FOR_NONE, bytes)).asSlice(0, bytes);
    }

    /// Returns the vectors as a view of the mapped file.
    public static TextVectors read(SectionFile file, int dimension) {
        return new TextVectors(dimension, file.segment("rows"), file.segment("scales"), file.segment("keys"));
    }

    public void write(SectionWriter file) throws IOException {
        file.segment("rows", rows);
        file.segment("scales", scales);
        file.segment("keys", keys);
    }

    public int size() {
        return (int) (scales.byteSize() / Float.BYTES);
    }

    /// Returns a view of the first rows.
    public TextVectors first(int count) {
        return new TextVectors(
                dimension,
                rows.asSlice(0, (long) count * dimension),
                scales.asSlice(0, (long) count * Float.BYTES),
                keys.asSlice(0, (long) count * KEY));
    }

    /// Returns whether an item has a text.
    public boolean has(int item) {
        return scale(item) != 0;
    }

    /// Returns the factor of an item's row.
    public float scale(int item) {
        return scales.get(FLOAT, (long) item * Float.BYTES);
    }

    /// Returns whether two rows have the same text.
    public boolean isSame(int item, TextVectors others, int other) {
        long at = (long) item * KEY;
        long otherAt = (long) other * KEY;
        return MemorySegment.mismatch(keys, at, at + KEY, others.keys, otherAt, otherAt + KEY) < 0;
    }

    /// Copies a row of others, with its key.
    public void copy(TextVectors others, int other, int item) {
        MemorySegment.copy(others.rows, (long) other * dimension, rows, (long) item * dimension, dimension);
        MemorySegment.copy(others.scales, (long) other * Float.BYTES, scales, (long) item * Float.BYTES, Float.BYTES);
        MemorySegment.copy(others.keys, (long) other * KEY, keys, (long) item * KEY, KEY);
    }

    /// Sets the vector of an item. Its key is set separately.
    public void set(int item, float[] vector) {
        var row = new byte[dimension];
        float scale = ByteRows.quantise(vector, 0, dimension, row, 0);
        MemorySegment.copy(row, 0, rows, ValueLayout.JAVA_BYTE, (long) item * dimension, dimension);
        scales.set(FLOAT, (long) item * Float.BYTES, scale);
    }

    /// Copies an item's row into `room`.
    public void row(int item, byte[] room) {
        MemorySegment.copy(rows, ValueLayout.JAVA_BYTE, (long) item * dimension, room, 0, dimension);
    }

    /// Returns the cosine of a vector of length 1 and a row: 0 for an item without a text.
    public double cosine(float[] vector, int item) {
        var row = new byte[dimension];
        row(item, row);
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += vector[i] * row[i];
        }
        return sum * scale(item);
    }

    /// Returns the mean of the rows of `items` that have a text: zeros if none has.
    public float[] mean(int[] items) {
        var sum = new float[dimension];
        var row = new byte[dimension];
        int count = 0;
        for (int item : items) {
            if (has(item)) {
                row(item, row);
                float scale = scale(item);
                for (int i = 0; i < dimension; i++) {
                    sum[i] += scale * row[i];
                }
                count++;
            }
        }
        for (int i = 0; i < dimension && count > 0; i++) {
            sum[i] /= count;
        }
        return sum;
    }

    /// Sets `out[i]` to the cosine of a row, given by [#row] and its scale, and row `first + i`.
    public void cosines(byte[] row, float scale, int first, int count, float[] out) {
        FloatKernels.select().dotByteRows(row, scale, rows, scales, first, count, out);
    }
}
