package dev.kindred.server.catalog;

import dev.kindred.server.resource.Arn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// The list of files that hold the rows of datasets. A file that is not listed is no data.
public sealed class DatasetFiles {

    final Sql sql;

    DatasetFiles(Sql sql) {
        this.sql = sql;
    }

    /// Returns the files of a dataset, oldest first.
    public List<DatasetFile> of(Arn dataset) {
        return sql.all(
                "SELECT seq, dataset_arn, origin, file, row_count, byte_count, crc32c, created_at FROM segment"
                        + " WHERE dataset_arn = ? ORDER BY seq",
                DatasetFiles::read,
                dataset.toString());
    }

    /// Returns the names of the files of all datasets.
    public List<String> names() {
        return sql.all("SELECT file FROM segment", row -> row.getString(1));
    }

    private static DatasetFile read(ResultSet row) throws SQLException {
        return new DatasetFile(
                row.getLong(1),
                Arn.of(row.getString(2)),
                DatasetFile.Origin.valueOf(row.getString(3)),
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                Sql.instant(row.getLong(8)));
    }

    /// The table within a transaction.
    public static final class Writable extends DatasetFiles {

        private final PendingChange change;

        Writable(Sql sql, PendingChange change) {
            super(sql);
            this.change = change;
        }

        /// Adds a file to a dataset, as its newest.
        public void add(Arn dataset, DatasetFile.Origin origin, DatasetFile.Content content, Instant now) {
            note(dataset);
            sql.update(
                    "INSERT INTO segment (seq, dataset_arn, origin, file, row_count, byte_count, crc32c, created_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    new Counters(sql).nextSeq(),
                    dataset.toString(),
                    origin.name(),
                    content.file(),
                    content.rows(),
                    content.bytes(),
                    content.crc32c(),
                    Sql.micros(now));
        }

        /// Replaces a file by another of the same rank.
        public void replace(DatasetFile current, DatasetFile.Content next) {
            note(current.datasetArn());
            sql.update(
                    "UPDATE segment SET file = ?, row_count = ?, byte_count = ?, crc32c = ? WHERE seq = ?",
                    next.file(),
                    next.rows(),
                    next.bytes(),
                    next.crc32c(),
                    current.seq());
        }

        /// Replaces files by one that has all their rows, with the rank of the last.
        ///
        /// @param merged adjacent files of one dataset and origin, the oldest first
        public void merge(List<DatasetFile> merged, DatasetFile.Content content) {
            for (var file : merged.subList(0, merged.size() - 1)) {
                sql.update("DELETE FROM segment WHERE seq = ?", file.seq());
            }
            replace(merged.getLast(), content);
        }

        /// Removes all files of one origin from a dataset.
        public void removeAll(Arn dataset, DatasetFile.Origin origin) {
            note(dataset);
            sql.update("DELETE FROM segment WHERE dataset_arn = ? AND origin = ?", dataset.toString(), origin.name());
        }

        private void note(Arn dataset) {
            change.files();
            change.resource(dataset);
        }
    }
}
