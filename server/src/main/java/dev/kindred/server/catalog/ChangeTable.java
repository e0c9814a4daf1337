package dev.kindred.server.catalog;

import dev.kindred.server.resource.Arn;
import java.util.Optional;
import java.util.stream.Collectors;

/// The changes of the newest revisions. A revision without changes for followers has no row.
final class ChangeTable {

    /// The number of revisions that the table covers at least.
    static final long RETAINED = 4_096;

    /// The revisions between two removals of old rows. Most commits write to one end of the table only. Taste.
    private static final long SWEEP_INTERVAL = 256;

    private final Sql sql;

    ChangeTable(Sql sql) {
        this.sql = sql;
    }

    /// Returns the changes of the revisions after `revision`, up to and including `newest`; empty if the table
    /// does not cover all of them.
    Optional<CatalogChange> between(long revision, long newest) {
        if (new Counters(sql).revision() - revision > RETAINED) {
            return Optional.empty();
        }
        var changes = sql.all(
                "SELECT jobs, resources FROM change WHERE revision > ? AND revision <= ? ORDER BY revision",
                row -> new CatalogChange(
                        row.getString(2).lines().map(Arn::of).collect(Collectors.toSet()), row.getInt(1) == 1),
                revision,
                newest);
        return Optional.of(changes.stream().reduce(CatalogChange.NOTHING, CatalogChange::and));
    }

    /// Records the changes of the transaction that brings the catalog to `revision`.
    void add(long revision, CatalogChange change) {
        if (!change.isEmpty()) {
            sql.update(
                    "INSERT INTO change (revision, jobs, resources) VALUES (?, ?, ?)",
                    revision,
                    change.jobs() ? 1 : 0,
                    change.resources().stream().map(Arn::toString).sorted().collect(Collectors.joining("\n")));
        }
        if (revision % SWEEP_INTERVAL == 0) {
            sql.update("DELETE FROM change WHERE revision <= ?", revision - RETAINED - SWEEP_INTERVAL);
        }
    }
}
