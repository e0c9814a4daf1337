package dev.kindred.engine.ranking;

import java.util.Arrays;

/// The top `k` of the offered items. Ties are broken by the lower index, so that the result does not depend on
/// the order of the offers.
public final class TopItems {

    private final long[] heap; // a heap with the worst entry at 0
    private final int capacity;
    private int size;

    /// The score below which an item is not kept: the worst kept score, once the heap is full.
    private float threshold = Float.NEGATIVE_INFINITY;

    /// @param capacity the number of items to keep
    public TopItems(int capacity) {
        this.capacity = capacity;
        heap = new long[capacity];
    }

    /// Offers an item, each at most once. NaN counts as `-Infinity`.
    public void offer(int item, float score) {
        if (score < threshold) {
            return; // the common case
        }
        long key = key(item, score);
        if (size < capacity) {
            heap[size] = key;
            siftUp(size++);
        } else if (capacity > 0 && key > heap[0]) {
            heap[0] = key;
            siftDown();
        } else {
            return;
        }
        if (size == capacity) {
            threshold = score(heap[0]);
        }
    }

    /// The number of items kept.
    public int size() {
        return size;
    }

    /// Removes and returns the keys, best first; see [#item] and [#score].
    public long[] drain() {
        var keys = Arrays.copyOf(heap, size);
        Arrays.sort(keys);
        for (int low = 0, high = keys.length - 1; low < high; low++, high--) {
            long swapped = keys[low];
            keys[low] = keys[high];
            keys[high] = swapped;
        }
        size = 0;
        threshold = Float.NEGATIVE_INFINITY;
        return keys;
    }

    /// The item of a key.
    public static int item(long key) {
        return ~(int) key;
    }

    /// The score of a key.
    public static float score(long key) {
        int bits = (int) (key >> 32);
        return Float.intBitsToFloat(bits ^ ((bits >> 31) & Integer.MAX_VALUE));
    }

    /// Returns a sort key, larger for better items: the order-preserving bits of the score, then the complement
    /// of the item.
    private static long key(int item, float score) {
        int bits = Float.floatToIntBits(Float.isNaN(score) ? Float.NEGATIVE_INFINITY : score);
        int sortable = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        return ((long) sortable << 32) | (~item & 0xFFFF_FFFFL);
    }

    private void siftUp(int from) {
        int at = from;
        long key = heap[at];
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (heap[parent] <= key) {
                break;
            }
            heap[at] = heap[parent];
            at = parent;
        }
        heap[at] = key;
    }

    private void siftDown() {
        int at = 0;
        long key = heap[0];
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= key) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = key;
    }
}
