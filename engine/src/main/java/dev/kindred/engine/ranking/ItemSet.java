package dev.kindred.engine.ranking;

import java.util.function.IntConsumer;

/// The eligible items of a query, by the model's item index.
public interface ItemSet {

    boolean contains(int item);

    /// The approximate number of items; exact if that costs nothing. It decides between iterating over the set
    /// and testing membership.
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
