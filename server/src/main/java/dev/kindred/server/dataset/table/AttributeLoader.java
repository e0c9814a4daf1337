package dev.kindred.server.dataset.table;

import dev.kindred.server.ingest.DuckDb;
import dev.kindred.server.ingest.LatestRows;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.snapshot.StoredDataset;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.stream.DatasetRows;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Loads the current rows of datasets from their dataset files. Every file is verified against its checksum
/// first.
///
/// @param memoryBytes DuckDB's memory limit during a load
public record AttributeLoader(DatasetFileStore store, long memoryBytes, int threads) {

    /// Loads the Items dataset. Columns that older dataset files lack are null in their rows.
    ///
    /// @param rows assigns a row to each item without one
    /// @throws IOException if a dataset file is damaged or cannot be read
    public LiveItems items(StoredDataset stored, ItemRows rows) throws IOException {
        return new LiveItems(load(stored, DatasetType.ITEMS, rows));
    }

    /// Loads the Actions dataset.
    ///
    /// @param rows assigns a row to each action without one
    /// @throws IOException if a dataset file is damaged or cannot be read
    public LiveActions actions(StoredDataset stored, ItemRows rows) throws IOException {
        return new LiveActions(load(stored, DatasetType.ACTIONS, rows));
    }

    /// Loads the Users dataset.
    ///
    /// @throws IOException if a dataset file is damaged or cannot be read
    public LiveUsers users(StoredDataset stored) throws IOException {
        var rows = new ItemRows();
        return new LiveUsers(load(stored, DatasetType.USERS, rows), rows, stored.schema());
    }

    private LiveTable load(StoredDataset stored, DatasetType type, ItemRows rows) throws IOException {
        var files = DatasetRows.Source.verified(stored.files(), store).stream()
                .map(DatasetRows.Source::file)
                .toList();
        var schema = stored.schema();
        var loader = new LiveTable.Loader(schema, rows);
        if (files.isEmpty()) {
            return loader.seal();
        }
        try (var database = DuckDb.open(store.drafts(), memoryBytes, threads);
                var result = database.statement().executeQuery(LatestRows.query(schema, type, files))) {
            read(result, schema, type, loader);
        } catch (SQLException | IOException e) {
            throw new IOException("the " + type + " dataset could not be loaded: " + e.getMessage(), e);
        }
        return loader.seal();
    }

    private static void read(ResultSet result, AvroSchema schema, DatasetType type, LiveTable.Loader loader)
            throws SQLException {
        List<String> names = schema.columns().stream().map(Column::name).toList();
        int id = names.indexOf(type.idColumn()) + 1;
        int[] places = loader.columns().stream()
                .mapToInt(column -> names.indexOf(column.name()) + 1)
                .toArray();
        while (result.next()) {
            int row = loader.add(result.getString(id));
            for (int i = 0; i < places.length; i++) {
                Object value = result.getObject(places[i]);
                if (value != null) {
                    loader.set(row, i, value);
                }
            }
        }
    }
}
