package dev.kindred.server.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.CpuTime;
import dev.kindred.server.schema.DatasetType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every production of the grammar, and the syntax errors of each.
final class FilterExpressionTest {

    private static final Field GENRE = new Field(DatasetType.ITEMS, false, "GENRE");

    @Test
    void aClauseIsReadIntoItsParts() {
        var expression = FilterExpression.parse(
                "INCLUDE ItemID WHERE Items.GENRE IN (\"a\", 'b', 3, $P) AND Items.YEAR >= -2.5 OR Items.GENRE NOT IN (\"c\") "
                        + "IF CurrentUser.AGE < 18 AND CurrentUser.TIER IN (\"gold\")");

        assertThat(expression.clauses())
                .containsExactly(new Clause(
                        Action.INCLUDE,
                        Target.ITEMS,
                        List.of(
                                List.of(
                                        new Condition.Membership(
                                                GENRE,
                                                false,
                                                List.of(
                                                        new Operand.Text("a"),
                                                        new Operand.Text("b"),
                                                        new Operand.Numeric("3", new BigDecimal("3")),
                                                        new Operand.Parameter("P"))),
                                        new Condition.Comparison(
                                                new Field(DatasetType.ITEMS, false, "YEAR"),
                                                Relation.AT_LEAST,
                                                new Operand.Numeric("-2.5", new BigDecimal("-2.5")))),
                                List.of(new Condition.Membership(GENRE, true, List.of(new Operand.Text("c"))))),
                        List.of(
                                new Condition.Comparison(
                                        new Field(DatasetType.USERS, true, "AGE"),
                                        Relation.LESS,
                                        new Operand.Numeric("18", new BigDecimal("18"))),
                                new Condition.Membership(
                                        new Field(DatasetType.USERS, true, "TIER"),
                                        false,
                                        List.of(new Operand.Text("gold"))))));
    }

