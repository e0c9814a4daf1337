package dev.kindred.server.demo;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes a schema as the Avro text for CreateSchema.
final class SchemaText {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SchemaText() {}

    static String of(AvroSchema schema) {
        var document = JSON.createObjectNode()
                .put("type", "record")
                .put("name", schema.recordName())
                .put("namespace", "com.amazonaws.personalize.schema");
        var fields = document.putArray("fields");
        schema.columns().forEach(column -> write(column, fields.addObject()));
        document.put("version", "1.0");
        return document.toString();
    }

    private static void write(Column column, ObjectNode field) {
        field.put("name", column.name());
        if (column.nullable()) {
            field.putArray("type").add("null").add(column.type().avroName());
        } else {
            field.put("type", column.type().avroName());
        }
        if (column.categorical()) {
            field.put("categorical", true);
        }
        if (column.textual()) {
            field.put("textual", true);
        }
        if (column.itemName()) {
            field.put("itemName", true);
        }
    }
}
