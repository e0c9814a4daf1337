package dev.kindred.server.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/// A DuckDB instance for one piece of work. It works in memory up to a limit and spills to its own folder beyond it;
/// the folder is deleted on close. Results are streamed.
public final class DuckDb implements AutoCloseable {

    private final Path spill;
    private final Connection connection;
    private final Statement statement;

    private DuckDb(Path spill, Connection connection, Statement statement) {
        this.spill = spill;
        this.connection = connection;
        this.statement = statement;
    }

    /// Opens an instance.
    ///
    /// @param spillParent an existing folder; the instance creates and deletes its own subfolder
    /// @param memoryBytes the memory limit
    public static DuckDb open(Path spillParent, long memoryBytes, int threads) throws IOException, SQLException {
        var spill = Files.createTempDirectory(spillParent, "duckdb");
        var streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true"); // without it a whole result is buffered in native memory
        try {
            var connection = DriverManager.getConnection("jdbc:duckdb:", streaming);
            var opened = new DuckDb(spill, connection, connection.createStatement());
            opened.statement.execute("SET temp_directory = " + DuckSql.text(spill.toString()));
            opened.statement.execute("SET memory_limit = '%d KiB'".formatted(Math.max(1, memoryBytes >> 10)));
            opened.statement.execute("SET threads = " + threads);
            return opened;
        } catch (SQLException e) {
            Folders.delete(spill);
            throw e;
        }
    }

    public Connection connection() {
        return connection;
    }

    public Statement statement() {
        return statement;
    }

    @Override
    public void close() throws IOException, SQLException {
        try {
            connection.close();
        } finally {
            Folders.delete(spill);
        }
    }
}
