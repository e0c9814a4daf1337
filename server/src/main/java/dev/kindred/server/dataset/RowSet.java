package dev.kindred.server.dataset;

import java.util.function.IntConsumer;

/// A set of item rows of a dataset group.
public interface RowSet {

    /// The empty set.
    RowSet NONE = new RowSet() {
        @Override
        public boolean contains(int row) {
            return false;
        }

        @Override
        public int estimatedSize() {
            return 0;
        }

        @Override
        public void forEach(IntConsumer action) {}
    };

    boolean contains(int row);

    /// The approximate number of rows.
    int estimatedSize();

    /// Calls `action` with each row.
    void forEach(IntConsumer action);
}
