package dev.kindred.server.catalog;

/// The catalog's counters.
final class Counters {

    private final Sql sql;

    Counters(Sql sql) {
        this.sql = sql;
    }

    /// Returns the next sequence number: unique, ascending, and never used again.
    long nextSeq() {
        return increment("seq");
    }

    /// Returns the revision of the catalog: how many transactions have changed it.
    long revision() {
        return value("epoch");
    }

    /// Counts a transaction that changes the catalog, and returns the revision with it.
    long nextRevision() {
        return increment("epoch");
    }

    private long increment(String name) {
        sql.update("UPDATE counter SET value = value + 1 WHERE name = ?", name);
        return value(name);
    }

    private long value(String name) {
        return sql.count("SELECT value FROM counter WHERE name = ?", name);
    }
}
