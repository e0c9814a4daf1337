package dev.kindred.server.deployment;

import dev.kindred.engine.model.Model;
import dev.kindred.server.dataset.ModelRows;
import dev.kindred.server.dataset.table.ItemRows;

/// A model that answers, and the way between its item indices and the rows of its dataset group.
public final class LiveModel {

    private final Model model;
    private final ModelRows rows;

    private LiveModel(Model model, ModelRows rows) {
        this.model = model;
        this.rows = rows;
    }

    /// Returns a model over the rows of its dataset group. Items that have no row yet get one.
    static LiveModel of(Model model, ItemRows itemRows) {
        return new LiveModel(model, ModelRows.of(model.items(), itemRows));
    }

    public Model model() {
        return model;
    }

    /// Returns the same items with another model of them.
    LiveModel with(Model other) {
        return new LiveModel(other, rows);
    }

    public ModelRows rows() {
        return rows;
    }

    public int itemCount() {
        return rows.count();
    }

    /// The row of one of the model's items.
    public int row(int item) {
        return rows.row(item);
    }

    /// Returns the model's index for the item of that row, or -1 if the model does not know it.
    public int item(int row) {
        return rows.index(row);
    }
}
