package dev.kindred.server.dataset;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.server.dataset.table.ItemRows;
import java.util.Arrays;

/// The mapping between a model's indices of items or actions and the rows of its dataset group. Rows added after
/// its creation have no index.
public final class ModelRows {

    private final int[] rows;
    private final int[] indices;

    private ModelRows(int[] rows, int[] indices) {
        this.rows = rows;
        this.indices = indices;
    }

    /// Creates the mapping for the ids of a model. Ids without a row get one.
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

    /// The row of an index.
    public int row(int index) {
        return rows[index];
    }

    /// Returns the index of a row, or -1 if it has none.
    public int index(int row) {
        return row >= 0 && row < indices.length ? indices[row] : -1;
    }
}
