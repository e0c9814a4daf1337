package dev.kindred.server.catalog;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/// The last commit of a catalog file, for commands beside a running server. The file is not changed.
public final class CatalogReading implements AutoCloseable {

    private final Path file;
    private final Connection connection;
    private final Sql sql;

    /// A file that the catalog names.
    ///
    /// @param owner the ARN of the dataset, solution version or recommender
    /// @param crc32c the checksum of the whole file
    public record NamedFile(String owner, String file, long bytes, long crc32c) {}

    private CatalogReading(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
        this.sql = new Sql(connection);
    }

    /// Opens a catalog of this version's form.
    ///
    /// @throws CatalogException if it cannot be read, or has another form
    public static CatalogReading open(Path file) {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(10_000);
        try {
            var connection = DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties());
            var reading = new CatalogReading(file, connection);
            try {
                reading.requireForm();
                return reading;
            } catch (RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new CatalogException("cannot read the catalog " + file, e);
        }
    }

    private void requireForm() {
        long form = sql.count("SELECT COALESCE(MAX(number), 0) FROM migration");
        if (form != Database.forms()) {
            throw new CatalogException(
                    "the catalog %s has form %d and this version knows %d: use the version of the server, or start a server of this version on it first"
                            .formatted(file, form, Database.forms()),
                    null);
        }
    }

    /// Writes a copy of the last commit to a new file. A server can write the catalog meanwhile.
    ///
    /// @see <a href="https://www.sqlite.org/lang_vacuum.html#vacuuminto">VACUUM INTO</a>
    public void copyTo(Path copy) {
        sql.run("VACUUM INTO '" + copy.toString().replace("'", "''") + "'");
    }

    /// Returns the identity of the catalog.
    public Optional<CatalogIdentity> identity() {
        return new IdentityTable(sql).find();
    }

    /// Returns the files of the rows of all datasets.
    public List<NamedFile> datasetFiles() {
        return named("SELECT dataset_arn, file, byte_count, crc32c FROM segment ORDER BY seq");
    }

    /// Returns the files of all models.
    public List<NamedFile> models() {
        return named("SELECT owner, file, byte_count, crc32c FROM model ORDER BY owner, generation");
    }

    private List<NamedFile> named(String query) {
        return sql.all(query, row -> new NamedFile(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
    }

    /// Returns the ARNs of all resources.
    public Set<String> resources() {
        return Set.copyOf(sql.all("SELECT arn FROM resource", row -> row.getString(1)));
    }

    /// Returns what a check of every page and index of the database finds; empty if it finds nothing.
    ///
    /// @see <a href="https://www.sqlite.org/pragma.html#pragma_integrity_check">PRAGMA integrity_check</a>
    public List<String> check() {
        var findings = sql.all("PRAGMA integrity_check(20)", row -> row.getString(1));
        return findings.equals(List.of("ok")) ? List.of() : findings;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new CatalogException("cannot close the catalog " + file, e);
        }
    }
}
