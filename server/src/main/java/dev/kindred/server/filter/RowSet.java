package dev.kindred.server.filter;

import org.roaringbitmap.RoaringBitmap;

/// A set of rows: those listed or, if `inverted`, all others, also such as have not come yet. Nobody writes
/// to the bitmap.
record RowSet(RoaringBitmap listed, boolean inverted) {

    static final RowSet NONE = new RowSet(new RoaringBitmap(), false);
    static final RowSet ALL = new RowSet(new RoaringBitmap(), true);

    static RowSet of(RoaringBitmap rows) {
        return new RowSet(rows, false);
    }

    RowSet not() {
        return new RowSet(listed, !inverted);
    }

    RowSet and(RowSet other) {
        if (inverted && other.inverted) {
            return new RowSet(RoaringBitmap.or(listed, other.listed), true);
        }
        if (inverted) {
            return of(RoaringBitmap.andNot(other.listed, listed));
        }
        return of(
                other.inverted ? RoaringBitmap.andNot(listed, other.listed) : RoaringBitmap.and(listed, other.listed));
    }

    RowSet or(RowSet other) {
        return not().and(other.not()).not();
    }
}
