package dev.kindred.server.dataset.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// An immutable set of the rows with a value: a sorted array for a few rows, a quarter of a bitmap's size, and a
/// bitmap for more.
final class Postings {

    static final Postings NONE = new Postings(new int[0], null);

    /// The maximum number of rows in an array, which is then smaller than a bitmap. Taste.
    private static final int FEW = 16;

    private final int[] few;
    private final @Nullable RoaringBitmap many;

    private Postings(int[] few, @Nullable RoaringBitmap many) {
        this.few = few;
        this.many = many;
    }

    /// Returns the set of some rows in ascending order.
    static Postings of(int[] rows, int from, int to) {
        if (to - from <= FEW) {
            return new Postings(Arrays.copyOfRange(rows, from, to), null);
        }
        var many = new RoaringBitmap();
        many.addN(rows, from, to - from);
        many.runOptimize();
        return new Postings(new int[0], many);
    }

    Postings with(int row) {
        RoaringBitmap rows = toBitmap();
        rows.add(row);
        return of(rows);
    }

    Postings without(int row) {
        RoaringBitmap rows = toBitmap();
        rows.remove(row);
        return of(rows);
    }

    private static Postings of(RoaringBitmap rows) {
        return rows.getCardinality() <= FEW ? new Postings(rows.toArray(), null) : new Postings(new int[0], rows);
    }

    /// Returns the rows as a new bitmap.
    private RoaringBitmap toBitmap() {
        return many == null ? RoaringBitmap.bitmapOf(few) : many.clone();
    }

    /// Returns the rows as a bitmap that the caller must not modify.
    RoaringBitmap bitmap() {
        return many == null ? RoaringBitmap.bitmapOf(few) : many;
    }

    void addTo(RoaringBitmap rows) {
        if (many == null) {
            rows.add(few);
        } else {
            rows.or(many);
        }
    }
}
