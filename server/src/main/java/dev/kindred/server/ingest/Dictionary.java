package dev.kindred.server.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Distinct byte strings and their dense ids, in order of first appearance.
///
/// An open-addressing hash table of (key, place) pairs with linear probing. The key of a string of up to seven
/// bytes is the string itself with its length in the top byte, so a match needs no further comparison. The key of
/// a longer string is a hash with the top bit set, and a match is confirmed byte by byte. Key 0 marks an empty
/// slot; no string has it. The place holds the id and the offset of the string's bytes, so a lookup touches
/// memory once, or twice for a long string. The bytes are stored in Parquet's PLAIN encoding: a four-byte length
/// before each string.
final class Dictionary {

    /// The number of readable bytes required after a string that is looked up; their content does not matter.
    static final int PADDING = 8;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LONG_KEY = 0x8000000000000000L;
    private static final long MULTIPLIER =
            0x9E3779B97F4A7C15L; // 2^64 divided by the golden ratio, as Fibonacci hashing

    private final Bytes plain = new Bytes(1 << 12);
    private int[] offsets = new int[1 << 10];
    private long[] table = new long[1 << 12];
    private int shift = shiftFor(table.length);
    private int size;

    int size() {
        return size;
    }

    /// Returns all strings in id order, in Parquet's PLAIN encoding.
    Bytes plain() {
        return plain;
    }

    /// Returns the offset of the string's length in [#plain()]; its bytes begin four bytes later.
    int offset(int id) {
        return offsets[id];
    }

    int length(int id) {
        return (id + 1 < size ? offsets[id + 1] : plain.length()) - offsets[id] - 4;
    }

    void clear() {
        if (size > 0) {
            Arrays.fill(table, 0);
        }
        plain.clear();
        size = 0;
    }

    /// Returns the id of `bytes[from, from + length)`. `length` is at least 1, and [#PADDING] bytes follow.
    int idOf(byte[] bytes, int from, int length) {
        long key = length < 8
                ? ((long) LONG.get(bytes, from) & ((1L << (length << 3)) - 1)) | ((long) length << 56)
                : hash(bytes, from, length) | LONG_KEY;
        int mask = table.length - 2;
        int slot = slotOf(key);
        while (true) {
            long found = table[slot];
            if (found == key && (key > 0 || isSame((int) (table[slot + 1] >>> 32), bytes, from, length))) {
                return (int) table[slot + 1];
            }
            if (found == 0) {
                return add(slot, key, bytes, from, length);
            }
            slot = (slot + 2) & mask;
        }
    }

    private int slotOf(long key) {
        return (int) ((key * MULTIPLIER) >>> shift) << 1;
    }

    private static int shiftFor(int tableLength) {
        return 64 - Integer.numberOfTrailingZeros(tableLength >> 1);
    }

    private static long hash(byte[] bytes, int from, int length) {
        long hash = length;
        int last = from + length - 8;
        for (int i = from; i < last; i += 8) {
            hash = mix(hash ^ (long) LONG.get(bytes, i));
        }
        return mix(hash ^ (long) LONG.get(bytes, last)); // overlaps the previous word unless 8 divides the length
    }

    private static long mix(long value) {
        long product = value * MULTIPLIER;
        return product ^ (product >>> 32);
    }

    private boolean isSame(int offset, byte[] bytes, int from, int length) {
        byte[] known = plain.array();
        int start = offset + 4;
        return (int) INT.get(known, offset) == length
                && Arrays.equals(known, start, start + length, bytes, from, from + length);
    }

    private int add(int slot, long key, byte[] bytes, int from, int length) {
        int id = size++;
        if (id == offsets.length) {
            offsets = Arrays.copyOf(offsets, id * 2);
        }
        int offset = plain.length();
        offsets[id] = offset;
        plain.putInt(length);
        plain.put(bytes, from, length);
        table[slot] = key;
        table[slot + 1] = ((long) offset << 32) | id;
        if (size * 4 > table.length) { // more than half of the pairs are taken
            grow();
        }
        return id;
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        shift = shiftFor(table.length);
        int mask = table.length - 2;
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0) {
                int slot = slotOf(old[i]);
                while (table[slot] != 0) {
                    slot = (slot + 2) & mask;
                }
                table[slot] = old[i];
                table[slot + 1] = old[i + 1];
            }
        }
    }
}
