package dev.kindred.server.cli;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.resource.Arn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/// The rows in a stopped server's folder, read from the catalog and the dataset files.
final class StoredRows {

    private final Path datasetFiles;
    private final List<DatasetFile> named;

    private StoredRows(Path datasetFiles, List<DatasetFile> named) {
        this.datasetFiles = datasetFiles;
        this.named = named;
    }

    /// Reads the names of the dataset's files from the catalog in `folder`.
    static StoredRows of(Path folder, String datasetArn) {
        try (var catalog = Catalog.open(folder.resolve("catalog.sqlite"))) {
            return new StoredRows(
                    folder.resolve("segments"),
                    catalog.read(view -> view.datasetFiles().of(Arn.of(datasetArn))));
        }
    }

    /// Returns the rows of all dataset files as CSV lines, in alphabetical order.
    List<String> lines() throws SQLException {
        var files = named.stream()
                .map(datasetFile -> "'" + datasetFiles.resolve(datasetFile.file()) + "'")
                .collect(Collectors.joining(", "));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT concat_ws(',', USER_ID, ITEM_ID, EVENT_TYPE, \"TIMESTAMP\") AS line FROM read_parquet(["
                                + files + "]) ORDER BY line")) {
            var lines = new ArrayList<String>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }

    /// Returns the number of rows in the catalog.
    long count() {
        return named.stream().mapToLong(DatasetFile::rows).sum();
    }

    /// Returns the files in the catalog that are missing, truncated or changed.
    List<String> damaged() throws IOException {
        var damaged = new ArrayList<String>();
        for (var datasetFile : named) {
            var file = datasetFiles.resolve(datasetFile.file());
            if (!Files.isRegularFile(file) || checksum(file) != datasetFile.crc32c()) {
                damaged.add(datasetFile.file());
            }
        }
        return damaged;
    }

    private static long checksum(Path file) throws IOException {
        var crc = new CRC32C();
        crc.update(Files.readAllBytes(file));
        return crc.getValue();
    }

    /// Returns the files in the folder of dataset files that the catalog does not reference.
    List<Path> strays() throws IOException {
        var known = named.stream()
                .map(datasetFile -> datasetFiles.resolve(datasetFile.file()))
                .toList();
        try (var files = Files.walk(datasetFiles)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !known.contains(file))
                    .toList();
        }
    }
}
