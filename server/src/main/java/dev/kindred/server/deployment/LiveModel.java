package dev.kindred.server.deployment;

import dev.kindred.engine.model.Model;
import dev.kindred.server.dataset.ModelRows;
import dev.kindred.server.dataset.table.ItemRows;

/// A model, and the mapping between its item indices and the rows of its dataset group.
public final class LiveModel {

    private final Model model;
    private final ModelRows rows;

    private LiveModel(Model model, ModelRows rows) {
        this.model = model;
        this.rows = rows;
    }

    /// Returns a model with the mapping to the rows of its dataset group. Items without a row get one.
    static LiveModel of(Model model, ItemRows itemRows) {
        return new LiveModel(model, ModelRows.of(model.items(), itemRows));
    }

    public Model model() {
        return model;
    }

    /// Returns the same mapping with another model of the same items.
    LiveModel with(Model other) {
        return new LiveModel(other, rows);
    }

    public ModelRows rows() {
        return rows;
    }

    public int itemCount() {
        return rows.count();
    }

    /// The row of an item index.
    public int row(int item) {
        return rows.row(item);
    }

    /// Returns the item index of a row, or -1 if the model does not contain the item.
    public int item(int row) {
        return rows.index(row);
    }
}
