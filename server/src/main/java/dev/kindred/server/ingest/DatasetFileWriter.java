package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes single rows to a dataset file: the schema's columns, followed by hidden columns whose names no schema can
/// have. Every column is nullable, because a streamed row may lack values that an imported row must have.
public final class DatasetFileWriter implements AutoCloseable {

    /// The rows of a row group: about 1 MB of typical interactions. Taste.
    private static final int GROUP_ROWS = 1 << 16;
    private static final String CREATED_BY = "kindred version 0.1.0";

    private final AvroSchema schema;
    private final ColumnValues[] columns;
    private final ParquetWriter writer;
    private final RowGroupEncoder encoder = new RowGroupEncoder();
    private byte[] cell = new byte[1 << 10];
    private int rows;

    /// Starts a dataset file whose rows follow `schema`.
    ///
    /// @param hidden further columns; each name contains a space or a colon
    public DatasetFileWriter(OutputStream out, AvroSchema schema, List<Column> hidden) throws IOException {
        this.schema = schema;
        var type = schema.findDatasetType()
                .orElseThrow(() -> new IllegalArgumentException("no dataset type: " + schema.recordName()));
        var all = Stream.concat(schema.columns().stream(), hidden.stream())
                .map(Column::asNullable)
                .toList();
        this.writer = new ParquetWriter(out, new AvroSchema(schema.recordName(), all));
        this.columns = all.stream()
                .map(column -> ColumnValues.of(column, type, ImportRules.STANDARD))
                .toArray(ColumnValues[]::new);
        reset();
    }

    private void reset() {
        rows = 0;
        for (var column : columns) {
            column.reset(GROUP_ROWS);
        }
    }

    /// Adds a row of cells in column order, the hidden columns last. A cell that is null or invalid for its column
    /// becomes null.
    public void add(@Nullable String[] cells) throws IOException {
        for (int i = 0; i < columns.length; i++) {
            set(columns[i], cells[i]);
        }
        if (++rows == GROUP_ROWS) {
            flush();
        }
    }

    private void set(ColumnValues column, @Nullable String text) {
        int length = 0;
        if (text != null) {
            var bytes = text.getBytes(UTF_8);
            length = bytes.length;
            if (cell.length < length + Dictionary.PADDING) {
                cell = Arrays.copyOf(cell, 2 * (length + Dictionary.PADDING));
            }
            System.arraycopy(bytes, 0, cell, 0, length);
        }
        var remark = column.set(rows, cell, 0, length);
        if (remark != null && remark.isRefusal()) {
            column.set(rows, cell, 0, 0);
        }
    }

    private void flush() throws IOException {
        if (rows > 0) {
            writer.append(encoder.encode(columns, rows));
            reset();
        }
    }

    /// Writes the remaining rows and the footer, and returns the number of rows.
    public long finish() throws IOException {
        flush();
        writer.finish(Map.of(ParquetWriter.SCHEMA, schema.toText()), CREATED_BY);
        return writer.rows();
    }

    @Override
    public void close() {
        encoder.close();
    }

    /// Returns why a text is invalid as a value of `column` by the rules of imports, or null if it is valid.
    public static @Nullable String problemOf(Column column, DatasetType type, String text) {
        int longest = ImportRules.STANDARD.maxLength(column, type);
        return switch (column.type()) {
            case STRING ->
                column.textual() || text.codePointCount(0, text.length()) <= longest
                        ? null
                        : "at most %,d characters".formatted(longest);
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN -> {
                var values = ColumnValues.of(column.asNullable(), type, ImportRules.STANDARD);
                values.reset(1);
                var bytes = text.getBytes(UTF_8);
                var remark = values.set(0, Arrays.copyOf(bytes, bytes.length + Dictionary.PADDING), 0, bytes.length);
                yield remark != null && remark.isRefusal() ? remark.text() : null;
            }
        };
    }
}
