package dev.kindred.server.catalog;

import dev.kindred.server.resource.Arn;
import java.util.Optional;

/// The reports of jobs, as JSON documents for the owners of the data.
public sealed class ReportTable {

    final Sql sql;

    ReportTable(Sql sql) {
        this.sql = sql;
    }

    /// Returns the report of a job.
    public Optional<String> find(Arn job) {
        return sql.first("SELECT document FROM report WHERE arn = ?", row -> row.getString(1), job.toString());
    }

    /// The table within a transaction.
    public static final class Writable extends ReportTable {

        Writable(Sql sql) {
            super(sql);
        }

        /// Stores the report of a job in place of an earlier one.
        public void put(Arn job, String document) {
            sql.update("DELETE FROM report WHERE arn = ?", job.toString());
            sql.update("INSERT INTO report (arn, document) VALUES (?, ?)", job.toString(), document);
        }
    }
}
