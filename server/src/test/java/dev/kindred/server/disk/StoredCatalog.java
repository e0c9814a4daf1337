package dev.kindred.server.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.sqlite.JDBC;

/// What the files of a data directory hold, read without the product's code.
record StoredCatalog(Path folder) {

    /// A file that the catalog names.
    private record Named(Path file, long bytes, long crc32c) {}

    private Connection connect() throws SQLException {
        return new JDBC().connect("jdbc:sqlite:" + folder.resolve("catalog.sqlite"), new Properties());
    }

    /// Returns how many jobs run, wait for a worker or wait for a retry.
    long dueJobs() {
        var soon = Instant.now().plusSeconds(30);
        return count("SELECT count(*) FROM job WHERE not_before <= " + ChronoUnit.MICROS.between(Instant.EPOCH, soon));
    }

    /// Returns how many rows the files of a dataset have.
    long rowsOf(String dataset) {
        return count("SELECT COALESCE(SUM(row_count), 0) FROM segment WHERE dataset_arn = '" + dataset + "'");
    }

    /// Returns whether there is a resource of that ARN.
    boolean has(String arn) {
        return count("SELECT count(*) FROM resource WHERE arn = '" + arn + "'") == 1;
    }

    private long count(String query) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Named> named() {
        var named = new ArrayList<Named>();
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT 'segments', file, byte_count, crc32c FROM segment
                        UNION ALL SELECT 'models', file, byte_count, crc32c FROM model""")) {
            while (rows.next()) {
                named.add(new Named(
                        folder.resolve(rows.getString(1)).resolve(rows.getString(2)),
                        rows.getLong(3),
                        rows.getLong(4)));
            }
            return named;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Returns the files that the catalog names and that are missing or have other bytes.
    Set<Path> damaged() {
        var damaged = new TreeSet<Path>();
        for (var each : named()) {
            if (!isWhole(each)) {
                damaged.add(each.file());
            }
        }
        return damaged;
    }

    private static boolean isWhole(Named named) {
        try {
            if (!Files.isRegularFile(named.file())) {
                return false;
            }
            var content = Files.readAllBytes(named.file());
            var crc = new CRC32C();
            crc.update(content);
            return content.length == named.bytes() && crc.getValue() == named.crc32c();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns the files of rows and models that the catalog does not name, and those that work in progress leaves.
    Set<Path> strays() {
        var known = new HashSet<Path>();
        named().forEach(each -> known.add(each.file()));
        var strays = new TreeSet<Path>();
        for (var root : List.of("segments", "models", "s3/staging", "snapshots/.scratch", "texts/.scratch")) {
            if (Files.isDirectory(folder.resolve(root))) {
                strays.addAll(filesBelow(folder.resolve(root)));
            }
        }
        strays.removeAll(known);
        return strays;
    }

    private static List<Path> filesBelow(Path root) {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
