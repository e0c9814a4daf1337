package dev.kindred.server.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A growable byte buffer. Multi-byte numbers are little-endian.
final class Bytes {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] array;
    private int length;

    Bytes(int capacity) {
        array = new byte[capacity];
    }

    /// Returns the backing array; the first [#length()] bytes are content. Valid until the next write.
    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /// Ensures capacity for `more` bytes after the end.
    void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > array.length) {
            array = Arrays.copyOf(array, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, array.length * 2L)));
        }
    }

    /// Extends the content by `more` bytes that were written after the end, following [#reserve].
    void advance(int more) {
        length += more;
    }

    void putByte(int value) {
        reserve(1);
        array[length++] = (byte) value;
    }

    void putInt(int value) {
        reserve(4);
        INT.set(array, length, value);
        length += 4;
    }

    void putLong(long value) {
        reserve(8);
        LONG.set(array, length, value);
        length += 8;
    }

    void put(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, array, length, count);
        length += count;
    }

    void setInt(int at, int value) {
        INT.set(array, at, value);
    }

    /// Writes an unsigned LEB128 varint as in Thrift and Parquet: seven bits per byte, least significant group first,
    /// the high bit set on every byte but the last.
    void putVarint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            putByte((int) (rest | 0x80));
            rest >>>= 7;
        }
        putByte((int) rest);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(array, length);
    }

    static byte[] ofInt(int value) {
        byte[] bytes = new byte[4];
        INT.set(bytes, 0, value);
        return bytes;
    }

    static byte[] ofLong(long value) {
        byte[] bytes = new byte[8];
        LONG.set(bytes, 0, value);
        return bytes;
    }
}
