package dev.kindred.server.dataset;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.server.dataset.table.ItemRows;
import java.util.Arrays;

/// The way between a model's indices of items, or of actions, and the rows of its dataset group. Rows that
/// came after it are unknown to it.
public final class ModelRows {

    private final int[] rows;
    private final int[] indices;

    private ModelRows(int[] rows, int[] indices) {
        this.rows = rows;
        this.indices = indices;
    }

    /// Returns the way for those ids. Ids that have no row yet get one.
    public static ModelRows of(IdIndex ids, ItemRows groupRows) {
        var rows = new int[ids.size()];
        int last = -1;
        for (int index = 0; index < rows.length; index++) {
            rows[index] = groupRows.rowOf(ids.id(index));
            last = Math.max(last, rows[index]);
        }
        var indices = new int[last + 1];
        Arrays.fill(indices, -1);
        for (int index = 0; index < rows.length; index++) {
            indices[rows[index]] = index;
        }
        return new ModelRows(rows, indices);
    }

    public int count() {
        return rows.length;
    }

    /// The row of one of the model's indices.
    public int row(int index) {
        return rows[index];
    }

    /// Returns the model's index for that row, or -1 if the model does not know it.
    public int index(int row) {
        return row >= 0 && row < indices.length ? indices[row] : -1;
    }
}
