package dev.kindred.server.serving;

import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.server.dataset.RowSet;
import dev.kindred.server.deployment.LiveModel;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The items of a model that a response can contain: those whose rows a filter keeps, except hidden ones.
final class Eligible implements ItemSet {

    private final LiveModel model;
    private final @Nullable RowSet kept;
    private final RowSet hidden;
    private final boolean isAll;

    /// Creates the set.
    ///
    /// @param kept the rows that a filter keeps, or null if there is no filter
    /// @param hidden the rows to exclude in any case
    Eligible(LiveModel model, @Nullable RowSet kept, RowSet hidden) {
        this.model = model;
        this.kept = kept;
        this.hidden = hidden;
        this.isAll = kept == null && hidden.estimatedSize() == 0;
    }

    @Override
    public boolean contains(int item) {
        if (isAll) {
            return true; // avoids the lookup of the row
        }
        int row = model.row(item);
        return (kept == null || kept.contains(row)) && !hidden.contains(row);
    }

    @Override
    public int estimatedSize() {
        int size = kept == null ? model.itemCount() : Math.min(model.itemCount(), kept.estimatedSize());
        return Math.max(0, size - hidden.estimatedSize());
    }

    @Override
    public void forEach(IntConsumer action) {
        if (kept == null) {
            for (int item = 0; item < model.itemCount(); item++) {
                if (contains(item)) {
                    action.accept(item);
                }
            }
            return;
        }
        var found = new Found();
        kept.forEach(row -> {
            int item = model.item(row);
            if (item >= 0 && !hidden.contains(row)) {
                found.add(item);
            }
        });
        found.inOrder(action);
    }

    /// Collects items to sort them: rows are in another order than the model's items.
    private static final class Found {

        private int[] items = new int[256];
        private int count;

        void add(int item) {
            if (count == items.length) {
                items = Arrays.copyOf(items, count << 1);
            }
            items[count++] = item;
        }

        void inOrder(IntConsumer action) {
            Arrays.sort(items, 0, count);
            for (int i = 0; i < count; i++) {
                action.accept(items[i]);
            }
        }
    }
}
