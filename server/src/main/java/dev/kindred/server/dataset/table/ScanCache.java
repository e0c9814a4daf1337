package dev.kindred.server.dataset.table;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// The results of the latest scans of columns, so that a filter used again does not scan again. A result that
/// records have changed under is mended by looking at those records only.
final class ScanCache {

    /// The cached scans of a table. Taste.
    private static final int SIZE = 128;

    /// What was scanned for.
    ///
    /// @param wanted a range of numbers or a set of strings
    record Scan(String column, Object wanted) {}

    private record Result(long version, RoaringBitmap rows) {}

    @GuardedBy("this")
    private final Map<Scan, Result> results = new LinkedHashMap<>(16, 0.75f, true);

    /// Returns the rows that `scan` finds, as of `changes`.
    ///
    /// @param all scans the column
    /// @param one tells of one row whether it belongs in
    RoaringBitmap rows(Scan scan, RecentChanges changes, Supplier<RoaringBitmap> all, IntPredicate one) {
        Result known = find(scan);
        if (known != null && known.version == changes.version()) {
            return known.rows;
        }
        RoaringBitmap rows = known != null && changes.knows(known.version) ? mended(known, changes, one) : all.get();
        if (known == null || known.version < changes.version()) {
            keep(scan, new Result(changes.version(), rows));
        }
        return rows;
    }

    private static RoaringBitmap mended(Result known, RecentChanges changes, IntPredicate one) {
        RoaringBitmap rows = known.rows.clone();
        for (long version = known.version; version < changes.version(); version++) {
            int row = changes.row(version);
            if (one.test(row)) {
                rows.add(row);
            } else {
                rows.remove(row);
            }
        }
        return rows;
    }

    private synchronized @Nullable Result find(Scan scan) {
        return results.get(scan);
    }

    private synchronized void keep(Scan scan, Result result) {
        results.put(scan, result);
        if (results.size() > SIZE) {
            results.remove(results.keySet().iterator().next());
        }
    }
}
