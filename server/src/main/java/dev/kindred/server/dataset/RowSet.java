package dev.kindred.server.dataset;

import java.util.function.IntConsumer;

/// Some of a dataset group's item rows.
public interface RowSet {

    /// No row.
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

    /// About how many there are.
    int estimatedSize();

    /// Calls `action` with each.
    void forEach(IntConsumer action);
}
