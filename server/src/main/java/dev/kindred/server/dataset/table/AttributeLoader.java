package dev.kindred.server.dataset.table;

import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.ingest.DuckDb;
import dev.kindred.server.ingest.LatestRows;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.storage.DatasetFileStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Loads datasets' rows in force from their segments, each of which is checked against its checksum first.
///
/// @param memoryBytes what DuckDB may hold in memory while it loads
public record AttributeLoader(DatasetFileStore store, long memoryBytes, int threads) {

    /// Loads the Items dataset, and gives every item a row that has none yet.
    ///
    /// @param schema the dataset's present one; columns that an older segment does not have are null in its
    /// rows
    /// @param segments the oldest first; none makes an empty table
    /// @throws DamagedDatasetFileException if a segment is not as it was stored
    public LiveItems items(AvroSchema schema, List<DatasetFile> segments, ItemRows rows) {
        return new LiveItems(load(schema, DatasetType.ITEMS, segments, rows));
    }

    /// Loads the Actions dataset.
    ///
    /// @param rows the actions' own numbering
    /// @throws DamagedDatasetFileException if a segment is not as it was stored
    public LiveActions actions(AvroSchema schema, List<DatasetFile> segments, ItemRows rows) {
        return new LiveActions(load(schema, DatasetType.ACTIONS, segments, rows));
    }

    /// Loads the Users dataset.
    ///
    /// @throws DamagedDatasetFileException if a segment is not as it was stored
    public LiveUsers users(AvroSchema schema, List<DatasetFile> segments) {
        var rows = new ItemRows();
        return new LiveUsers(load(schema, DatasetType.USERS, segments, rows), rows, schema);
    }

    private LiveTable load(AvroSchema schema, DatasetType type, List<DatasetFile> segments, ItemRows rows) {
        List<Path> files = new ArrayList<>();
        for (DatasetFile segment : segments) {
            if (!store.isWhole(segment.file(), segment.bytes(), segment.crc32c())) {
                throw new DamagedDatasetFileException(segment.datasetArn().toString(), segment.file());
            }
            files.add(store.path(segment.file()));
        }
        var loader = new LiveTable.Loader(schema, rows);
        if (files.isEmpty()) {
            return loader.seal();
        }
        try (var database = DuckDb.open(store.drafts(), memoryBytes, threads)) {
            try (ResultSet result = database.statement().executeQuery(LatestRows.query(schema, type, files))) {
                read(result, schema, type, loader);
            }
        } catch (SQLException | IOException e) {
            throw new UncheckedIOException(
                    new IOException("the " + type + " dataset could not be loaded: " + e.getMessage(), e));
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
