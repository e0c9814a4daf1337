package dev.kindred.server.catalog;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Random secrets that last as long as the catalog.
final class SecretTable {

    /// The length of a key of HMAC-SHA-256.
    private static final int BYTES = 32;

    private final Sql sql;

    SecretTable(Sql sql) {
        this.sql = sql;
    }

    /// Returns the secret of that name, and creates it at the first call.
    byte[] obtain(String name) {
        var known = sql.first("SELECT value FROM secret WHERE name = ?", row -> row.getString(1), name);
        if (known.isPresent()) {
            return HexFormat.of().parseHex(known.get());
        }
        var secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        sql.update(
                "INSERT INTO secret (name, value) VALUES (?, ?)",
                name,
                HexFormat.of().formatHex(secret));
        return secret;
    }
}
