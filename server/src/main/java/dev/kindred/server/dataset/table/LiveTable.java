package dev.kindred.server.dataset.table;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/// The rows of a dataset, for one writer at a time and any number of concurrent readers. A reader takes an
/// immutable [TableSnapshot], in which every record is complete.
final class LiveTable {

    private final ItemRows rows;

    @GuardedBy("this")
    private RecentChanges changes = RecentChanges.none();

    private volatile TableSnapshot moment;

    private LiveTable(ItemRows rows, TableSnapshot moment) {
        this.rows = rows;
        this.moment = moment;
    }

    TableSnapshot moment() {
        return moment;
    }

    /// Adds or replaces the record of an id. Columns missing in `record` become null.
    synchronized void put(String id, Map<String, ?> record) {
        int row = rows.rowOf(id);
        TableSnapshot before = moment;
        List<LiveColumn> next = new ArrayList<>(before.columns().size());
        for (LiveColumn column : before.columns()) {
            next.add(column.with(row, record.get(column.column().name())));
        }
        RoaringBitmap present = before.present();
        if (!present.contains(row)) {
            present = present.clone();
            present.add(row);
        }
        changes = changes.and(row);
        moment = new TableSnapshot(rows, List.copyOf(next), present, changes, before.scans());
    }

    /// Fills a table. Not usable after [#seal()].
    static final class Loader {

        private final ItemRows rows;
        private final List<LiveColumn> columns;
        private final RoaringBitmap present = new RoaringBitmap();

        Loader(AvroSchema schema, ItemRows rows) {
            this.rows = rows;
            this.columns = schema.columns().stream()
                    .filter(column -> column.role() != ColumnRole.ID)
                    .map(LiveColumn::empty)
                    .toList();
        }

        /// The columns to load, in this order.
        List<Column> columns() {
            return columns.stream().map(LiveColumn::column).toList();
        }

        /// Starts a record and returns its row.
        int add(String id) {
            int row = rows.rowOf(id);
            present.add(row);
            return row;
        }

        void set(int row, int column, Object value) {
            columns.get(column).set(row, value);
        }

        LiveTable seal() {
            columns.forEach(LiveColumn::seal);
            present.runOptimize();
            return new LiveTable(
                    rows, new TableSnapshot(rows, columns, present, RecentChanges.none(), new ScanCache()));
        }
    }
}
