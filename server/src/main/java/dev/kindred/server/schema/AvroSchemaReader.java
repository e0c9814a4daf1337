package dev.kindred.server.schema;

import dev.kindred.server.literal.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Parses one schema text and collects its violations. Used once.
final class AvroSchemaReader {

    private static final String TEXT_BEYOND = "it goes on behind its end, or nests too deep";
    private static final Set<String> VERSIONS = Set.of("1.0", "1");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String TYPES = "string, int, long, float, double, boolean or a union of one of them with null";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<String> violations = new ArrayList<>();

    AvroSchema read(String text) {
        JsonNode document = parse(text);
        if (!document.path("type").asString("").equals("record")) {
            violations.add("\"type\" at the top level must be \"record\".");
        }
        JsonNode name = document.path("name");
        if (!name.isString() || name.stringValue().isEmpty()) {
            violations.add(
                    "\"name\" at the top level is missing: give the dataset type, for example \"Interactions\".");
        }
        checkNamespace(document.path("namespace"));
        checkVersion(document.path("version"));
        List<Column> columns = readColumns(document.path("fields"));

        if (!violations.isEmpty()) {
            throw new InvalidSchemaException(violations);
        }
        return new AvroSchema(name.stringValue(), columns);
    }

    private static JsonNode parse(String text) {
        if (text.length() > AvroSchema.MAX_TEXT_LENGTH) {
            throw new InvalidSchemaException(List.of("The text has %,d characters; at most %,d are allowed."
                    .formatted(text.length(), AvroSchema.MAX_TEXT_LENGTH)));
        }
        JsonNode document;
        try {
            document = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new InvalidSchemaException(List.of("The text is not JSON: " + message(e) + where(e)));
        }
        if (!document.isObject()) {
            throw new InvalidSchemaException(List.of("The text must be a JSON object that declares an Avro record."));
        }
        return document;
    }

    /// Returns the parser's message without the position of the enclosing start marker, which is always unknown.
    private static String message(JacksonException e) {
        var message =
                String.valueOf(e.getOriginalMessage()).replaceFirst("(?s)\\s*\\((start marker )?at \\[Source:.*", "");
        return message.contains("`") ? TEXT_BEYOND : message; // the parser puts names of its classes between backticks
    }

    private static String where(JacksonException e) {
        return e.getLocation() == null
                ? "."
                : " (line %d, column %d)."
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    private void checkNamespace(JsonNode namespace) {
        if (!namespace.isMissingNode() && !namespace.asString("").equals(AvroSchema.NAMESPACE)) {
            violations.add("\"namespace\" must be \"%s\", not \"%s\"."
                    .formatted(AvroSchema.NAMESPACE, Printable.of(namespace.asString(""), 100)));
        }
    }

    /// Clients write the version as a string or as a number.
    private void checkVersion(JsonNode version) {
        if (!version.isMissingNode() && !VERSIONS.contains(version.asString(""))) {
            violations.add(
                    "\"version\" must be \"1.0\", not \"%s\".".formatted(Printable.of(version.asString(""), 50)));
        }
    }

    private List<Column> readColumns(JsonNode fields) {
        if (!fields.isArray() || fields.isEmpty()) {
            violations.add("\"fields\" must be an array that holds at least one field.");
            return List.of();
        }
        List<Column> columns = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            JsonNode field = fields.get(i);
            String name = field.path("name").asString("");
            if (!field.isObject() || name.isEmpty()) {
                violations.add("Field number " + (i + 1) + " has no name: a field is {\"name\": …, \"type\": …}.");
                continue;
            }
            checkName(name, seen);
            readColumn(name, Printable.name(name), field).ifPresent(columns::add);
        }
        return columns;
    }

    private void checkName(String name, Map<String, String> seen) {
        String shown = Printable.name(name);
        if (!NAME.matcher(name).matches()) {
            violations.add("Field " + shown
                    + ": a name consists of letters, digits and underscores and does not begin with a digit.");
        }
        if (name.length() > AvroSchema.MAX_NAME_LENGTH) {
            violations.add("Field " + shown + ": a name has at most " + AvroSchema.MAX_NAME_LENGTH + " characters.");
        }
        String other = seen.putIfAbsent(AvroSchema.comparable(name), name);
        if (name.equals(other)) {
            violations.add("Field " + shown + " is declared twice.");
        } else if (other != null) {
            violations.add("Field " + shown + " clashes with field " + Printable.name(other)
                    + ": names must differ when case and underscores are ignored.");
        }
    }

    private Optional<Column> readColumn(String name, String shown, JsonNode field) {
        JsonNode type = field.path("type");
        if (type.isMissingNode()) {
            violations.add("Field " + shown + " has no type: give " + TYPES + ".");
            return Optional.empty();
        }
        Union union = union(type);
        if (union == null) {
            violations.add("Field " + shown + ": type " + Printable.of(type.toString(), 100)
                    + " is not supported: give " + TYPES + ".");
            return Optional.empty();
        }
        var column = new Column(
                name,
                union.type,
                union.nullable,
                flag(shown, field, "categorical"),
                flag(shown, field, "textual"),
                flag(shown, field, "itemName"));
        checkFlags(column, shown);
        return Optional.of(column);
    }

    private record Union(ColumnType type, boolean nullable) {}

    /// Parses `"string"`, `["string"]`, `["null", "string"]` or `["string", "null"]`. Returns null for anything
    /// else.
    private static @Nullable Union union(JsonNode type) {
        if (type.isString()) {
            return ColumnType.find(type.stringValue())
                    .map(only -> new Union(only, false))
                    .orElse(null);
        }
        Set<String> names = new HashSet<>();
        for (JsonNode member : type) {
            if (!type.isArray() || !member.isString() || !names.add(member.stringValue())) {
                return null;
            }
        }
        boolean nullable = names.remove("null");
        if (names.size() != 1) {
            return null;
        }
        return ColumnType.find(names.iterator().next())
                .map(only -> new Union(only, nullable))
                .orElse(null);
    }

    private boolean flag(String shown, JsonNode field, String flag) {
        JsonNode value = field.path(flag);
        if (!value.isMissingNode() && !value.isBoolean()) {
            violations.add("Field " + shown + ": \"" + flag + "\" must be true or false.");
        }
        return value.asBoolean(false);
    }

    private void checkFlags(Column column, String shown) {
        if (column.hasFlag() && column.type() != ColumnType.STRING) {
            violations.add("Field " + shown + ": only a string can be categorical, textual or an itemName, not "
                    + column.type().avroName() + ".");
        }
        if (column.categorical() && column.textual()) {
            violations.add("Field " + shown + " is categorical and textual: keep one of the two.");
        }
    }
}