    @Test
    void andBindsBeforeOr() {
        var clause = FilterExpression.parse(
                        "INCLUDE ItemID WHERE Items.A = 1 OR Items.B = 2 AND Items.C = 3 OR Items.D = 4")
                .clauses()
                .getFirst();

        assertThat(clause.alternatives())
                .extracting(together -> together.stream()
                        .map(condition -> condition.field().name())
                        .toList())
                .containsExactly(List.of("A"), List.of("B", "C"), List.of("D"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "$P;Parameter[name=P]",
                "($P);Parameter[name=P]",
                "(\"$P\");Parameter[name=P]",
                "('$P_1');Parameter[name=P_1]",
                "(\"$5.00\");Text[value=$5.00]",
                "(*);Anything[]",
                "(\"*\");Anything[]",
                "('*');Anything[]",
                "(\"click, rating\");Text[value=click, rating]",
                "(\"it's\");Text[value=it's]",
                "('say \"hi\"');Text[value=say \"hi\"]",
                "(\"q\\\"q\");Text[value=q\"q]",
                "(\"q\"\"q\");Text[value=q\"q]",
                "('it\\'s');Text[value=it's]",
                "('it''s');Text[value=it's]",
                "(\"end\\\\\");Text[value=end\\]",
                "(\"A\\\\B\");Text[value=A\\B]",
                "(\"C:\\dir\\n\");Text[value=C:\\dir\\n]",
                "(\"say 'hi'\\'\");Text[value=say 'hi'\\']",
                "(\"$P\\\\\");Text[value=$P\\]",
                "(\"日本 | 😀\");Text[value=日本 | 😀]",
                "(\"\");Text[value=]",
                "(7);Numeric[text=7, value=7]",
                "(-.5e2);Numeric[text=-.5e2, value=-5E+1]",
                "(1.);Numeric[text=1., value=1]",
                "CurrentItem.GENRE;CurrentItem[name=GENRE]",
                "(currentitem . GENRE);CurrentItem[name=GENRE]"
            })
    void aListHoldsValuesParametersAndStars(String list, String operand) {
        var clause = FilterExpression.parse("INCLUDE ItemID WHERE Items.GENRE IN " + list)
                .clauses()
                .getFirst();

        assertThat(clause.alternatives().getFirst().getFirst().operands())
                .extracting(Operand::toString)
                .containsExactly(operand);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "!=", "<", "<=", ">", ">="})
    void everyComparisonTakesEveryOperand(String symbol) {
        for (String operand :
                List.of("5", "(5)", "((5))", "\"5\"", "$P", "($P)", "CurrentItem.YEAR", "(CurrentItem.YEAR)")) {
            var condition = FilterExpression.parse("EXCLUDE ItemID WHERE Items.YEAR" + symbol + operand)
                    .clauses()
                    .getFirst()
                    .alternatives()
                    .getFirst()
                    .getFirst();

            assertThat(condition)
                    .isInstanceOfSatisfying(
                            Condition.Comparison.class,
                            comparison ->
                                    assertThat(comparison.relation().symbol()).isEqualTo(symbol));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXCLUDE itemId WHERE INTERACTIONS.event_type in (\"X\")",
                "exclude ITEMID where interactions.EVENT_TYPE In ('X') ",
                "\n\tExclude\nItemId\tWhere Interactions . Event_Type\r\nIN(\"X\")"
            })
    void keywordsTargetsAndDatasetsAreKnownInAnyCase(String text) {
        var clause = FilterExpression.parse(text).clauses().getFirst();

        assertThat(clause.action()).isEqualTo(Action.EXCLUDE);
        assertThat(clause.target()).isEqualTo(Target.ITEMS);
        assertThat(clause.alternatives().getFirst().getFirst().field().dataset())
                .isEqualTo(DatasetType.INTERACTIONS);
    }

    @ParameterizedTest
    @CsvSource({
        "ItemID, Interactions, INTERACTIONS",
        "ItemID, Items, ITEMS",
        "UserID, Users, USERS",
        "ActionID, Actions, ACTIONS",
        "ActionID, Action_Interactions, ACTION_INTERACTIONS"
    })
    void everyDatasetHasItsName(String target, String dataset, DatasetType type) {
        var clause = FilterExpression.parse("INCLUDE %s WHERE %s.X = 1".formatted(target, dataset))
                .clauses()
                .getFirst();

        assertThat(clause.target().keyword()).isEqualTo(target);
        assertThat(clause.alternatives().getFirst().getFirst().field()).isEqualTo(new Field(type, false, "X"));
    }

    @Test
    void clausesAreChained() {
        var expression = FilterExpression.parse("INCLUDE ItemID WHERE Items.CAT IN (\"a|b\") "
                + "| EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"buy\") IF CurrentUser.AGE > 3 "
                + "|INCLUDE ItemID WHERE Items.CAT = \"c\"");

        assertThat(expression.clauses())
                .extracting(Clause::action)
                .containsExactly(Action.INCLUDE, Action.EXCLUDE, Action.INCLUDE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '~',
            value = {
                "~~→1→expected INCLUDE or EXCLUDE at the beginning, found the end.",
                "KEEP ItemID→1→expected INCLUDE or EXCLUDE at the beginning, found \"KEEP\".",
                "INCLUDE→8→expected ItemID, UserID or ActionID after INCLUDE, found the end.",
                "EXCLUDE Items→9→expected ItemID, UserID or ActionID after EXCLUDE, found \"Items\".",
                "INCLUDE ItemID Items.A = 1→16→expected WHERE after ItemID, found \"Items\".",
                "INCLUDE ItemID WHERE→21→expected Interactions, Items, Users, Actions or Action_Interactions after WHERE, found the end.",
                "INCLUDE ItemID WHERE GENRE = 1→22→expected Interactions, Items, Users, Actions or Action_Interactions after WHERE, found \"GENRE\".",
                "INCLUDE ItemID WHERE (Items.A = 1)→22→expected Interactions, Items, Users, Actions or Action_Interactions after WHERE, found \"(\". Conditions cannot be put in parentheses; AND binds before OR.",
                "INCLUDE ItemID WHERE NOT Items.A = 1→22→expected Interactions, Items, Users, Actions or Action_Interactions after WHERE, found \"NOT\". NOT stands before IN only.",
                "INCLUDE ItemID WHERE CurrentUser.A = 1→22→expected Interactions, Items, Users, Actions or Action_Interactions after WHERE, found \"CurrentUser\". CurrentUser stands after IF only.",
                "INCLUDE ItemID WHERE CurrentItem.A = 1→22→expected Interactions, Items, Users, Actions or Action_Interactions after WHERE, found \"CurrentItem\". CurrentItem stands on the right side only.",
                "INCLUDE ItemID WHERE Items GENRE→28→expected \".\" and a column after Items, found \"GENRE\".",
                "INCLUDE ItemID WHERE Items.\"GENRE\"→28→expected a column after Items., found a string.",
                "INCLUDE ItemID WHERE Items.$F = 1→28→expected a column after Items., found \"$F\".",
                "INCLUDE ItemID WHERE Items.GENRE LIKE→34→expected IN, NOT IN or a comparison after Items.GENRE, found \"LIKE\".",
                "INCLUDE ItemID WHERE Items.YEAR BETWEEN 1→33→expected IN, NOT IN or a comparison after Items.YEAR, found \"BETWEEN\".",
                "INCLUDE ItemID WHERE Items.GENRE→33→expected IN, NOT IN or a comparison after Items.GENRE, found the end.",
                "INCLUDE ItemID WHERE Items.GENRE NOT (1)→38→expected IN after NOT, found \"(\".",
                "INCLUDE ItemID WHERE Items.GENRE IN \"a\"→37→expected values in parentheses, such as (\"a\", \"b\"), or a parameter after IN, found a string.",
                "INCLUDE ItemID WHERE Items.GENRE NOT IN 1→41→expected values in parentheses, such as (\"a\", \"b\"), or a parameter after NOT IN, found a number.",
                "INCLUDE ItemID WHERE Items.GENRE IN ()→38→expected a string, a number, a parameter or * after (, found \")\".",
                "INCLUDE ItemID WHERE Items.GENRE IN (\"a\",)→42→expected a string, a number, a parameter or * after a comma, found \")\".",
                "INCLUDE ItemID WHERE Items.GENRE IN (drama)→38→expected a string, a number, a parameter or * after (, found a word without quotes. Put strings in quotes.",
                "INCLUDE ItemID WHERE Items.GENRE IN (\"a\" \"b\")→42→expected \")\" or a comma after a value, found a string.",
                "INCLUDE ItemID WHERE Items.GENRE IN (\"a\"→41→expected \")\" or a comma after a value, found the end.",
                "INCLUDE ItemID WHERE Items.A =→31→expected a number, a string, a parameter or CurrentItem after =, found the end.",
                "INCLUDE ItemID WHERE Items.A = = 1→32→expected a number, a string, a parameter or CurrentItem after =, found \"=\".",
                "INCLUDE ItemID WHERE Items.A > drama→32→expected a number, a string, a parameter or CurrentItem after >, found a word without quotes. Put strings in quotes.",
                "INCLUDE ItemID WHERE Items.A = *→32→expected a number, a string, a parameter or CurrentItem after =, found \"*\".",
                "INCLUDE ItemID WHERE Items.A = (1→34→expected \")\" after the value, found the end.",
                "INCLUDE ItemID WHERE Items.A = 1 AND→37→expected Interactions, Items, Users, Actions or Action_Interactions after AND, found the end.",
                "INCLUDE ItemID WHERE Items.A = 1 OR 2→37→expected Interactions, Items, Users, Actions or Action_Interactions after OR, found a number.",
                "INCLUDE ItemID WHERE Items.A = 1 Items.B = 2→34→expected AND, OR, IF, \"|\" or the end after a condition, found \"Items\".",
                "INCLUDE ItemID WHERE Items.A = 1 |→35→expected INCLUDE or EXCLUDE after \"|\", found the end.",
                "INCLUDE ItemID WHERE Items.A = 1 IF→36→expected CurrentUser and a column, such as CurrentUser.AGE, after IF, found the end.",
                "INCLUDE ItemID WHERE Items.A = 1 IF Users.B = 2→37→expected CurrentUser and a column, such as CurrentUser.AGE, after IF, found \"Users\".",
                "INCLUDE ItemID WHERE Items.A = 1 IF CurrentUser.B = 2 OR CurrentUser.C = 3→55→expected AND, \"|\" or the end after a condition of IF, found \"OR\".",
                "INCLUDE ItemID WHERE Items.A = \"x→32→the string that begins here has no closing \"; inside it, \\\" stands for \" and \\\\ for \\.",
                "INCLUDE ItemID WHERE Items.A = 'x\"→32→the string that begins here has no closing '; inside it, \\' stands for ' and \\\\ for \\.",
                "INCLUDE ItemID WHERE Items.A IN (“x”)→34→found a typographic quote; write strings between \" and \" or ' and '.",
                "INCLUDE ItemID WHERE Items.A IN (\\\"x\\\")→34→found \"\\\"; outside a string, write quotes without a backslash before them.",
                "INCLUDE ItemID WHERE Items.A = $→32→a parameter is $ and a name of letters, digits and underscores.",
                "INCLUDE ItemID WHERE Items.A = 1e9999→32→a number is written like 18, -2.5 or 1.7e9; put quotes around anything else.",
                "INCLUDE ItemID WHERE Items.A = 1.2.3→32→a number is written like 18, -2.5 or 1.7e9; put quotes around anything else.",
                "INCLUDE ItemID WHERE Items.A = 2nd→32→a number is written like 18, -2.5 or 1.7e9; put quotes around anything else.",
                "INCLUDE ItemID WHERE Items.A = 1;→33→found \";\", which stands only between quotes.",
                "INCLUDE ItemID WHERE Items.A\u00a0= 1→29→found \"\\u00a0\", which stands only between quotes.",
                "INCLUDE ItemID WHERE Items.A = \u22121→32→found \"\u2212\" (U+2212), which stands only between quotes.",
                "INCLUDE ItemID WHERE Items.A IN (\"😀\") 😀→39→found \"😀\" (U+1F600), which stands only between quotes."
            })
    void aMistakeIsNamedWithItsPlaceAndWhatWasExpected(String text, int position, String problem) {
        assertThatThrownBy(() -> FilterExpression.parse(text))
                .isInstanceOfSatisfying(
                        FilterSyntaxException.class,
                        e -> assertThat(e.position()).isEqualTo(position))
                .hasMessage("Invalid filter at position " + position + ": " + problem);
    }

    @Test
    void aParametersNameHasItsBound() {
        FilterExpression.parse("INCLUDE ItemID WHERE Items.A = $" + "x".repeat(50));

        assertThatThrownBy(() -> FilterExpression.parse("INCLUDE ItemID WHERE Items.A = $" + "x".repeat(51)))
                .hasMessage("Invalid filter at position 32: the name of a parameter has at most 50 characters.");
    }

    @Test
    void lengthIsBounded() {
        String head = "INCLUDE ItemID WHERE Items.A = \"";

        FilterExpression.parse(head + "😀".repeat(FilterExpression.MAX_LENGTH - head.length() - 1) + "\"");
        assertThatThrownBy(() -> FilterExpression.parse(head + "x".repeat(FilterExpression.MAX_LENGTH) + "\""))
                .hasMessage(
                        "Invalid filter at position 2501: a filter has at most 2,500 characters; this one has more.");
    }

    private static final String[] PIECES = {
        "INCLUDE", "EXCLUDE", "ItemID", "WHERE", "Items", ".", "GENRE", "IN", "NOT", "(", ")", "\"a\"", "'", "\"", ",",
                "*",
        "$P", "$", "AND", "OR", "IF", "CurrentUser", "CurrentItem", "|", "=", "!=", "<", ">=", "1", "-", "1e9", ".5",
        "Interactions", "EVENT_TYPE", " ", "\n", "\\", "é", "😀", "\0", "\uD800"
    };

    @Property(tries = 2_000)
    void nothingButASyntaxErrorComesOfAnyText(@ForAll long seed) {
        var random = new Random(seed);
        var text = new StringBuilder(
                random.nextBoolean() ? "INCLUDE ItemID WHERE Items.GENRE IN (\"a\") AND Items.A = 1" : "");
        for (int i = random.nextInt(40); i > 0; i--) {
            String piece = PIECES[random.nextInt(PIECES.length)] + (random.nextBoolean() ? " " : "");
            text.insert(random.nextInt(3) == 0 ? random.nextInt(text.length() + 1) : text.length(), piece);
        }

        try {
            assertThat(FilterExpression.parse(text.toString()).clauses()).isNotEmpty();
        } catch (FilterSyntaxException e) {
            assertThat(e.position()).isBetween(1, text.length() + 1);
        }
    }

    @Test
    void theLongestTextsTakeNoTime() {
        for (String piece : List.of(PIECES)) {
            for (String head : List.of("", "INCLUDE ItemID WHERE Items.A = ", "INCLUDE ItemID WHERE Items.A IN (1")) {
                String text =
                        (head + piece.repeat(FilterExpression.MAX_LENGTH)).substring(0, FilterExpression.MAX_LENGTH);

                long begun = CpuTime.nanos();
                try {
                    FilterExpression.parse(text);
                } catch (FilterSyntaxException e) {
                    assertThat(e.position()).isPositive();
                }
                assertThat(CpuTime.nanos() - begun)
                        .isLessThan(Duration.ofMillis(500).toNanos());
            }
        }
    }
}
