package dev.kindred.server.serving;

import dev.kindred.engine.model.Model;
import java.util.Arrays;

/// A model that answers, and the way between its item indices and the rows of its dataset group. Rows that
/// came after it are unknown to it.
public final class LiveModel {

    private final Model model;
    private final int[] rows;
    private final int[] items;

    private LiveModel(Model model, int[] rows, int[] items) {
        this.model = model;
        this.rows = rows;
        this.items = items;
    }

    /// Returns a model over the rows of its dataset group. Items that have no row yet get one.
    static LiveModel of(Model model, ItemRows itemRows) {
        var ids = model.items();
        var rows = new int[ids.size()];
        int last = -1;
        for (int item = 0; item < rows.length; item++) {
            rows[item] = itemRows.rowOf(ids.id(item));
            last = Math.max(last, rows[item]);
        }
        var items = new int[last + 1];
        Arrays.fill(items, -1);
        for (int item = 0; item < rows.length; item++) {
            items[rows[item]] = item;
        }
        return new LiveModel(model, rows, items);
    }

    Model model() {
        return model;
    }

    /// Returns the same items with another model of them.
    LiveModel with(Model other) {
        return new LiveModel(other, rows, items);
    }

    int itemCount() {
        return rows.length;
    }

    /// The row of one of the model's items.
    int row(int item) {
        return rows[item];
    }

    /// Returns the model's index for the item of that row, or -1 if the model does not know it.
    int item(int row) {
        return row >= 0 && row < items.length ? items[row] : -1;
    }
}
