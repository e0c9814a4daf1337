package dev.kindred.engine.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A bidirectional map between external ids and dense indices 0, 1, 2, … in the order of insertion. Both
/// directions take constant time, and no heap if the index is mapped from a file.
///
/// Layout, little-endian: `text` holds the ids in UTF-8 without separators; `offsets` (8 bytes each) holds the
/// start of each id and, last, the end of the last one; `slots` (4 bytes each) is an open-addressed hash table
/// with linear probing, whose length is a power of two of at least twice the number of ids. A slot holds an
/// index plus 1, or 0 if it is free.
public final class IdIndex {

    private static final ValueLayout.OfLong OFFSET = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt SLOT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment text;
    private final MemorySegment offsets;
    private final MemorySegment slots;
    private final int size;

    /// Opens an index over the three parts from [#text()], [#offsets()] and [#slots()].
    ///
    /// @throws IllegalArgumentException if their sizes do not match
    public IdIndex(MemorySegment text, MemorySegment offsets, MemorySegment slots) {
        this.text = text;
        this.offsets = offsets;
        this.slots = slots;
        this.size = Math.toIntExact(offsets.byteSize() / Long.BYTES - 1);
        long slotCount = slots.byteSize() / Integer.BYTES;
        if (size < 0 || slotCount < 2L * size || Long.bitCount(slotCount) != 1) {
            throw new IllegalArgumentException("an index of %d ids with %d slots".formatted(size, slotCount));
        }
    }

    /// Returns an index of `ids` in their order.
    ///
    /// @throws IllegalArgumentException if an id is repeated
    public static IdIndex of(List<String> ids) {
        var encoded = new byte[ids.size()][];
        long length = 0;
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = ids.get(i).getBytes(StandardCharsets.UTF_8);
            length += encoded[i].length;
        }
        var text = MemorySegment.ofArray(new byte[Math.toIntExact(length)]);
        var offsets = MemorySegment.ofArray(new byte[Math.multiplyExact(encoded.length + 1, Long.BYTES)]);
        int slotCount = Math.max(4, Integer.highestOneBit(Math.max(1, encoded.length)) << 2);
        var slots = MemorySegment.ofArray(new byte[Math.multiplyExact(slotCount, Integer.BYTES)]);
        long at = 0;
        for (int i = 0; i < encoded.length; i++) {
            MemorySegment.copy(encoded[i], 0, text, ValueLayout.JAVA_BYTE, at, encoded[i].length);
            at += encoded[i].length;
            offsets.set(OFFSET, (i + 1L) * Long.BYTES, at);
        }
        var index = new IdIndex(text, offsets, slots);
        for (int i = 0; i < encoded.length; i++) {
            int slot = index.slotOf(encoded[i]);
            if (slots.get(SLOT, (long) slot * Integer.BYTES) != 0) {
                throw new IllegalArgumentException("an id comes twice");
            }
            slots.set(SLOT, (long) slot * Integer.BYTES, i + 1);
        }
        return index;
    }

    /// The number of ids.
    public int size() {
        return size;
    }

    /// Returns the index of `id`, or -1 if there is none.
    public int indexOf(String id) {
        int slot = slotOf(id.getBytes(StandardCharsets.UTF_8));
        return slots.get(SLOT, (long) slot * Integer.BYTES) - 1;
    }

    /// Returns the id of `index`.
    public String id(int index) {
        long from = offset(index);
        var bytes = new byte[(int) (offset(index + 1) - from)];
        MemorySegment.copy(text, ValueLayout.JAVA_BYTE, from, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public MemorySegment text() {
        return text;
    }

    public MemorySegment offsets() {
        return offsets;
    }

    public MemorySegment slots() {
        return slots;
    }

    private long offset(int index) {
        return offsets.get(OFFSET, (long) index * Long.BYTES);
    }

    /// Returns the slot that holds the id, or the free one for it.
    private int slotOf(byte[] id) {
        int mask = (int) (slots.byteSize() / Integer.BYTES) - 1;
        int slot = spread(Arrays.hashCode(id)) & mask;
        while (true) {
            int index = slots.get(SLOT, (long) slot * Integer.BYTES) - 1;
            if (index < 0 || isAt(index, id)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    private boolean isAt(int index, byte[] id) {
        long from = offset(index);
        return offset(index + 1) - from == id.length
                && MemorySegment.mismatch(text, from, from + id.length, MemorySegment.ofArray(id), 0, id.length) < 0;
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }
}
