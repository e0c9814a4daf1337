package dev.kindred.server.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The SQLite file behind the catalog: connections with the settings that durability needs, and the numbered
/// migrations.
class Database {

    private static final List<String> MIGRATIONS = List.of(
            "001-resources.sql",
            "002-models.sql",
            "003-model-updates.sql",
            "004-metric-attributions.sql",
            "005-immediate-creations.sql",
            "006-identity.sql",
            "007-iam.sql",
            "008-changes.sql",
            "009-job-leases.sql",
            "010-lists-by-status.sql");

    /// The primary result codes of failures outside of the file: rights, locks, memory, I/O, space.
    private static final Set<Integer> ENVIRONMENT = Stream.of(
                    SQLiteErrorCode.SQLITE_PERM,
                    SQLiteErrorCode.SQLITE_BUSY,
                    SQLiteErrorCode.SQLITE_LOCKED,
                    SQLiteErrorCode.SQLITE_NOMEM,
                    SQLiteErrorCode.SQLITE_READONLY,
                    SQLiteErrorCode.SQLITE_IOERR,
                    SQLiteErrorCode.SQLITE_FULL,
                    SQLiteErrorCode.SQLITE_CANTOPEN,
                    SQLiteErrorCode.SQLITE_PROTOCOL)
            .map(code -> code.code)
            .collect(Collectors.toUnmodifiableSet());

    /// The bits of a result code that hold the primary code.
    private static final int PRIMARY_CODE = 0xFF;

    private final Path file;

    Database(Path file) {
        this.file = file;
    }

    /// Returns the number of the newest form of the catalog that this version knows.
    static int forms() {
        return MIGRATIONS.size();
    }

    /// Opens a connection. Every commit of it is on disk when it returns.
    Connection connect(boolean readOnly) {
        try {
            var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try {
                configure(connection, readOnly);
                return connection;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new CatalogException("cannot open the catalog " + file, e);
        }
    }

    private static void configure(Connection connection, boolean readOnly) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA busy_timeout = 10000");
            statement.execute("PRAGMA query_only = " + (readOnly ? "ON" : "OFF"));
        }
        connection.setAutoCommit(false);
    }

    /// Returns the state of the file, without a change to it or its write-ahead log: a read-only connection does
    /// not move the log into the file when it closes.
    CatalogState inspect() {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties())) {
            var sql = new Sql(connection);
            var check = sql.first("PRAGMA quick_check(1)", row -> row.getString(1));
            if (!check.equals(Optional.of("ok"))) {
                return new CatalogState.Damaged(
                        check.map(Database::withoutHeading).orElse("no answer to its check"));
            }
            var tables = sql.all("SELECT name FROM sqlite_schema WHERE type = 'table'", row -> row.getString(1));
            return stateOf(tables, sql);
        } catch (SQLException e) {
            return stateAfter(e);
        } catch (CatalogException e) {
            return stateAfter(e.getCause() == null ? e : e.getCause());
        }
    }

    /// SQLite's findings begin with the line `*** in database main ***`.
    private static String withoutHeading(String findings) {
        return findings.lines()
                .filter(line -> !line.startsWith("***"))
                .findFirst()
                .orElse(findings);
    }

    /// @see <a href="https://www.sqlite.org/rescode.html">SQLite's result codes</a>
    private static CatalogState stateAfter(Throwable failure) {
        var reason = String.valueOf(failure.getMessage());
        boolean isDamaged = !(failure instanceof SQLiteException refused)
                || switch (refused.getResultCode()) {
                    case SQLITE_IOERR_SHORT_READ, SQLITE_IOERR_CORRUPTFS -> true;
                    default -> !ENVIRONMENT.contains(refused.getResultCode().code & PRIMARY_CODE);
                };
        return isDamaged ? new CatalogState.Damaged(reason) : new CatalogState.Inaccessible(reason);
    }

    private static CatalogState stateOf(List<String> tables, Sql sql) {
        if (tables.isEmpty() || tables.equals(List.of("migration"))) {
            return new CatalogState.Empty();
        }
        if (!tables.containsAll(List.of("migration", "resource", "segment", "counter"))) {
            return new CatalogState.Foreign();
        }
        if (!tables.contains("identity")) {
            return new CatalogState.Unclaimed();
        }
        return new IdentityTable(sql)
                .find()
                .<CatalogState>map(CatalogState.Claimed::new)
                .orElseGet(CatalogState.Unclaimed::new);
    }

    /// Migrates the tables to the newest version, one transaction for each step.
    void migrate(Connection connection) {
        try {
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL PRIMARY KEY)");
            }
            connection.commit();
            int done = lastMigration(connection);
            if (done > MIGRATIONS.size()) {
                throw new CatalogException(
                        "the catalog %s was written by a newer version of Kindred (form %d, this version knows %d): start that version, or choose another data directory"
                                .formatted(file, done, MIGRATIONS.size()),
                        null);
            }
            for (int number = done + 1; number <= MIGRATIONS.size(); number++) {
                apply(connection, number);
            }
        } catch (SQLException e) {
            throw new CatalogException("cannot bring the catalog " + file + " to the form of this version", e);
        }
    }

    private static int lastMigration(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COALESCE(MAX(number), 0) FROM migration")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void apply(Connection connection, int number) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statementsOf(MIGRATIONS.get(number - 1))) {
                statement.execute(sql);
            }
            statement.execute("INSERT INTO migration (number) VALUES (" + number + ")");
        }
        connection.commit();
    }

    private static List<String> statementsOf(String name) {
        try (var in = Database.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no migration " + name);
            }
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("--[^\n]*", "");
            return Arrays.stream(text.split(";", -1))
                    .map(String::strip)
                    .filter(sql -> !sql.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
