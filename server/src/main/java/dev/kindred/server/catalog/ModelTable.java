package dev.kindred.server.catalog;

import dev.kindred.server.resource.Arn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The models of solution versions and recommenders. A file that is not listed is no model.
public sealed class ModelTable {

    final Sql sql;

    ModelTable(Sql sql) {
        this.sql = sql;
    }

    /// Returns the newest model of a solution version or recommender.
    public Optional<ModelRecord> findNewest(Arn owner) {
        return sql.first(
                "SELECT owner, generation, file, byte_count, crc32c, metrics, trained_at, interactions,"
                        + " COALESCE(updated_at, trained_at) FROM model"
                        + " WHERE owner = ? ORDER BY generation DESC LIMIT 1",
                ModelTable::read,
                owner.toString());
    }

    /// Returns the names of the files of all models.
    public List<String> files() {
        return sql.all("SELECT file FROM model", row -> row.getString(1));
    }

    /// Returns the names of the files of all models of a resource and of the resources that belong to it.
    public List<String> filesUnder(Arn owner) {
        return sql.all(
                "SELECT file FROM model WHERE owner = ? OR owner IN (SELECT arn FROM resource WHERE parent = ?)",
                row -> row.getString(1),
                owner.toString(),
                owner.toString());
    }

    private static ModelRecord read(ResultSet row) throws SQLException {
        return new ModelRecord(
                Arn.of(row.getString(1)),
                row.getLong(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                Documents.readNumbers(row.getString(6)),
                Sql.instant(row.getLong(7)),
                row.getLong(8),
                Sql.instant(row.getLong(9)));
    }

    /// The table within a transaction.
    public static final class Writable extends ModelTable {

        private final PendingChange change;

        Writable(Sql sql, PendingChange change) {
            super(sql);
            this.change = change;
        }

        /// Adds the newest model of its owner.
        public void add(ModelRecord model) {
            change.files();
            change.resource(model.owner());
            sql.update(
                    "INSERT INTO model (owner, generation, file, byte_count, crc32c, metrics, trained_at, interactions,"
                            + " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    model.owner().toString(),
                    model.generation(),
                    model.file(),
                    model.bytes(),
                    model.crc32c(),
                    Documents.write(model.metrics()),
                    Sql.micros(model.trainedAt()),
                    model.interactionsSeen(),
                    Sql.micros(model.knownUntil()));
        }

        /// Removes the models of an owner whose generation is below `generation`. Their files stay until they are
        /// swept.
        public void removeBefore(Arn owner, long generation) {
            change.files();
            sql.update("DELETE FROM model WHERE owner = ? AND generation < ?", owner.toString(), generation);
        }
    }
}
