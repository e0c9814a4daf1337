package dev.kindred.server.filter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// The evaluation of one filter for one request. Used once.
final class Evaluation {

    private final FilterRequest request;
    private final Map<String, List<String>> parameters = new HashMap<>();

    Evaluation(FilterRequest request) {
        this.request = request;
    }

    AllowedRows evaluate(List<CompiledClause> clauses) {
        requireValues(clauses);
        BitmapRows included = null;
        BitmapRows excluded = BitmapRows.NONE;
        for (CompiledClause clause : clauses) {
            if (!isInForce(clause)) {
                continue;
            }
            BitmapRows rows = rows(clause);
            switch (clause.action()) {
                case INCLUDE -> included = included == null ? rows : included.or(rows);
                case EXCLUDE -> excluded = excluded.or(rows);
            }
        }
        BitmapRows allowed = included == null ? excluded.not() : included.and(excluded.not());
        return new AllowedRows(allowed, request.items().rowCount());
    }

    private void requireValues(List<CompiledClause> clauses) {
        var missing = clauses.stream()
                .filter(clause -> clause.action() == Action.INCLUDE)
                .flatMap(clause -> clause.parameters().stream())
                .filter(name -> !request.values().containsKey(name))
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            throw new FilterValuesException("The filter needs %s for %s: give %s in filterValues."
                    .formatted(
                            missing.size() == 1 ? "a value" : "values",
                            missing.stream().map(name -> "$" + name).collect(Collectors.joining(", ")),
                            missing.size() == 1 ? "it" : "them"));
        }
    }

    /// A clause applies if the user meets all its conditions on the user. It does not apply if such a condition
    /// lacks a value.
    private boolean isInForce(CompiledClause clause) {
        return clause.userConditions().stream().allMatch(condition -> hasValues(condition) && holdsForUser(condition));
    }

    /// Conditions of an `EXCLUDE` clause may lack values. A condition without a value is skipped, as if the
    /// expression did not contain it.
    private BitmapRows rows(CompiledClause clause) {
        BitmapRows any = BitmapRows.NONE;
        for (List<CompiledCondition> together : clause.alternatives()) {
            var asked = together.stream().filter(this::hasValues).toList();
            if (asked.isEmpty()) {
                continue;
            }
            BitmapRows all = BitmapRows.ALL;
            for (CompiledCondition condition : asked) {
                all = all.and(rows(condition));
            }
            any = any.or(all);
        }
        return any;
    }

    private boolean hasValues(CompiledCondition condition) {
        return condition.operands().stream().anyMatch(this::hasValue);
    }

    private boolean hasValue(Operand operand) {
        return !(operand instanceof Operand.Parameter(String name))
                || request.values().containsKey(name);
    }

    private BitmapRows rows(CompiledCondition condition) {
        RoaringBitmap rows;
        if (condition.field().dataset().isEvents()) {
            rows = rowsWithEvents(condition);
        } else if (condition.column().type().isNumeric()) {
            rows = union(ranges(condition).stream()
                    .map(range -> request.items().within(condition.column().name(), range))
                    .toList());
        } else {
            rows = request.items().withAny(condition.column().name(), Set.copyOf(values(condition)));
        }
        return new BitmapRows(rows, condition.negated());
    }

    private static RoaringBitmap union(List<RoaringBitmap> bitmaps) {
        return bitmaps.size() == 1 ? bitmaps.getFirst() : RoaringBitmap.or(bitmaps.iterator());
    }

    private RoaringBitmap rowsWithEvents(CompiledCondition condition) {
        var rows = new RoaringBitmap();
        for (String type : values(condition)) {
            request.events().forEachItemRow(type.equals("*") ? null : type, rows::add);
        }
        return rows;
    }

    /// A user without a value in the column meets only negated conditions.
    private boolean holdsForUser(CompiledCondition condition) {
        String value = request.user().get(condition.column().name());
        return (value != null && isMet(condition, value)) != condition.negated();
    }

    private boolean isMet(CompiledCondition condition, String value) {
        if (condition.column().type().isNumeric()) {
            NumberRange itself = NumberText.find(value)
                    .map(number -> NumberRange.of(condition.column().type(), Relation.EQUAL, number))
                    .orElseThrow(() ->
                            new IllegalArgumentException(condition.field() + " has a value that is not a number"));
            return ranges(condition).stream().anyMatch(range -> range.contains(itself.least()));
        }
        var wanted = new HashSet<>(values(condition));
        return condition.column().categorical()
                ? Arrays.stream(value.split("\\|", -1)).anyMatch(wanted::contains)
                : wanted.contains(value);
    }

    private List<NumberRange> ranges(CompiledCondition condition) {
        List<NumberRange> ranges = new ArrayList<>();
        for (Operand operand : condition.operands()) {
            for (String value : values(condition, operand)) {
                BigDecimal number = NumberText.find(value).orElseThrow(() -> notANumber(condition, operand));
                ranges.add(NumberRange.of(condition.column().type(), condition.relation(), number));
            }
        }
        return ranges;
    }

    private static RuntimeException notANumber(CompiledCondition condition, Operand operand) {
        return operand instanceof Operand.Parameter(String name)
                ? new FilterValuesException(
                        "%s is a number: give filter parameter %s numbers, such as {\"%s\": \"18\"}."
                                .formatted(condition.field(), name, name))
                : new IllegalArgumentException(condition.field() + " is compared with a value that is not a number");
    }

    private List<String> values(CompiledCondition condition) {
        List<String> values = new ArrayList<>();
        for (Operand operand : condition.operands()) {
            values.addAll(values(condition, operand));
        }
        return values;
    }

    private List<String> values(CompiledCondition condition, Operand operand) {
        return switch (operand) {
            case Operand.Numeric number -> List.of(number.text());
            case Operand.Text(String text) -> List.of(text);
            case Operand.Anything() -> List.of("*");
            case Operand.Parameter(String name) -> parameter(condition, name);
            case Operand.CurrentItem(String name) ->
                request.itemRow() == FilterRequest.NO_ITEM
                        ? List.of()
                        : request.items().values(request.itemRow(), name);
        };
    }

    private List<String> parameter(CompiledCondition condition, String name) {
        @Nullable String text = request.values().get(name);
        if (text == null) {
            return List.of(); // the other values of the list still apply
        }
        List<String> values = parameters.computeIfAbsent(name, _ -> ParameterValues.read(name, text));
        if (condition.single() && values.size() > 1) {
            throw new FilterValuesException(
                    "%s is compared with one value, and filter parameter %s has %d. Give one, or use IN in the filter."
                            .formatted(condition.field(), name, values.size()));
        }
        return values;
    }
}
