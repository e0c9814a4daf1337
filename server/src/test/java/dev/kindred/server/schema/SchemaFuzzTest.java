package dev.kindred.server.schema;

import dev.kindred.server.fuzz.Fuzzer;
import dev.kindred.server.fuzz.HostileText;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Avro schemas that are almost valid.
class SchemaFuzzTest {

    private static final int SCHEMAS = 100_000;
    private static final List<String> TYPES = List.of(
            "\"string\"",
            "\"long\"",
            "\"int\"",
            "\"float\"",
            "[\"null\",\"string\"]",
            "[\"string\",\"null\"]",
            "[\"null\",\"null\"]",
            "[]",
            "{\"type\":\"array\",\"items\":\"string\"}",
            "{\"type\":\"fixed\",\"size\":-1}",
            "null",
            "5",
            "[[\"null\"]]",
            "\"record\"");
    private static final List<String> NAMES = List.of(
            "USER_ID",
            "ITEM_ID",
            "TIMESTAMP",
            "EVENT_TYPE",
            "GENRE",
            "user_id",
            "É",
            "",
            "1x",
            "CREATION_TIMESTAMP",
            "a b",
            "ACTION_ID");

    @Test
    void everySchemaIsParsedOrRefused() {
        Fuzzer.run(
                "schema", SCHEMAS, List.of(InvalidSchemaException.class), random -> AvroSchema.parse(schema(random)));
    }

    private static String schema(Random random) {
        var hostile = new HostileText(random);
        var fields = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            fields.append(fields.isEmpty() ? "" : ",")
                    .append("{\"name\":\"%s\",\"type\":%s%s}"
                            .formatted(
                                    hostile.pick(NAMES),
                                    hostile.pick(TYPES),
                                    random.nextInt(3) == 0
                                            ? ",\"categorical\":"
                                                    + hostile.pick(List.of("true", "\"true\"", "null", "1"))
                                            : ""));
        }
        var text = new StringBuilder(
                "{\"type\":\"record\",\"name\":\"%s\",\"namespace\":\"com.amazonaws.personalize.schema\",\"version\":\"1.0\",\"fields\":[%s]}"
                        .formatted(hostile.pick(List.of("Interactions", "Items", "Users", "Actions", "X")), fields));
        for (int i = random.nextInt(4) == 0 ? 2 : 0; i > 0 && !text.isEmpty(); i--) {
            hostile.damage(text);
        }
        return text.toString();
    }
}
