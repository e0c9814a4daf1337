package dev.kindred.server.stream;

import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.ingest.DatasetFileRows;
import dev.kindred.server.ingest.DuckSql;
import dev.kindred.server.ingest.LatestRows;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.storage.DamagedFileException;
import dev.kindred.server.storage.DatasetFileStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All rows of a dataset, not only those in force.
public final class DatasetRows {

    /// A dataset file in the catalog, and its file on disk.
    public record Source(DatasetFile datasetFile, Path file) {

        /// Verifies dataset files against their checksums, and returns them as sources.
        ///
        /// @throws DamagedFileException if one is missing or damaged
        public static List<Source> verified(List<DatasetFile> datasetFiles, DatasetFileStore store)
                throws DamagedFileException {
            var sources = new ArrayList<Source>(datasetFiles.size());
            for (var file : datasetFiles) {
                sources.add(new Source(file, store.requireWhole(file.file(), file.bytes(), file.crc32c())));
            }
            return sources;
        }
    }

    private DatasetRows() {}

    /// Returns a DuckDB query for the rows of those dataset files, in the order in which they came in; the columns
    /// are the schema's, in its order. Rows that are equal in all of them come once, streamed events as
    /// [StitchedEvents] and without those of nobody.
    ///
    /// @param schema the dataset's present schema
    /// @param sources the oldest first
    public static String all(AvroSchema schema, DatasetType type, List<Source> sources) {
        var rows = type.isEvents()
                ? "SELECT * FROM (%s UNION ALL BY NAME %s) WHERE \"USER_ID\" IS NOT NULL"
                        .formatted(
                                of(schema, type, sources, DatasetFile.Origin.BULK),
                                StitchedEvents.query(of(schema, type, sources, DatasetFile.Origin.PUT)))
                : "%s UNION ALL BY NAME %s"
                        .formatted(
                                of(schema, type, sources, DatasetFile.Origin.BULK),
                                of(schema, type, sources, DatasetFile.Origin.PUT));
        return """
                SELECT %1$s FROM (
                    SELECT * FROM (%2$s) QUALIFY row_number() OVER (PARTITION BY %1$s ORDER BY %3$s, %4$s) = 1)
                ORDER BY %3$s, %4$s
                """.formatted(columns(schema), rows, DatasetFileRows.SEGMENT, DatasetFileRows.PLACE);
    }

    /// Returns a DuckDB query for the newest row of each id.
    public static String newest(AvroSchema schema, DatasetType type, List<Source> sources) {
        return LatestRows.query(schema, type, sources.stream().map(Source::file).toList()) + " ORDER BY 1";
    }

    private static String columns(AvroSchema schema) {
        return schema.columns().stream()
                .map(column -> DuckSql.name(column.name()))
                .collect(Collectors.joining(", "));
    }

    /// Returns a DuckDB query for the rows of the dataset files of one origin, with their numbers as
    /// [DatasetFileRows] gives them, and with all columns of the schema even if no dataset file has them.
    ///
    /// @param sources the oldest first, which number 0 is
    public static String of(AvroSchema schema, DatasetType type, List<Source> sources, DatasetFile.Origin origin) {
        var hidden = origin == DatasetFile.Origin.PUT ? StreamedColumns.hidden(type) : List.<Column>of();
        var union = new StringBuilder(
                "SELECT 0 AS %s, 0::BIGINT AS %s".formatted(DatasetFileRows.SEGMENT, DatasetFileRows.PLACE));
        Stream.concat(schema.columns().stream(), hidden.stream())
                .forEach(column -> union.append(
                        ", NULL::%s AS %s".formatted(DuckSql.type(column.type()), DuckSql.name(column.name()))));
        union.append(" WHERE false");
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).datasetFile().origin() == origin) {
                union.append(" UNION ALL BY NAME ")
                        .append(DatasetFileRows.of(schema, i, sources.get(i).file()));
            }
        }
        return union.toString();
    }
}
