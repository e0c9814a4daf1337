package dev.kindred.server.filter;

import dev.kindred.server.fuzz.Fuzzer;
import dev.kindred.server.fuzz.HostileText;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Filter expressions and filter values that are almost valid.
class FilterFuzzTest {

    private static final int EXPRESSIONS = 150_000;
    private static final int VALUES = 100_000;

    private static final List<String> WORDS = List.of(
            "INCLUDE ",
            "EXCLUDE ",
            "ItemID ",
            "UserID ",
            "ActionID ",
            "WHERE ",
            "Items.GENRE ",
            "Items.PRICE ",
            "Users.CITY ",
            "CurrentUser.CITY ",
            "CurrentItem.GENRE ",
            "Interactions.EVENT_TYPE ",
            "IN ",
            "NOT IN ",
            "= ",
            "!= ",
            "< ",
            ">= ",
            "AND ",
            "OR ",
            "IF ",
            "| ",
            "(\"a\") ",
            "(\"a\",\"b\") ",
            "($P) ",
            "$P ",
            "1 ",
            "-1e999 ",
            "1.5 ",
            "( ",
            ") ",
            "\"",
            "\\",
            "(*)",
            "é",
            "$" + "p".repeat(60),
            "9".repeat(50));

    @Test
    void everyExpressionIsParsedOrRefused() {
        Fuzzer.run("filter", EXPRESSIONS, List.of(FilterException.class), random -> {
            var hostile = new HostileText(random);
            var text = new StringBuilder(random.nextInt(3) == 0 ? "" : "INCLUDE ItemID WHERE Items.GENRE IN (\"a\") ");
            for (int i = random.nextInt(14); i > 0; i--) {
                text.append(hostile.pick(WORDS));
            }
            if (random.nextInt(4) == 0 && !text.isEmpty()) {
                hostile.damage(text);
            }
            FilterExpression.parse(text.toString());
        });
    }

    @Test
    void everyValueIsReadOrRefused() {
        Fuzzer.run("filter-values", VALUES, List.of(FilterException.class), random -> {
            var hostile = new HostileText(random);
            var text = new StringBuilder(hostile.pick(List.of(
                    "\"g1\"",
                    "\"g1\",\"g2\"",
                    "'g1'",
                    "\"",
                    "\"\\\"\"",
                    "1",
                    "\"a\" \"b\"",
                    "\"" + "x".repeat(900) + "\"",
                    "\"é\"")));
            for (int i = random.nextInt(4); i > 0 && !text.isEmpty(); i--) {
                hostile.damage(text);
            }
            ParameterValues.read("P", text.toString());
        });
    }
}
