package dev.kindred.server.schema;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchemaChangeTest {

    private static final String ITEMS = "ITEM_ID:string; GENRE:string? categorical";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ITEM_ID:string; GENRE:string? categorical
            ITEM_ID:string; GENRE:string? categorical; PRICE:float?
            PLOT:string? textual; GENRE:string? categorical; ITEM_ID:string
            """)
    void accepts(String after) {
        assertThatCode(() -> change("Items", ITEMS, "Items", after)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Items | ITEM_ID:string; PRICE:float?                          | Field GENRE is missing: a new schema keeps every field of the old one.
            Items | ITEM_ID:string; genre:string? categorical             | Field GENRE is missing
            Items | ITEM_ID:string; GENRE:string categorical              | Field GENRE is declared as GENRE string, categorical; a new schema keeps it as it was: GENRE string or null, categorical.
            Items | ITEM_ID:string; GENRE:string?                         | Field GENRE is declared as GENRE string or null; a new schema keeps it
            Items | ITEM_ID:string; GENRE:string? categorical; PRICE:float | Field PRICE is new and must allow null: give its type as ["null", "float"].
            Users | ITEM_ID:string; GENRE:string? categorical             | The new schema is for Users, the dataset holds Items.
            """)
    void refuses(String name, String after, String message) {
        assertThatThrownBy(() -> change("Items", ITEMS, name, after))
                .isInstanceOf(InvalidSchemaException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"Interactions", "Actions", "ActionInteractions"})
    void refusesDatasetsOtherThanItemsAndUsers(String name) {
        assertThatThrownBy(() -> change(name, "A:int", name, "A:int"))
                .hasMessageContaining("Only Items and Users datasets can change their schema, not " + name);
    }

    private static void change(String nameBefore, String before, String nameAfter, String after) {
        SchemaChange.check(SchemaRulesTest.schema(nameBefore, before), SchemaRulesTest.schema(nameAfter, after));
    }
}
