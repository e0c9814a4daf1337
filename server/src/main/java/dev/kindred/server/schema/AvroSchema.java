package dev.kindred.server.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A dataset's schema: an Avro record of flat, primitive fields. A value of this type keeps the document rules, not
/// yet the rules of its dataset type: those are [SchemaRules].
///
/// @param recordName the Avro record's name, which tells the dataset type
/// @param columns in the order of the text; their names differ even when case and underscores are ignored
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/how-it-works-dataset-schema.html">Schemas</a>
public record AvroSchema(String recordName, List<Column> columns) {

    static final String NAMESPACE = "com.amazonaws.personalize.schema";

    /// Longest text a schema may have, in characters.
    public static final int MAX_TEXT_LENGTH = 20_000;

    /// Longest column name.
    public static final int MAX_NAME_LENGTH = 150;

    public AvroSchema {
        columns = List.copyOf(columns);
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(comparable(column.name()))) {
                throw new IllegalArgumentException("two columns are named like " + column.name());
            }
        }
    }

    /// Reads a schema's text and checks every rule of the document.
    ///
    /// @throws InvalidSchemaException with all rules the text breaks
    public static AvroSchema parse(String text) {
        return new AvroSchemaReader().read(text);
    }

    /// Writes the schema as a text that reads back as an equal value; its author's own text may look different.
    public String toText() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("type", "record").put("name", recordName).put("namespace", NAMESPACE);
        ArrayNode fields = document.putArray("fields");
        for (Column column : columns) {
            ObjectNode field = fields.addObject().put("name", column.name());
            if (column.nullable()) {
                field.putArray("type").add("null").add(column.type().avroName());
            } else {
                field.put("type", column.type().avroName());
            }
            putFlag(field, "categorical", column.categorical());
            putFlag(field, "textual", column.textual());
            putFlag(field, "itemName", column.itemName());
        }
        return document.put("version", "1.0").toString();
    }

    private static void putFlag(ObjectNode field, String flag, boolean value) {
        if (value) {
            field.put(flag, true);
        }
    }

    /// Finds a column by name without regard to case.
    public Optional<Column> find(String name) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /// Finds the column that a name means where neither case nor underscores count, as in the properties of records.
    public Optional<Column> findSpeltAnyhow(String name) {
        return columns.stream()
                .filter(column -> comparable(column.name()).equals(comparable(name)))
                .findFirst();
    }

    /// Finds the first column that training reads as natural language.
    public Optional<Column> findTextual() {
        return columns.stream().filter(Column::textual).findFirst();
    }

    /// The dataset type this schema's record name stands for, if it is one.
    public Optional<DatasetType> findDatasetType() {
        return DatasetType.findByRecordName(recordName);
    }

    /// A column's name as uniqueness sees it: without underscores (`GENRES_1` is `GENRES1`) and without regard to
    /// case, since a file's header is matched so.
    public static String comparable(String name) {
        return name.replace("_", "").toUpperCase(Locale.ROOT);
    }
}
