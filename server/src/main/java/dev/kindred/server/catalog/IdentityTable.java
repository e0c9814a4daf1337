package dev.kindred.server.catalog;

import java.util.Optional;
import java.util.UUID;

/// The data directory of the catalog: one row, or none until a directory has claimed the catalog.
public sealed class IdentityTable {

    final Sql sql;

    IdentityTable(Sql sql) {
        this.sql = sql;
    }

    /// Returns the identity of the catalog, once a data directory has claimed it.
    public Optional<CatalogIdentity> find() {
        return sql.first("SELECT id FROM identity", row -> UUID.fromString(row.getString(1)))
                .map(id -> new CatalogIdentity(id, new Counters(sql).revision()));
    }

    /// The table within a transaction.
    public static final class Writable extends IdentityTable {

        Writable(Sql sql) {
            super(sql);
        }

        /// Assigns the catalog to a data directory, in place of any other.
        public CatalogIdentity claim(UUID id) {
            sql.update("DELETE FROM identity");
            sql.update("INSERT INTO identity (id) VALUES (?)", id.toString());
            return new CatalogIdentity(id, new Counters(sql).revision());
        }
    }
}
