package dev.kindred.server.filter;

import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnRole;
import dev.kindred.server.schema.DatasetType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/// Checks an expression against the schemas of its dataset group. Used once.
final class FilterCompiler {

    /// AWS's limit on the fields of a filter.
    private static final int MAX_FIELDS = 10;

    /// The columns of actions that apply to every request, with or without a filter.
    private static final Set<String> APPLIED_ANYWAY =
            Set.of("EXPIRATION_TIMESTAMP", "ACTION_EXPIRATION_TIMESTAMP", "REPEAT_FREQUENCY");

    private final FilterSchema schema;
    private final SequencedSet<String> parameters = new LinkedHashSet<>();
    private final SequencedSet<String> fields = new LinkedHashSet<>();
    private boolean usesCurrentItem;
    private boolean usesUserEvents;
    private boolean usesCurrentUser;

    FilterCompiler(FilterSchema schema) {
        this.schema = schema;
    }

    CompiledFilter compile(FilterExpression expression) {
        Target target = expression.clauses().getFirst().target();
        List<CompiledClause> clauses = new ArrayList<>();
        for (Clause clause : expression.clauses()) {
            if (clause.target() != target) {
                throw new InvalidFilterException(
                        "A filter chooses among one kind of thing: it has %s and %s. Make a filter for each."
                                .formatted(target.keyword(), clause.target().keyword()));
            }
            clauses.add(compile(clause));
        }
        if (fields.size() > MAX_FIELDS) {
            throw new InvalidFilterException("A filter uses at most %d different fields; this one uses %d: %s."
                    .formatted(MAX_FIELDS, fields.size(), String.join(", ", fields)));
        }
        return new CompiledFilter(
                target, clauses, parameters, fields, usesCurrentItem, usesUserEvents, usesCurrentUser);
    }

    private CompiledClause compile(Clause clause) {
        Field first = clause.alternatives().getFirst().getFirst().field();
        SequencedSet<String> before = new LinkedHashSet<>(parameters);
        parameters.clear();
        List<List<CompiledCondition>> alternatives = new ArrayList<>();
        for (List<Condition> together : clause.alternatives()) {
            for (Condition condition : together) {
                requireDataset(clause.target(), first, condition.field());
            }
            alternatives.add(together.stream().map(this::compile).toList());
        }
        if (clause.target() == Target.USERS && !clause.userConditions().isEmpty()) {
            throw new InvalidFilterException(
                    "A filter for UserID has no current user, so it can have no IF. Test fields of Users in its conditions.");
        }
        List<CompiledCondition> ofUser =
                clause.userConditions().stream().map(this::compile).toList();
        var compiled = new CompiledClause(clause.action(), alternatives, ofUser, List.copyOf(parameters));
        parameters.addAll(before);
        return compiled;
    }

    private static void requireDataset(Target target, Field first, Field field) {
        if (field.dataset() != first.dataset()) {
            throw new InvalidFilterException(
                    "%s and %s are of different datasets. Put the conditions of each dataset into an expression of its own and chain them with \"|\"."
                            .formatted(first, field));
        }
        if (field.dataset() != target.events() && field.dataset() != target.metadata()) {
            throw new InvalidFilterException("%s cannot choose among %ss: use %s or %s."
                    .formatted(field, target.keyword(), Names.of(target.events()), Names.of(target.metadata())));
        }
    }

    private CompiledCondition compile(Condition condition) {
        Field field = condition.field();
        if (field.dataset().isEvents() && !field.name().equalsIgnoreCase("EVENT_TYPE")) {
            throw new InvalidFilterException("Invalid Expression: %s: of %s only EVENT_TYPE can be tested."
                    .formatted(field, Names.of(field.dataset())));
        }
        Column column = schema.require(field);
        if (field.dataset() == DatasetType.ACTIONS && APPLIED_ANYWAY.contains(column.name())) {
            throw new InvalidFilterException(
                    "Invalid Expression: %s cannot be tested: expiration and repeat frequency apply without a filter."
                            .formatted(field));
        }
        fields.add(Names.of(field.dataset()) + "." + column.name());
        usesCurrentUser |= field.isCurrentUser();
        usesUserEvents |= field.dataset().isEvents();
        boolean negated = negated(condition);
        for (Operand operand : condition.operands()) {
            check(field, column, negated && condition instanceof Condition.Membership, operand);
        }
        Optional<Relation> order = order(condition);
        if (order.isPresent() && !column.type().isNumeric()) {
            throw new InvalidFilterException(
                    "Invalid Expression: %s is a string, and only numbers can be compared with %s. Use IN, = or !=."
                            .formatted(field, order.get().symbol()));
        }
        boolean single = condition instanceof Condition.Comparison;
        return new CompiledCondition(
                field, column, order.orElse(Relation.EQUAL), negated, single, spelt(condition.operands()));
    }

    /// Returns the operands with columns of the current item in the schema's spelling.
    private List<Operand> spelt(List<Operand> operands) {
        return operands.stream()
                .map(operand -> operand instanceof Operand.CurrentItem(String name)
                        ? new Operand.CurrentItem(schema.require(new Field(DatasetType.ITEMS, false, name))
                                .name())
                        : operand)
                .toList();
    }

    private static boolean negated(Condition condition) {
        return switch (condition) {
            case Condition.Membership membership -> membership.negated();
            case Condition.Comparison comparison -> comparison.relation() == Relation.NOT_EQUAL;
        };
    }

    private static Optional<Relation> order(Condition condition) {
        return condition instanceof Condition.Comparison comparison
                        && comparison.relation().needsOrder()
                ? Optional.of(comparison.relation())
                : Optional.empty();
    }

    private void check(Field field, Column column, boolean notIn, Operand operand) {
        switch (operand) {
            case Operand.Numeric _ -> {}
            case Operand.Text(String text) -> {
                if (column.type().isNumeric() && NumberText.find(text).isEmpty()) {
                    throw new InvalidFilterException(
                            "%s is a number and cannot be compared with a string that is not a number."
                                    .formatted(field));
                }
            }
            case Operand.Parameter(String name) -> {
                if (notIn) {
                    throw new InvalidFilterException(
                            "Invalid input symbol: $" + name + ". Placeholders are not allowed with NOT_IN operator.");
                }
                parameters.add(name);
            }
            case Operand.Anything() -> {
                if (column.role() != ColumnRole.EVENT_TYPE) {
                    throw new InvalidFilterException(
                            "%s: * stands for any EVENT_TYPE and for nothing else.".formatted(field));
                }
            }
            case Operand.CurrentItem(String name) -> checkCurrentItem(field, column, name);
        }
    }

    private void checkCurrentItem(Field field, Column column, String name) {
        if (field.dataset() != DatasetType.ITEMS) {
            throw new InvalidFilterException(
                    "%s: only columns of Items can be compared with CurrentItem.".formatted(field));
        }
        Column other = schema.require(new Field(DatasetType.ITEMS, false, name));
        if (other.type().isNumeric() != column.type().isNumeric()) {
            throw new InvalidFilterException(
                    "%s and CurrentItem.%s cannot be compared: one is a number, the other a string."
                            .formatted(field, name));
        }
        fields.add("Items." + other.name());
        usesCurrentItem = true;
    }
}
