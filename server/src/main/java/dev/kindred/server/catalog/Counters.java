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

    /// Returns how many transactions have changed the catalog.
    long epoch() {
        return value("epoch");
    }

    /// Counts a transaction that changes the catalog, and returns their number with it.
    long nextEpoch() {
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
