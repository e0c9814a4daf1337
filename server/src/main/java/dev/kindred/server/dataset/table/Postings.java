package dev.kindred.server.dataset.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// The rows that have a value, immutable: a few as a sorted array, which is a quarter of a bitmap's size,
/// more as a bitmap.
final class Postings {

    static final Postings NONE = new Postings(new int[0], null);

    /// Up to this many items stay an array, which is smaller than a bitmap. Taste.
    private static final int FEW = 16;

    private final int[] few;
    private final @Nullable RoaringBitmap many;

    private Postings(int[] few, @Nullable RoaringBitmap many) {
        this.few = few;
        this.many = many;
    }

    /// Takes rows in ascending order.
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

    /// Returns the rows as a bitmap of the caller's own.
    private RoaringBitmap toBitmap() {
        return many == null ? RoaringBitmap.bitmapOf(few) : many.clone();
    }

    /// Returns the rows as a bitmap that nobody may write to.
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
