package dev.kindred.server.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// Rewrites dataset files without the rows of some users. DuckDB does this within a memory limit and spills to a
/// folder that is deleted afterwards.
public final class RowRemoval implements AutoCloseable {

    private static final String GONE = "\"USER_ID\" IN (SELECT \"USER_ID\" FROM gone)";

    private final DuckDb database;

    private RowRemoval(DuckDb database) {
        this.database = database;
    }

    /// Creates a removal.
    ///
    /// @param users a dataset file with the users' ids in the column `USER_ID`
    /// @param spillParent an existing folder; a run creates and deletes its own subfolder
    /// @param memoryBytes DuckDB's memory limit
    /// @throws IOException if the users cannot be read
    public static RowRemoval of(Path users, Path spillParent, long memoryBytes, int threads) throws IOException {
        try {
            var database = DuckDb.open(spillParent, memoryBytes, threads);
            try {
                database.statement()
                        .execute("CREATE TEMP TABLE gone AS SELECT DISTINCT \"USER_ID\" FROM "
                                + DuckSql.datasetFiles(List.of(users)) + " WHERE \"USER_ID\" IS NOT NULL");
                return new RowRemoval(database);
            } catch (SQLException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new IOException("the users to be removed could not be read: " + e.getMessage(), e);
        }
    }

    /// Returns the number of the users who have rows in the given dataset files.
    ///
    /// @param datasetFiles dataset files with the column `USER_ID`
    public int count(List<Path> datasetFiles) throws IOException {
        if (datasetFiles.isEmpty()) {
            return 0;
        }
        var rows = new StringBuilder();
        for (var datasetFile : datasetFiles) {
            rows.append(rows.isEmpty() ? "" : " UNION ")
                    .append("SELECT \"USER_ID\" FROM ")
                    .append(DuckSql.datasetFiles(List.of(datasetFile)));
        }
        return (int) number("SELECT count(*) FROM gone WHERE \"USER_ID\" IN (%s)".formatted(rows));
    }

    /// Records the sessions of the users in dataset files of streamed events. Events of a session before the user was
    /// known belong to the user too.
    ///
    /// @param session the name of the session column
    public void noteSessions(List<Path> datasetFiles, String session) throws IOException {
        run("CREATE OR REPLACE TEMP TABLE sessions (session VARCHAR)");
        for (var datasetFile : datasetFiles) {
            run("INSERT INTO sessions SELECT DISTINCT %s FROM %s WHERE %s"
                    .formatted(DuckSql.name(session), DuckSql.datasetFiles(List.of(datasetFile)), GONE));
        }
    }

    /// Writes a dataset file without the users' rows, the other rows in their order. Returns the number of remaining
    /// rows, or -1 without writing if there is no row to remove.
    public long write(Path datasetFile, Path target) throws IOException {
        return write(datasetFile, GONE, target);
    }

    /// Writes a dataset file of streamed events as [#write] does, and also removes the rows without a user in the
    /// recorded sessions.
    ///
    /// @param session the name of the session column
    public long writeStreamed(Path datasetFile, String session, Path target) throws IOException {
        return write(
                datasetFile,
                "(%s OR (\"USER_ID\" IS NULL AND %s IN (SELECT session FROM sessions)))"
                        .formatted(GONE, DuckSql.name(session)),
                target);
    }

    private long write(Path datasetFile, String removed, Path target) throws IOException {
        var from = DuckSql.datasetFiles(List.of(datasetFile));
        var isRemoved = "coalesce(" + removed + ", false)";
        if (number("SELECT count(*) FROM %s WHERE %s".formatted(from, isRemoved)) == 0) {
            return -1;
        }
        run("COPY (SELECT * FROM %s WHERE NOT %s) TO %s (FORMAT parquet, COMPRESSION zstd, KV_METADATA {%s: %s})"
                .formatted(
                        from,
                        isRemoved,
                        DuckSql.text(target.toString()),
                        DuckSql.text(ParquetWriter.SCHEMA),
                        DuckSql.text(schemaOf(datasetFile))));
        return number("SELECT count(*) FROM " + DuckSql.datasetFiles(List.of(target)));
    }

    private String schemaOf(Path datasetFile) throws IOException {
        try {
            return schemaOf(database, datasetFile);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Returns the schema in the metadata of a dataset file, or an empty text.
    static String schemaOf(DuckDb database, Path datasetFile) throws SQLException {
        try (var found = database.statement()
                .executeQuery("SELECT decode(value) FROM parquet_kv_metadata(%s) WHERE decode(key) = %s"
                        .formatted(DuckSql.text(datasetFile.toString()), DuckSql.text(ParquetWriter.SCHEMA)))) {
            return found.next() ? found.getString(1) : "";
        }
    }

    private long number(String query) throws IOException {
        try (var found = database.statement().executeQuery(query)) {
            found.next();
            return found.getLong(1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void run(String sql) throws IOException {
        try {
            database.statement().execute(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static IOException failed(SQLException e) {
        return new IOException("the users' rows could not be removed: " + e.getMessage(), e);
    }

    @Override
    public void close() throws IOException {
        try {
            database.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
