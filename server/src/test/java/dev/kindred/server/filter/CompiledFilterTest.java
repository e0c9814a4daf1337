package dev.kindred.server.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.schema.DatasetType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Filter expressions that are valid or invalid for a dataset group.
final class CompiledFilterTest {

    private static CompiledFilter compile(String text) {
        return CompiledFilter.compile(FilterExpression.parse(text), Films.SCHEMA);
    }

    @Test
    void tellsWhatItUses() {
        var filter = compile(
                "INCLUDE ItemID WHERE items.genre IN ($G) AND Items.YEAR >= $Y OR Items.YEAR < CurrentItem.price"
                        + " | EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"buy\") IF CurrentUser.age < $Y");

        assertThat(filter.target()).isEqualTo(Target.ITEMS);
        assertThat(filter.parameters()).containsExactlyInAnyOrder("G", "Y");
        assertThat(filter.fields())
                .containsExactly("Items.GENRE", "Items.YEAR", "Items.PRICE", "Interactions.EVENT_TYPE", "Users.AGE");
        assertThat(filter.usesCurrentItem()).isTrue();
        assertThat(filter.usesUserEvents()).isTrue();
        assertThat(filter.usesCurrentUser()).isTrue();
    }

    @Test
    void tellsWhatItDoesNotUse() {
        var filter = compile("EXCLUDE ItemID WHERE Items.TITLE != \"x\"");

        assertThat(filter.parameters()).isEmpty();
        assertThat(filter.fields()).containsExactly("Items.TITLE");
        assertThat(filter.usesCurrentItem()).isFalse();
        assertThat(filter.usesUserEvents()).isFalse();
        assertThat(filter.usesCurrentUser()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"purchase\")",
                "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"*\")",
                "INCLUDE ItemID WHERE Items.GENRE IN ($G) AND Items.YEAR >= $Y",
                "INCLUDE ItemID WHERE Items.CREATION_TIMESTAMP > $SINCE",
                "INCLUDE ItemID WHERE Items.PRICE < CurrentItem.PRICE AND Items.GENRE IN CurrentItem.GENRE",
                "EXCLUDE ItemID WHERE Items.GENRE IN (\"shoe\") AND Items.TITLE NOT IN (\"boot\")",
                "EXCLUDE ItemID WHERE Items.YEAR = 18 IF CurrentUser.AGE < 18",
                "INCLUDE ItemID WHERE Items.GENRE IN (\"a\") | EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"buy\")",
                "INCLUDE UserID WHERE Users.TIER IN (\"gold\")",
                "EXCLUDE ActionID WHERE Action_Interactions.EVENT_TYPE IN (\"Taken\")",
                "INCLUDE ItemID WHERE Items.YEAR IN (\"2001\", 2002)",
                "INCLUDE ItemID WHERE Items.GENRE IN (5)",
                "INCLUDE ItemID WHERE Items.YEAR != $Y",
                "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE = \"click\""
            })
    void everyDocumentedFormIsGood(String text) {
        assertThat(compile(text).fields()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "INCLUDE ItemID WHERE Items.COLOUR = 1;Items.COLOUR: the Items dataset has no such column. It has ITEM_ID, GENRE, TITLE, YEAR, PRICE, RATING, CREATION_TIMESTAMP.",
                "INCLUDE ItemID WHERE Items.A = 1 IF CurrentUser.X = 1;Items.A: the Items dataset has no such column. It has ITEM_ID, GENRE, TITLE, YEAR, PRICE, RATING, CREATION_TIMESTAMP.",
                "INCLUDE ItemID WHERE Items.YEAR = 1 IF CurrentUser.X = 1;CurrentUser.X: the Users dataset has no such column. It has USER_ID, AGE, TIER.",
                "INCLUDE ItemID WHERE Items.YEAR = CurrentItem.X;Items.X: the Items dataset has no such column. It has ITEM_ID, GENRE, TITLE, YEAR, PRICE, RATING, CREATION_TIMESTAMP.",
                "INCLUDE ActionID WHERE Actions.VALUE = 1;Actions.VALUE: the dataset group has no Actions dataset. It has Interactions, Items, Users, Action_Interactions.",
                "INCLUDE ItemID WHERE Items.ADULT = \"true\";Invalid Expression: Items.ADULT is boolean, and filters cannot test booleans. Keep it as a string (\"True\", \"False\") or as a number (1, 0).",
                "INCLUDE ItemID WHERE Items.PLOT IN (\"x\");Invalid Expression: Items.PLOT is textual, and filters cannot test that. Use ITEM_ID, GENRE, TITLE, YEAR, PRICE, RATING, CREATION_TIMESTAMP.",
                "EXCLUDE ItemID WHERE Items.GENRE NOT IN ($G);Invalid input symbol: $G. Placeholders are not allowed with NOT_IN operator.",
                "EXCLUDE ItemID WHERE Items.GENRE NOT IN (\"$G\");Invalid input symbol: $G. Placeholders are not allowed with NOT_IN operator.",
                "EXCLUDE ItemID WHERE Interactions.TIMESTAMP > 5;Invalid Expression: Interactions.TIMESTAMP: of Interactions only EVENT_TYPE can be tested.",
                "EXCLUDE ActionID WHERE Action_Interactions.X > 5;Invalid Expression: Action_Interactions.X: of Action_Interactions only EVENT_TYPE can be tested.",
                "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE > 5;Invalid Expression: Interactions.EVENT_TYPE is a string, and only numbers can be compared with >. Use IN, = or !=.",
                "EXCLUDE ItemID WHERE Items.GENRE <= \"a\";Invalid Expression: Items.GENRE is a string, and only numbers can be compared with <=. Use IN, = or !=.",
                "EXCLUDE ItemID WHERE Items.GENRE IN (*);Items.GENRE: * stands for any EVENT_TYPE and for nothing else.",
                "EXCLUDE ItemID WHERE Items.YEAR > \"new\";Items.YEAR is a number and cannot be compared with a string that is not a number.",
                "EXCLUDE ItemID WHERE Items.YEAR IN (1, \"new\");Items.YEAR is a number and cannot be compared with a string that is not a number.",
                "EXCLUDE ItemID WHERE Items.YEAR < CurrentItem.GENRE;Items.YEAR and CurrentItem.GENRE cannot be compared: one is a number, the other a string.",
                "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN CurrentItem.GENRE;Interactions.EVENT_TYPE: only columns of Items can be compared with CurrentItem.",
                "EXCLUDE ItemID WHERE Items.YEAR = 1 AND Interactions.EVENT_TYPE IN (\"a\");Items.YEAR and Interactions.EVENT_TYPE are of different datasets. Put the conditions of each dataset into an expression of its own and chain them with \"|\".",
                "EXCLUDE ItemID WHERE Users.AGE = 1;Users.AGE cannot choose among ItemIDs: use Interactions or Items.",
                "EXCLUDE UserID WHERE Items.YEAR = 1;Items.YEAR cannot choose among UserIDs: use Interactions or Users.",
                "EXCLUDE ActionID WHERE Interactions.EVENT_TYPE IN (\"a\");Interactions.EVENT_TYPE cannot choose among ActionIDs: use Action_Interactions or Actions.",
                "INCLUDE ItemID WHERE Items.YEAR = 1 | INCLUDE UserID WHERE Users.AGE = 1;A filter chooses among one kind of thing: it has ItemID and UserID. Make a filter for each."
            })
    void whatDoesNotFitIsRefused(String text, String problem) {
        assertThatThrownBy(() -> compile(text))
                .isInstanceOf(InvalidFilterException.class)
                .hasMessage(problem);
    }

