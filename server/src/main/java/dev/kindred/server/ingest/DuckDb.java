package dev.kindred.server.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/// A DuckDB of one piece of work: in memory, up to a limit, and beyond it in a folder of its own that is gone
/// afterwards. Results are streamed.
public final class DuckDb implements AutoCloseable {

    private final Path spill;
    private final Connection connection;
    private final Statement statement;

    private DuckDb(Path spill, Connection connection, Statement statement) {
        this.spill = spill;
        this.connection = connection;
        this.statement = statement;
    }

    /// Opens one.
    ///
    /// @param spillParent an existing folder in which it makes, and deletes, one of its own
    /// @param memoryBytes what it may hold in memory
    public static DuckDb open(Path spillParent, long memoryBytes, int threads) throws IOException, SQLException {
        var spill = Files.createTempDirectory(spillParent, "duckdb");
        var streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true"); // else a whole result waits in native memory
        try {
            var connection = DriverManager.getConnection("jdbc:duckdb:", streaming);
            var opened = new DuckDb(spill, connection, connection.createStatement());
            opened.statement.execute("SET temp_directory = " + Sql.text(spill.toString()));
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
