package dev.kindred.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnType;
import dev.kindred.server.schema.DatasetType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The values of each column of a streamed event.
class StreamedColumnsTest {

    private static StreamedEvent event(Map<String, String> properties) {
        return new StreamedEvent(
                5_000,
                "ann",
                "s1",
                "e1",
                "tea",
                "view",
                2.5f,
                1_700_000_000,
                "RID-1",
                List.of("tea", "milk"),
                "partner",
                properties);
    }

    private static String cell(DatasetType type, String column, Map<String, String> properties) {
        var schema = new AvroSchema(type.recordName(), List.of(Column.optional(column, ColumnType.STRING)));
        return String.valueOf(StreamedColumns.cells(schema, type, event(properties))[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "USER_ID, ann",
        "ITEM_ID, tea",
        "TIMESTAMP, 1700000000",
        "EVENT_TYPE, view",
        "EVENT_VALUE, 2.5",
        "IMPRESSION, tea|milk",
        "RECOMMENDATION_ID, RID-1",
        "EVENT_ATTRIBUTION_SOURCE, partner",
        "SESSION_ID, s1",
        "session_id, s1",
        "SessionId, s1",
        "EVENT_ID, e1",
        "eventId, e1",
        "SENT_AT, 1700000000",
        "DEVICE, null",
        "RECEIVED_AT, null",
        "USER_SESSION_ID, null"
    })
    void aColumnIsFilledFromTheMemberOfItsName(String column, String expected) {
        assertThat(cell(DatasetType.INTERACTIONS, column, Map.of())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"SESSION_ID", "session_id", "EVENT_ID", "SENT_AT", "DEVICE", "ACTION_ID"})
    void aPropertyGoesBeforeTheMember(String column) {
        assertThat(cell(DatasetType.INTERACTIONS, column, Map.of(column, "mine")))
                .isEqualTo("mine");
    }

    @ParameterizedTest
    @CsvSource({
        "ACTION_ID, tea",
        "ITEM_ID, mine",
        "EVENT_VALUE, mine",
        "EVENT_ATTRIBUTION_SOURCE, mine",
        "SESSION_ID, mine"
    })
    void ofAnActionInteractionTheItemIsTheAction(String column, String expected) {
        var properties = column.equals("ACTION_ID") ? Map.<String, String>of() : Map.of(column, "mine");

        assertThat(cell(DatasetType.ACTION_INTERACTIONS, column, properties)).isEqualTo(expected);
    }

    @Test
    void anActionInteractionHasNoItemOfItsOwn() {
        assertThat(cell(DatasetType.ACTION_INTERACTIONS, "ITEM_ID", Map.of())).isEqualTo("null");
    }

    @Test
    void hiddenColumnsStandBehindTheSchemas() {
        var schema = new AvroSchema("Interactions", List.of(Column.required("USER_ID", ColumnType.STRING)));

        assertThat(Arrays.asList(
                        StreamedColumns.cells(schema, DatasetType.INTERACTIONS, event(Map.of("EVENT_ID", "mine")))))
                .containsExactly("ann", "e1", "s1", "5000");
    }
}
