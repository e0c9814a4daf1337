package dev.kindred.server.stream;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnType;
import dev.kindred.server.schema.DatasetType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How streamed records become rows of a dataset file: the columns of the dataset's present schema, and behind
/// them hidden ones, whose names no schema can have because of the colon and the space in them.
public final class StreamedColumns {

    /// When the record came in, in milliseconds since 1970.
    public static final String RECEIVED_AT = "kindred: received at";

    /// The id by which repeats of an event are known.
    public static final String EVENT_ID = "kindred: event id";

    /// The session that an event is of.
    public static final String SESSION_ID = "kindred: session id";

    private StreamedColumns() {}

    /// The hidden columns of a dataset type's streamed dataset files.
    static List<Column> hidden(DatasetType type) {
        var receivedAt = Column.optional(RECEIVED_AT, ColumnType.LONG);
        return type.isEvents()
                ? List.of(
                        Column.optional(EVENT_ID, ColumnType.STRING),
                        Column.optional(SESSION_ID, ColumnType.STRING),
                        receivedAt)
                : List.of(receivedAt);
    }

    /// The cells of a record in the order of the schema's columns and then of the hidden ones.
    static @Nullable String[] cells(AvroSchema schema, DatasetType type, StreamedRecord record) {
        return switch (record) {
            case StreamedEvent event -> cells(schema, type.idColumn(), event);
            case StreamedRow row -> cells(schema, type.idColumn(), row);
        };
    }

    private static @Nullable String[] cells(AvroSchema schema, String id, StreamedEvent event) {
        int columns = schema.columns().size();
        var cells = new @Nullable String[columns + 3];
        for (int i = 0; i < columns; i++) {
            var name = schema.columns().get(i).name();
            var property = event.properties().get(name);
            cells[i] = name.equals(id) ? event.itemId() : property == null ? member(name, event) : property;
        }
        cells[columns] = event.eventId();
        cells[columns + 1] = event.sessionId();
        cells[columns + 2] = Long.toString(event.receivedAt());
        return cells;
    }

    /// What the event's members tell of a column that no property fills: of the reserved ones, and of those that are
    /// called like a member.
    private static @Nullable String member(String column, StreamedEvent event) {
        return switch (AvroSchema.comparable(column)) {
            case "USERID" -> event.userId();
            case "TIMESTAMP", "SENTAT" -> Long.toString(event.timestamp());
            case "EVENTTYPE" -> event.eventType();
            case "EVENTVALUE" -> Float.isNaN(event.eventValue()) ? null : Float.toString(event.eventValue());
            case "IMPRESSION" -> event.impression().isEmpty() ? null : String.join("|", event.impression());
            case "RECOMMENDATIONID" -> event.recommendationId();
            case "EVENTATTRIBUTIONSOURCE" -> event.attributionSource();
            case "SESSIONID" -> event.sessionId();
            case "EVENTID" -> event.eventId();
            default -> null;
        };
    }

    private static @Nullable String[] cells(AvroSchema schema, String id, StreamedRow row) {
        int columns = schema.columns().size();
        var cells = new @Nullable String[columns + 1];
        for (int i = 0; i < columns; i++) {
            var name = schema.columns().get(i).name();
            cells[i] = name.equals(id) ? row.id() : row.properties().get(name);
        }
        cells[columns] = Long.toString(row.receivedAt());
        return cells;
    }
}
