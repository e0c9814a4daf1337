package dev.kindred.server.dataset.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A copy-on-write array with null for missing values. A change copies one chunk.
final class Chunks<T> {

    private static final int SHIFT = 10;
    private static final int LENGTH = 1 << SHIFT;
    private static final int MASK = LENGTH - 1;

    private @Nullable Object[][] chunks = new Object[0][];

    @SuppressWarnings("unchecked") // all elements are of type T
    @Nullable
    T get(int index) {
        int chunk = index >> SHIFT;
        return chunk < chunks.length ? (T) chunks[chunk][index & MASK] : null;
    }

    /// An exclusive upper bound of the indices of values.
    int capacity() {
        return chunks.length << SHIFT;
    }

    /// Returns a copy with another value at an index.
    Chunks<T> with(int index, @Nullable T value) {
        var next = new Chunks<T>();
        next.chunks = chunks.clone();
        next.reserve(index);
        int chunk = index >> SHIFT;
        next.chunks[chunk] = next.chunks[chunk].clone();
        next.chunks[chunk][index & MASK] = value;
        return next;
    }

    /// Sets a value in place. Only for an instance that is not shared yet.
    void set(int index, @Nullable T value) {
        reserve(index);
        chunks[index >> SHIFT][index & MASK] = value;
    }

    private void reserve(int index) {
        int before = chunks.length;
        int needed = (index >> SHIFT) + 1;
        if (needed > before) {
            chunks = Arrays.copyOf(chunks, needed);
            for (int i = before; i < needed; i++) {
                chunks[i] = new Object[LENGTH];
            }
        }
    }
}
