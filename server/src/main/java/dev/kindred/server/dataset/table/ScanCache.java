package dev.kindred.server.dataset.table;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// A cache of the results of column scans, for repeated filters. After changes of records, an old result is
/// updated by testing only the changed records.
final class ScanCache {

    /// The maximum number of cached results of a table. Taste.
    private static final int SIZE = 128;

    /// The key of a scan.
    ///
    /// @param wanted a range of numbers or a set of strings
    record Scan(String column, Object wanted) {}

    private record Result(long version, RoaringBitmap rows) {}

    @GuardedBy("this")
    private final Map<Scan, Result> results = new LinkedHashMap<>(16, 0.75f, true);

    /// Returns the rows that `scan` finds, as of `changes`.
    ///
    /// @param all scans the column
    /// @param one tests a single row
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
