package dev.kindred.server.demo;

import static dev.kindred.server.schema.ColumnType.BOOLEAN;
import static dev.kindred.server.schema.ColumnType.FLOAT;
import static dev.kindred.server.schema.ColumnType.INT;
import static dev.kindred.server.schema.ColumnType.LONG;
import static dev.kindred.server.schema.ColumnType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnType;
import dev.kindred.server.schema.SchemaQuotas;
import dev.kindred.server.schema.SchemaRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Inference of schemas from headers and values.
class SchemaInferenceTest {

    private static final String INTERACTIONS = "user_id,Item_Id,TIMESTAMP\nu1,i1,1\n";

    @TempDir
    Path folder;

    private List<DataFile> read() {
        return new SchemaInference(SchemaQuotas.AMAZON).readFolder(folder);
    }

    private DataFile interactions(String text) throws IOException {
        Files.writeString(folder.resolve("interactions.csv"), text);
        return read().getFirst();
    }

    private DataFile items(String text) throws IOException {
        Files.writeString(folder.resolve("interactions.csv"), INTERACTIONS);
        Files.writeString(folder.resolve("items.csv"), text);
        return read().getLast();
    }

    private static Column column(DataFile file, String name) {
        return file.schema().find(name).orElseThrow();
    }

    @Test
    void reservedColumnsHaveTheTypesThatPersonalizeAsksFor() throws IOException {
        var file = interactions("""
                user_id,item_id,event_type,event_value,timestamp
                1,2,watch,3,1700000000
                1,2,click,,1700000001
                """);

        assertThat(file.rows()).isEqualTo(2);
        assertThat(file.schema())
                .isEqualTo(new AvroSchema(
                        "Interactions",
                        List.of(
                                Column.required("USER_ID", STRING),
                                Column.required("ITEM_ID", STRING),
                                Column.required("EVENT_TYPE", STRING),
                                Column.optional("EVENT_VALUE", FLOAT),
                                Column.required("TIMESTAMP", LONG))));
    }

    @ParameterizedTest
    @CsvSource({
        "1 -2 +3, INT",
        "1 2147483648, LONG",
        "1 99999999999999999999, DOUBLE",
        "1 2.5, FLOAT",
        "1299.99 0.000001, FLOAT",
        "12345.67 1, DOUBLE",
        "1e3 2, DOUBLE",
        "true FALSE, BOOLEAN",
        "true 1, STRING",
        "00501 10001, STRING",
        "1 two, STRING",
        "NaN 1, STRING"
    })
    void aColumnHasTheNarrowestTypeThatHoldsAllItsValues(String values, ColumnType expected) throws IOException {
        var rows = new StringBuilder("ITEM_ID,YEAR,X\n");
        for (var value : values.split(" ", -1)) {
            rows.append("i,1999,").append(value).append('\n');
        }

        assertThat(column(items(rows.toString()), "X").type()).isEqualTo(expected);
    }

    @Test
    void anEmptyValueMakesAColumnNullable() throws IOException {
        var file = items("ITEM_ID,YEAR,LENGTH,NOTHING\ni1,,90,\ni2,1999,80,\"\"\n");

        assertThat(column(file, "YEAR")).isEqualTo(Column.optional("YEAR", INT));
        assertThat(column(file, "LENGTH")).isEqualTo(Column.required("LENGTH", INT));
        assertThat(column(file, "NOTHING")).isEqualTo(Column.optional("NOTHING", STRING));
    }

    @Test
    void repeatedValuesAndValuesInPartsAreCategories() throws IOException {
        var file = items("""
                ITEM_ID,GENRES,STUDIO,TITLE,OWNED
                i1,Drama|Crime,A,One,true
                i2,Comedy,B,Two,false
                i3,Horror,A,Three,true
                i4,Western,B,Four,true
                """);

        assertThat(column(file, "GENRES").categorical()).isTrue();
        assertThat(column(file, "STUDIO").categorical()).isTrue();
        assertThat(column(file, "TITLE").categorical()).isFalse();
        assertThat(column(file, "OWNED")).isEqualTo(Column.required("OWNED", BOOLEAN));
    }

    @Test
    void theLongestTextOfAnItemIsTextualAndAnotherThatIsTooLongIsLeftOut() throws IOException {
        var file = items("ITEM_ID,YEAR,PLOT,REVIEW,TITLE\n1,1999,%s,%s,One\n2,2000,b,c,Two\n"
                .formatted("p".repeat(2_000), "r".repeat(1_500)));

        assertThat(column(file, "PLOT").textual()).isTrue();
        assertThat(file.schema().find("REVIEW")).isEmpty();
        assertThat(file.notes()).singleElement().asString().contains("REVIEW");
        assertThat(column(file, "TITLE").textual()).isFalse();
    }

