package dev.kindred.server.stream;

import dev.kindred.server.ingest.DatasetFileWriter;
import dev.kindred.server.literal.Printable;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The `properties` of a record: a JSON object whose keys are the schema's columns, in any case and with or without
/// underscores.
///
/// @param values by the schema's column names, as texts that an import could hold; null and empty values are left out
/// @param unknown how many keys no column has
public record Properties(Map<String, String> values, int unknown) {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Properties NONE = new Properties(Map.of(), 0);

    /// What is wrong with properties, as a sentence to go behind the path of the member.
    public static final class Refusal extends Exception {

        private static final long serialVersionUID = 1;

        Refusal(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    public Properties {
        values = Map.copyOf(values);
    }

    /// Reads properties as the schema's columns take them.
    ///
    /// @throws Refusal if the text is no JSON object, or a value is none of its column
    public static Properties read(AvroSchema schema, DatasetType type, @Nullable String json) throws Refusal {
        if (json == null) {
            return NONE;
        }
        var columns = columnsOf(schema);
        var values = new HashMap<String, String>();
        int unknown = 0;
        for (var property : parse(json).properties()) {
            var column = columns.get(AvroSchema.comparable(property.getKey()));
            if (column == null) {
                unknown++;
                continue;
            }
            var text = textOf(column, property.getValue());
            if (text.isEmpty()) {
                continue;
            }
            var problem = DatasetFileWriter.problemOf(column, type, text);
            if (problem != null) {
                throw new Refusal("%s: expected %s.".formatted(column.name(), problem));
            }
            if (values.put(column.name(), text) != null) {
                throw new Refusal("%s is given twice, in different spellings.".formatted(column.name()));
            }
        }
        return new Properties(values, unknown);
    }

    /// Returns the keys of properties as [AvroSchema#comparable] spells them.
    ///
    /// @throws Refusal if the text is no JSON object
    public static Map<String, String> keysOf(@Nullable String json) throws Refusal {
        if (json == null) {
            return Map.of();
        }
        var keys = new HashMap<String, String>();
        for (var property : parse(json).properties()) {
            var value = property.getValue();
            keys.put(
                    AvroSchema.comparable(property.getKey()),
                    value.isValueNode() && !value.isNull() ? value.asString() : "");
        }
        return keys;
    }

    private static JsonNode parse(String json) throws Refusal {
        try {
            var node = MAPPER.readTree(json);
            if (node.isObject()) {
                requireUnicode(node);
                return node;
            }
        } catch (JacksonException e) {
            throw new Refusal("Error parsing properties json: it is no JSON object.");
        }
        throw new Refusal("Error parsing properties json: it is no JSON object.");
    }

    private static void requireUnicode(JsonNode object) throws Refusal {
        for (var property : object.properties()) {
            var text = property.getValue().isString() ? property.getValue().asString() : "";
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                throw new Refusal("%s has half of a surrogate pair, which no encoding can hold."
                        .formatted(Printable.of(property.getKey(), 100)));
            }
        }
    }

    private static String textOf(Column column, JsonNode value) throws Refusal {
        if (value.isNull()) {
            return "";
        }
        if (!value.isValueNode()) {
            throw new Refusal("%s: expected a text, a number or a boolean; several categories are joined by |."
                    .formatted(column.name()));
        }
        return value.asString();
    }

    private static Map<String, Column> columnsOf(AvroSchema schema) {
        var columns = HashMap.<String, Column>newHashMap(schema.columns().size());
        schema.columns().forEach(column -> columns.put(AvroSchema.comparable(column.name()), column));
        return columns;
    }
}
