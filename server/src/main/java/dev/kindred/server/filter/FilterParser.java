package dev.kindred.server.filter;

import dev.kindred.server.filter.FilterToken.Kind;
import dev.kindred.server.schema.DatasetType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A recursive-descent parser of one expression: each rule of [FilterExpression]'s grammar is a method. Used
/// once.
final class FilterParser {

    private static final String DATASETS = "Interactions, Items, Users, Actions or Action_Interactions";

    private final FilterLexer lexer;
    private FilterToken token;

    FilterParser(String text) {
        this.lexer = new FilterLexer(text);
        this.token = lexer.next();
    }

    FilterExpression parse() {
        List<Clause> clauses = new ArrayList<>();
        clauses.add(clause("at the beginning"));
        while (accept("|")) {
            clauses.add(clause("after \"|\""));
        }
        if (token.kind() != Kind.END) {
            boolean afterUser = !clauses.getLast().userConditions().isEmpty();
            throw expected(
                    afterUser
                            ? "AND, \"|\" or the end after a condition of IF"
                            : "AND, OR, IF, \"|\" or the end after a condition");
        }
        return new FilterExpression(clauses);
    }

    private Clause clause(String where) {
        Action action = action(where);
        Target target = target(action);
        expect("WHERE", "after " + target.keyword());
        var alternatives = new ArrayList<List<Condition>>();
        var together = new ArrayList<Condition>();
        String before = "WHERE";
        while (true) {
            together.add(condition(before, false));
            if (accept("AND")) {
                before = "AND";
                continue;
            }
            alternatives.add(List.copyOf(together));
            together.clear();
            if (!accept("OR")) {
                return new Clause(action, target, alternatives, userConditions());
            }
            before = "OR";
        }
    }

    private Action action(String where) {
        if (accept("INCLUDE")) {
            return Action.INCLUDE;
        }
        if (accept("EXCLUDE")) {
            return Action.EXCLUDE;
        }
        throw expected("INCLUDE or EXCLUDE " + where);
    }

    private Target target(Action action) {
        for (Target target : Target.values()) {
            if (accept(target.keyword())) {
                return target;
            }
        }
        throw expected("ItemID, UserID or ActionID after " + action);
    }

    private List<Condition> userConditions() {
        List<Condition> conditions = new ArrayList<>();
        if (accept("IF")) {
            conditions.add(condition("IF", true));
            while (accept("AND")) {
                conditions.add(condition("AND", true));
            }
        }
        return conditions;
    }

    private Condition condition(String before, boolean ofUser) {
        Field field = field(before, ofUser);
        Optional<Relation> relation = Arrays.stream(Relation.values())
                .filter(one -> token.is(one.symbol()))
                .findFirst();
        if (relation.isPresent()) {
            advance();
            return new Condition.Comparison(
                    field, relation.get(), operand("after " + relation.get().symbol()));
        }
        if (accept("NOT")) {
            expect("IN", "after NOT");
            return new Condition.Membership(field, true, list("after NOT IN"));
        }
        if (accept("IN")) {
            return new Condition.Membership(field, false, list("after IN"));
        }
        throw expected("IN, NOT IN or a comparison after " + field);
    }

    private Field field(String before, boolean ofUser) {
        if (ofUser) {
            if (!token.is(Names.CURRENT_USER)) {
                throw expected("CurrentUser and a column, such as CurrentUser.AGE, after " + before);
            }
            advance();
            return new Field(DatasetType.USERS, true, columnName(Names.CURRENT_USER));
        }
        var dataset = token.kind() == Kind.WORD ? DatasetType.find(token.text()) : Optional.<DatasetType>empty();
        if (dataset.isEmpty()) {
            throw expected(DATASETS + " after " + before, hint());
        }
        advance();
        return new Field(dataset.get(), false, columnName(Names.of(dataset.get())));
    }

    /// Returns advice for common mistakes in place of a field.
    private String hint() {
        if (token.is(Names.CURRENT_USER)) {
            return " CurrentUser stands after IF only.";
        }
        if (token.is(Names.CURRENT_ITEM)) {
            return " CurrentItem stands on the right side only.";
        }
        if (token.is("(")) {
            return " Conditions cannot be put in parentheses; AND binds before OR.";
        }
        return token.is("NOT") ? " NOT stands before IN only." : "";
    }

    private String columnName(String dataset) {
        expect(".", "and a column after " + dataset);
        if (token.kind() != Kind.WORD) {
            throw expected("a column after " + dataset + ".");
        }
        return advance().text();
    }

    private Operand operand(String where) {
        int depth = 0;
        while (accept("(")) {
            depth++;
        }
        Operand operand = value("a number, a string, a parameter or CurrentItem " + where);
        for (; depth > 0; depth--) {
            expect(")", "after the value");
        }
        return operand;
    }

    private List<Operand> list(String where) {
        if (token.kind() == Kind.PARAMETER || token.is(Names.CURRENT_ITEM)) {
            return List.of(value(where));
        }
        if (!accept("(")) {
            throw expected("values in parentheses, such as (\"a\", \"b\"), or a parameter " + where);
        }
        List<Operand> values = new ArrayList<>();
        do {
            values.add(listed(values.isEmpty() ? "after (" : "after a comma"));
        } while (accept(","));
        expect(")", "or a comma after a value");
        return values;
    }

    private Operand listed(String where) {
        boolean quoted = token.kind() == Kind.STRING && token.text().equals("*");
        if (quoted || token.is("*")) {
            advance();
            return new Operand.Anything();
        }
        return value("a string, a number, a parameter or * " + where);
    }

    private Operand value(String expectation) {
        return switch (token.kind()) {
            case STRING -> new Operand.Text(advance().text());
            case PARAMETER -> new Operand.Parameter(advance().text());
            case NUMBER ->
                new Operand.Numeric(token.text(), new BigDecimal(advance().text()));
            case WORD -> {
                if (!token.is(Names.CURRENT_ITEM)) {
                    throw new FilterSyntaxException(
                            token.position(),
                            "expected " + expectation + ", found a word without quotes. Put strings in quotes.");
                }
                advance();
                yield new Operand.CurrentItem(columnName(Names.CURRENT_ITEM));
            }
            case SYMBOL, END -> throw expected(expectation);
        };
    }

    private boolean accept(String expected) {
        if (!token.is(expected)) {
            return false;
        }
        advance();
        return true;
    }

    private void expect(String expected, String where) {
        if (!accept(expected)) {
            throw expected((expected.length() == 1 ? "\"" + expected + "\"" : expected) + " " + where);
        }
    }

    /// Returns the current token and advances to the next one.
    private FilterToken advance() {
        FilterToken taken = token;
        token = lexer.next();
        return taken;
    }

    private FilterSyntaxException expected(String what) {
        return expected(what, "");
    }

    private FilterSyntaxException expected(String what, String hint) {
        return new FilterSyntaxException(
                token.position(), "expected " + what + ", found " + token.shown() + "." + hint);
    }
}
