package dev.kindred.server.catalog;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A connection to the database that is replaced once it cannot be trusted. One thread at a time.
///
/// SQLite ends a transaction by itself when a statement or a commit fails for lack of space, memory or I/O. On such a
/// connection a rollback fails, and later statements would each be a transaction of their own.
final class DatabaseSession {

    private static final System.Logger LOG = System.getLogger(DatabaseSession.class.getName());

    private final Database database;
    private final boolean readOnly;
    private @Nullable Connection connection;

    DatabaseSession(Database database, boolean readOnly) {
        this.database = database;
        this.readOnly = readOnly;
        this.connection = database.connect(readOnly);
    }

    /// The connection, with no transaction left open by an earlier user; a new one where the last was thrown away.
    Connection connection() {
        var open = connection;
        if (open == null) {
            open = database.connect(readOnly);
            connection = open;
        }
        return open;
    }

    /// Ends the transaction without its changes. A connection that cannot is thrown away.
    void rollBack() {
        try {
            if (connection != null) {
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.log(WARNING, "A connection to the catalog cannot roll back and is replaced", e);
            discard();
        }
    }

    /// Closes the connection, whose changes are not committed; the next user gets another.
    void discard() {
        var closing = connection;
        connection = null;
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (SQLException e) {
            LOG.log(DEBUG, "A connection that was thrown away did not close well", e);
        }
    }

    void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }
}