    @Test
    void whatNoSchemaCanHoldIsLeftOutWithANote() throws IOException {
        var file = interactions("""
                ,USER_ID,ITEM_ID,TIMESTAMP,release date,A,B,C,D,E,F
                0,u,i,1,x,1,1,1,1,1,1
                """);

        assertThat(file.schema().columns().stream().map(Column::name))
                .containsExactly("USER_ID", "ITEM_ID", "TIMESTAMP", "A", "B", "C", "D", "E");
        assertThat(file.notes()).hasSize(3).anyMatch(note -> note.contains("release date"));
    }

    @Test
    void quotesByteOrderMarksAndCarriageReturnsAreReadAsImportsReadThem() throws IOException {
        var file =
                items("\uFEFF\"ITEM_ID\",GENRES,NOTE\r\n1,\"a,b|c\",\"say \\\"hi\\\", \"\"you\"\"\"\r\n\r\n2,a,2\r\n");

        assertThat(file.rows()).isEqualTo(2);
        assertThat(file.schema().columns().stream().map(Column::name)).containsExactly("ITEM_ID", "GENRES", "NOTE");
        assertThat(column(file, "NOTE").type()).isEqualTo(STRING);
    }

    @Test
    void itemsWithNothingToTrainOnGetACategoryOrAnError() throws IOException {
        assertThat(column(items("ITEM_ID,TITLE\n1,One\n2,Two\n"), "TITLE").categorical())
                .isTrue();
        assertThatThrownBy(() -> items("ITEM_ID\n1\n"))
                .isInstanceOf(DemoException.class)
                .hasMessageStartingWith("items.csv has no column beside ITEM_ID that training could use");
    }

    @Test
    void aMissingColumnIsNamedInASentenceBesideTheHeader() {
        assertThatThrownBy(() -> interactions("userId,ITEM_ID,time\n1,2,3\n"))
                .isInstanceOf(DemoException.class)
                .hasMessage("interactions.csv has no column USER_ID and no column TIMESTAMP (its header names userId,"
                        + " ITEM_ID, time): rename the column that holds it, or add one.");
    }

    @Test
    void twoColumnsOfOneNameAreRefused() {
        assertThatThrownBy(() -> interactions("USER_ID,UserId,ITEM_ID,TIMESTAMP\n1,1,2,3\n"))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("USER_ID and UserId");
    }

    @Test
    void aFolderWithoutInteractionsAndAFileWithoutRowsAreRefused() {
        assertThatThrownBy(this::read).isInstanceOf(DemoException.class).hasMessageContaining("no interactions.csv");
        assertThatThrownBy(() -> interactions("")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> interactions("USER_ID,ITEM_ID,TIMESTAMP\n")).hasMessageContaining("no rows");
        assertThatThrownBy(() -> interactions("USER_ID,ITEM_ID," + "x".repeat(5_000_000)))
                .hasMessageContaining("is it a CSV file");
    }

    @Test
    void aRecordMayGoOverLinesAndAMissingQuoteCostsOneLine() throws IOException {
        assertThat(items("ITEM_ID,PRICE,NOTE\n1,2,\"a\n\\\\\"\n2,3,x\n").rows()).isEqualTo(2);
        assertThat(column(items("ITEM_ID,NOTE,PRICE\n1,\"a\\\\\",2\n2,\",\",3\n"), "PRICE")
                        .type())
                .isEqualTo(INT);
        assertThat(items("ITEM_ID,PRICE\n1,\"2\n2,3\n3,4\n").rows()).isEqualTo(3);
    }

    @Test
    void whatIsFoundIsASchemaThatTheServerTakes() throws IOException {
        Files.writeString(folder.resolve("users.csv"), "USER_ID,AGE\nu,30\n");
        items("ITEM_ID,GENRES,PRICE,CREATION_TIMESTAMP,TITLE\n1,a|b,1.5,,x\n2,a,,1,y\n");

        assertThat(read()).hasSize(3).allSatisfy(file -> {
            var parsed = AvroSchema.parse(SchemaText.of(file.schema()));
            assertThat(parsed).isEqualTo(file.schema());
            assertThat(new SchemaRules(SchemaQuotas.AMAZON).check(parsed, null)).isEqualTo(file.type());
        });
    }
}
