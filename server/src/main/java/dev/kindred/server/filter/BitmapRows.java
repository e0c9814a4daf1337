package dev.kindred.server.filter;

import org.roaringbitmap.RoaringBitmap;

/// A set of rows: the listed rows or, if `inverted`, all others, rows that do not exist yet included. The bitmap
/// is never modified.
record BitmapRows(RoaringBitmap listed, boolean inverted) {

    static final BitmapRows NONE = new BitmapRows(new RoaringBitmap(), false);
    static final BitmapRows ALL = new BitmapRows(new RoaringBitmap(), true);

    static BitmapRows of(RoaringBitmap rows) {
        return new BitmapRows(rows, false);
    }

    BitmapRows not() {
        return new BitmapRows(listed, !inverted);
    }

    BitmapRows and(BitmapRows other) {
        if (inverted && other.inverted) {
            return new BitmapRows(RoaringBitmap.or(listed, other.listed), true);
        }
        if (inverted) {
            return of(RoaringBitmap.andNot(other.listed, listed));
        }
        return of(
                other.inverted ? RoaringBitmap.andNot(listed, other.listed) : RoaringBitmap.and(listed, other.listed));
    }

    BitmapRows or(BitmapRows other) {
        return not().and(other.not()).not();
    }
}
