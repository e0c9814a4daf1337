package dev.kindred.server.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The schema of a dataset: an Avro record of flat, primitive fields. Every value of this type obeys the rules
/// of the document. [SchemaRules] checks the rules of its dataset type.
///
/// @param recordName the name of the Avro record, which determines the dataset type
/// @param columns in the order of the text; their names differ even without regard to case and underscores
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/how-it-works-dataset-schema.html">Schemas</a>
public record AvroSchema(String recordName, List<Column> columns) {

    static final String NAMESPACE = "com.amazonaws.personalize.schema";

    /// AWS's limit on the text of a schema, in characters.
    public static final int MAX_TEXT_LENGTH = 20_000;

    /// AWS's limit on the length of a column name (its type `ColumnName`).
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

    /// Parses a schema's text and checks all rules of the document.
    ///
    /// @throws InvalidSchemaException with all violated rules
    public static AvroSchema parse(String text) {
        return new AvroSchemaReader().read(text);
    }

    /// Returns a text that [#parse] reads as an equal value. It can differ from the original text.
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

    /// Finds a column by name without regard to case and underscores, as the properties of records spell names.
    public Optional<Column> findSpeltAnyhow(String name) {
        return columns.stream()
                .filter(column -> comparable(column.name()).equals(comparable(name)))
                .findFirst();
    }

    /// Finds the first textual column.
    public Optional<Column> findTextual() {
        return columns.stream().filter(Column::textual).findFirst();
    }

    /// Returns the dataset type of the record name, if it has one.
    public Optional<DatasetType> findDatasetType() {
        return DatasetType.findByRecordName(recordName);
    }

    /// Returns a column name for tests of uniqueness: in one case and without underscores (`GENRES_1` is
    /// `GENRES1`), as the header of a file is matched.
    public static String comparable(String name) {
        return name.replace("_", "").toUpperCase(Locale.ROOT);
    }
}
