package dev.kindred.server.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AvroSchemaTest {

    @Test
    void readsEveryPartOfADocument() {
        var schema = AvroSchema.parse("""
                {"type":"record","name":"Items","namespace":"com.amazonaws.personalize.schema","fields":[
                 {"name":"ITEM_ID","type":"string"},
                 {"name":"GENRE","type":["null","string"],"categorical":true},
                 {"name":"TITLE","type":["string","null"],"itemName":true},
                 {"name":"PLOT","type":["string"],"textual":true,"doc":"any other attribute is left alone"},
                 {"name":"PRICE","type":["null","float"]},{"name":"STOCK","type":"int"},{"name":"RATING","type":"double"},
                 {"name":"ADULT_ONLY","type":"boolean"},{"name":"CREATION_TIMESTAMP","type":"long"}],"version":"1.0"}""");

        assertThat(schema.recordName()).isEqualTo("Items");
        assertThat(schema.findDatasetType()).contains(DatasetType.ITEMS);
        assertThat(schema.columns())
                .containsExactly(
                        Column.required("ITEM_ID", ColumnType.STRING),
                        new Column("GENRE", ColumnType.STRING, true, true, false, false),
                        new Column("TITLE", ColumnType.STRING, true, false, false, true),
                        new Column("PLOT", ColumnType.STRING, false, false, true, false),
                        Column.optional("PRICE", ColumnType.FLOAT),
                        Column.required("STOCK", ColumnType.INT),
                        Column.required("RATING", ColumnType.DOUBLE),
                        Column.required("ADULT_ONLY", ColumnType.BOOLEAN),
                        Column.required("CREATION_TIMESTAMP", ColumnType.LONG));
        assertThat(schema.columns().stream().map(Column::role))
                .containsExactly(
                        ColumnRole.ID,
                        ColumnRole.CATEGORICAL,
                        ColumnRole.PLAIN_STRING,
                        ColumnRole.TEXTUAL,
                        ColumnRole.NUMBER,
                        ColumnRole.NUMBER,
                        ColumnRole.NUMBER,
                        ColumnRole.BOOLEAN,
                        ColumnRole.TIMESTAMP);
        assertThat(schema.find("genre")).map(Column::name).contains("GENRE");
        assertThat(AvroSchema.parse(schema.toText())).isEqualTo(schema);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1.0\"", "\"1\"", "1", "1.0"})
    void takesTheVersionAsStringOrNumber(String version) {
        assertThat(AvroSchema.parse(
                                document("{\"name\":\"A\",\"type\":\"int\"}").replace("\"1.0\"", version))
                        .columns())
                .hasSize(1);
    }

    @Test
    void doesWithoutNamespaceAndVersion() {
        var schema = AvroSchema.parse(
                "{\"type\":\"record\",\"name\":\"Users\",\"fields\":[{\"name\":\"A\",\"type\":\"int\"}]}");

        assertThat(schema.columns()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"string"}                                          | Field number 1 has no name
            "A"                                                        | Field number 1 has no name
            {"name":"A"}                                               | Field A has no type
            {"name":"A","type":"text"}                                 | Field A: type "text" is not supported
            {"name":"A","type":"null"}                                 | Field A: type "null" is not supported
            {"name":"A","type":["null"]}                               | Field A: type ["null"] is not supported
            {"name":"A","type":[]}                                     | Field A: type [] is not supported
            {"name":"A","type":["int","long"]}                         | Field A: type ["int","long"] is not supported
            {"name":"A","type":["int","int"]}                          | Field A: type ["int","int"] is not supported
            {"name":"A","type":{"type":"array","items":"string"}}      | Field A: type {"type":"array","items":"string"} is not supported
            {"name":"A","type":{"type":"map","values":"string"}}       | is not supported
            {"name":"A","type":{"type":"enum","symbols":["X"]}}        | is not supported
            {"name":"A","type":["null",{"type":"record","fields":[]}]} | is not supported
            {"name":"A B","type":"int"}                                | Field A B: a name consists of letters, digits and underscores
            {"name":"1A","type":"int"}                                 | Field 1A: a name consists of letters, digits and underscores and does not begin with a digit
            {"name":"É","type":"int"}                                  | Field É: a name consists of
            {"name":"A","type":"int"},{"name":"A","type":"int"}        | Field A is declared twice
            {"name":"F_1","type":"int"},{"name":"F1","type":"int"}     | Field F1 clashes with field F_1
            {"name":"ab","type":"int"},{"name":"AB","type":"int"}      | Field AB clashes with field ab
            {"name":"A","type":"int","categorical":true}               | Field A: only a string can be categorical, textual or an itemName, not int
            {"name":"A","type":"string","categorical":true,"textual":true} | Field A is categorical and textual: keep one of the two
            {"name":"A","type":"string","categorical":"yes"}           | Field A: "categorical" must be true or false
            """)
    void refusesAField(String field, String message) {
        assertThatThrownBy(() -> AvroSchema.parse(document(field)))
                .isInstanceOf(InvalidSchemaException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            not json                                              | The text is not JSON
            {"type":"record"                                      | The text is not JSON
            {"type":"record","type":"record"}                     | The text is not JSON
            {} {}                                                 | The text is not JSON
            []                                                    | The text must be a JSON object
            {"name":"Items","fields":[{"name":"A","type":"int"}]} | "type" at the top level must be "record"
            {"type":"record","fields":[{"name":"A","type":"int"}]} | "name" at the top level is missing
            {"type":"record","name":"Items"}                      | "fields" must be an array that holds at least one field
            {"type":"record","name":"Items","fields":[]}          | "fields" must be an array that holds at least one field
            {"type":"record","name":"Items","fields":{}}          | "fields" must be an array
            {"type":"record","name":"Items","fields":[{"name":"A","type":"int"}],"namespace":"mine"} | "namespace" must be "com.amazonaws.personalize.schema"
            {"type":"record","name":"Items","fields":[{"name":"A","type":"int"}],"version":"2.0"} | "version" must be "1.0"
            """)
    void refusesADocument(String text, String message) {
        assertThatThrownBy(() -> AvroSchema.parse(text))
                .isInstanceOf(InvalidSchemaException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesATextThatIsTooLong() {
        assertThatThrownBy(() -> AvroSchema.parse(" ".repeat(20_001)))
                .hasMessageContaining("The text has 20,001 characters; at most 20,000 are allowed.");
    }

    @Test
    void refusesANameThatIsTooLong() {
        assertThat(AvroSchema.parse(document("{\"name\":\"" + "A".repeat(150) + "\",\"type\":\"int\"}"))
                        .columns())
                .hasSize(1);
        assertThatThrownBy(() -> AvroSchema.parse(document("{\"name\":\"" + "A".repeat(151) + "\",\"type\":\"int\"}")))
                .hasMessageContaining("a name has at most 150 characters");
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        var thrown = catchThrowableOfType(InvalidSchemaException.class, () -> AvroSchema.parse("""
                {"type":"map","name":"Items","fields":[{"name":"A B","type":"int"},{"name":"C","type":"uuid"}],"version":3}"""));

        assertThat(thrown.violations()).hasSize(4);
        assertThat(thrown).hasMessageStartingWith("The schema is not valid in 4 places. (1) ");
    }

    private static String document(String fields) {
        return """
                {"type":"record","name":"Items","namespace":"com.amazonaws.personalize.schema","fields":[%s],"version":"1.0"}""".formatted(fields);
    }
}
