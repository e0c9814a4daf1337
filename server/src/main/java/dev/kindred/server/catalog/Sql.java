package dev.kindred.server.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Statements with their parameters, over one connection, for one transaction. No statement runs after one that
/// failed: the database may have ended the transaction, and the next statement would be a transaction of its
/// own.
final class Sql {

    private final Connection connection;
    private boolean hasFailed;
    private boolean hasWritten;

    Sql(Connection connection) {
        this.connection = connection;
    }

    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    <T> List<T> all(String statement, Mapper<T> mapper, @Nullable Object... parameters) {
        try (var prepared = prepare(statement, parameters);
                var rows = prepared.executeQuery()) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(mapper.map(rows));
            }
            return all;
        } catch (SQLException e) {
            throw failed(statement, e);
        }
    }

    <T> Optional<T> first(String statement, Mapper<T> mapper, @Nullable Object... parameters) {
        try (var prepared = prepare(statement, parameters);
                var rows = prepared.executeQuery()) {
            return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
        } catch (SQLException e) {
            throw failed(statement, e);
        }
    }

    long count(String statement, @Nullable Object... parameters) {
        return first(statement, row -> row.getLong(1), parameters).orElse(0L);
    }

    /// Runs a statement without parameters.
    void run(String statement) {
        try (var plain = connection.createStatement()) {
            plain.execute(statement);
        } catch (SQLException e) {
            throw failed(statement, e);
        }
    }

    int update(String statement, @Nullable Object... parameters) {
        try (var prepared = prepare(statement, parameters)) {
            int rows = prepared.executeUpdate();
            hasWritten |= rows > 0;
            return rows;
        } catch (SQLException e) {
            throw failed(statement, e);
        }
    }

    private PreparedStatement prepare(String statement, @Nullable Object... parameters) throws SQLException {
        if (hasFailed) {
            throw new CatalogException("an earlier statement of the transaction failed; not run: " + statement, null);
        }
        var prepared = connection.prepareStatement(statement);
        try {
            for (int i = 0; i < parameters.length; i++) {
                prepared.setObject(i + 1, parameters[i]);
            }
            return prepared;
        } catch (SQLException e) {
            prepared.close();
            throw e;
        }
    }

    /// Whether a statement failed. The database may have undone the statements before it.
    boolean hasFailed() {
        return hasFailed;
    }

    /// Whether a row was inserted, changed or deleted.
    boolean hasWritten() {
        return hasWritten;
    }

    private CatalogException failed(String statement, SQLException e) {
        hasFailed = true;
        return new CatalogException("the catalog's database refused: " + statement, e);
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
