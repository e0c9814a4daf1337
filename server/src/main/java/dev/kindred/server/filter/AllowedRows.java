package dev.kindred.server.filter;

import java.util.BitSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/// The rows that a filter keeps for one request. Immutable.
public final class AllowedRows {

    /// The number of listed rows above which a plain bit set replaces the compressed bitmap: its faster lookups
    /// are then worth the copy. Taste.
    private static final int MANY = 4_096;

    private final RoaringBitmap listed;
    private final boolean inverted;
    private final @Nullable BitSet bits;
    private final int rowCount;
    private final int size;

    AllowedRows(BitmapRows rows, int rowCount) {
        this.listed = rows.listed();
        this.inverted = rows.inverted();
        this.rowCount = rowCount;
        int cardinality = listed.getCardinality();
        this.size = inverted ? Math.max(0, rowCount - cardinality) : cardinality;
        this.bits = cardinality > MANY ? BitSetUtil.bitsetOf(listed) : null;
    }

    /// Returns whether the filter keeps a row. Rows added after the evaluation count as rows without metadata.
    public boolean allows(int row) {
        return (bits == null ? listed.contains(row) : bits.get(row)) != inverted;
    }

    /// Returns the number of kept rows, except for rows added after the evaluation.
    public int estimatedSize() {
        return size;
    }

    /// Calls `action` with every kept row, in ascending order.
    public void forEach(IntConsumer action) {
        if (!inverted) {
            PeekableIntIterator rows = listed.getIntIterator();
            while (rows.hasNext()) {
                action.accept(rows.next());
            }
            return;
        }
        for (int row = 0; row < rowCount; row++) {
            if (allows(row)) {
                action.accept(row);
            }
        }
    }
}