    @Test
    void countsDifferentFields() {
        String ten =
                "INCLUDE ItemID WHERE Items.C0 = 1 AND Items.C1 = 1 AND Items.C2 = 1 AND Items.C3 = 1 AND Items.C4 = 1"
                        + " AND Items.c4 = 2 | EXCLUDE ItemID WHERE Items.C5 = 1 OR Items.C6 = 1 OR Items.C7 = 1 OR Items.C8 = 1 OR Items.C9 = CurrentItem.C0";
        var schema = new FilterSchema(Map.of(DatasetType.ITEMS, Films.numbers(11)));

        assertThat(CompiledFilter.compile(FilterExpression.parse(ten), schema).fields())
                .hasSize(10);
        assertThatThrownBy(() -> CompiledFilter.compile(FilterExpression.parse(ten + " AND Items.C10 = 0"), schema))
                .hasMessage("A filter uses at most 10 different fields; this one uses 11: Items.C0, Items.C1, Items.C2,"
                        + " Items.C3, Items.C4, Items.C5, Items.C6, Items.C7, Items.C8, Items.C9, Items.C10.");
    }

    @Test
    void aGroupWithoutDatasetsHasNothingToFilterBy() {
        var nothing = new FilterSchema(Map.of());

        assertThatThrownBy(() ->
                        CompiledFilter.compile(FilterExpression.parse("INCLUDE ItemID WHERE Items.A = 1"), nothing))
                .hasMessage("Items.A: the dataset group has no Items dataset.");
    }
}
