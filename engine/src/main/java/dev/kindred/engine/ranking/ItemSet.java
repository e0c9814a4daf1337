package dev.kindred.engine.ranking;

import java.util.function.IntConsumer;

/// The items that an answer may hold, by a model's item index.
public interface ItemSet {

    boolean contains(int item);

    /// About how many items it has; exact where that costs nothing. A set that keeps few items is walked,
    /// one that keeps many is asked.
    int estimatedSize();

    /// Calls `action` with every item in it, in ascending order.
    void forEach(IntConsumer action);

    /// Returns the set of all items up to `count` (exclusive).
    static ItemSet all(int count) {
        return new ItemSet() {
            @Override
            public boolean contains(int item) {
                return true;
            }

            @Override
            public int estimatedSize() {
                return count;
            }

            @Override
            public void forEach(IntConsumer action) {
                for (int item = 0; item < count; item++) {
                    action.accept(item);
                }
            }
        };
    }
}
