package dev.kindred.server.filter;

import dev.kindred.server.filter.FilterToken.Kind;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The conditions on items that define a user segment: values of categorical columns, joined by `AND`.
///
/// ```
/// conditions := condition ("AND" condition)*
/// condition  := "ITEMS" "." name "=" string
/// ```
///
/// Keywords and column names are case-insensitive. Strings are quoted with `"` or `'`.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/prepare-input-data-user-segment.html">Input
/// data for user segments</a>
public final class AttributeConditions {

    private final List<Condition> conditions;

    private record Condition(String column, String value) {}

    private AttributeConditions(List<Condition> conditions) {
        this.conditions = List.copyOf(conditions);
    }

    /// Parses conditions on the items of a dataset group with the given schemas.
    ///
    /// @throws FilterSyntaxException at the first position that does not match the grammar
    /// @throws InvalidFilterException if a column does not exist or is not categorical
    public static AttributeConditions parse(String text, FilterSchema schema) {
        try {
            return new AttributeConditions(new Parser(text, schema).parse());
        } catch (FilterSyntaxException e) {
            throw e.ofAttributes(); // the lexer's message names filters
        }
    }

    /// Returns the rows of the items that meet all conditions. A row with several categories meets a condition
    /// if one of them equals its value.
    public AllowedRows rows(ItemColumns items) {
        BitmapRows rows = BitmapRows.ALL;
        for (Condition condition : conditions) {
            rows = rows.and(BitmapRows.of(items.withAny(condition.column(), Set.of(condition.value()))));
        }
        return new AllowedRows(rows, items.rowCount());
    }

    /// A parser with one token of lookahead. Used once.
    private static final class Parser {

        private final FilterLexer lexer;
        private final FilterSchema schema;
        private FilterToken token;

        Parser(String text, FilterSchema schema) {
            this.lexer = new FilterLexer(text);
            this.schema = schema;
            this.token = lexer.next();
        }

        List<Condition> parse() {
            var conditions = new ArrayList<Condition>();
            conditions.add(condition("at the beginning"));
            while (token.is("AND")) {
                token = lexer.next();
                conditions.add(condition("after AND"));
            }
            if (token.kind() != Kind.END) {
                throw expected("AND or the end after a condition");
            }
            return conditions;
        }

        private Condition condition(String where) {
            expect("ITEMS", where);
            expect(".", "after ITEMS");
            if (token.kind() != Kind.WORD) {
                throw expected("the name of a column after ITEMS.");
            }
            String column = column(token);
            token = lexer.next();
            expect("=", "after the column " + column);
            String value = switch (token.kind()) {
                case STRING -> token.text();
                case PARAMETER -> "$" + token.text(); // conditions have no parameters
                case WORD, NUMBER, SYMBOL, END -> throw expected("a value between quotes after =");
            };
            token = lexer.next();
            return new Condition(column, value);
        }

        private String column(FilterToken name) {
            var column = schema.require(new Field(DatasetType.ITEMS, false, name.text()));
            if (!column.categorical()) {
                AvroSchema items = schema.datasets().get(DatasetType.ITEMS);
                throw new InvalidFilterException("ITEMS.%s at position %d is not categorical. Those that are: %s."
                        .formatted(name.text(), name.position(), items == null ? "none" : categorical(items)));
            }
            return column.name();
        }

        private static String categorical(AvroSchema items) {
            String names = items.columns().stream()
                    .filter(column -> column.categorical())
                    .map(column -> column.name())
                    .collect(Collectors.joining(", "));
            return names.isEmpty() ? "none" : names;
        }

        private void expect(String word, String where) {
            if (!token.is(word)) {
                throw expected(word + " " + where);
            }
            token = lexer.next();
        }

        private FilterSyntaxException expected(String what) {
            return new FilterSyntaxException(token.position(), "expected %s, found %s.".formatted(what, token.shown()));
        }
    }
}
