package dev.kindred.server.filter;

import java.util.List;
import java.util.Set;

/// A filter that was checked against the schemas of its dataset group. Immutable and safe for concurrent
/// evaluation.
public final class CompiledFilter {

    private final Target target;
    private final List<CompiledClause> clauses;
    private final List<String> parameters;
    private final List<String> fields;
    private final boolean usesCurrentItem;
    private final boolean usesUserEvents;
    private final boolean usesCurrentUser;

    CompiledFilter(
            Target target,
            List<CompiledClause> clauses,
            Set<String> parameters,
            Set<String> fields,
            boolean usesCurrentItem,
            boolean usesUserEvents,
            boolean usesCurrentUser) {
        this.target = target;
        this.clauses = List.copyOf(clauses);
        this.parameters = List.copyOf(parameters);
        this.fields = List.copyOf(fields);
        this.usesCurrentItem = usesCurrentItem;
        this.usesUserEvents = usesUserEvents;
        this.usesCurrentUser = usesCurrentUser;
    }

    /// Compiles an expression against the schemas of a dataset group.
    ///
    /// @throws InvalidFilterException if the dataset group lacks a dataset or column of the expression, or if no
    /// filter can have one of its conditions
    public static CompiledFilter compile(FilterExpression expression, FilterSchema schema) {
        return new FilterCompiler(schema).compile(expression);
    }

    /// Returns the rows of the target that the filter keeps for a request.
    ///
    /// @param request the columns of the target, and events: those of the request's user for items and actions,
    /// those of all users for users
    /// @throws FilterValuesException if required values are missing or malformed
    public AllowedRows evaluate(FilterRequest request) {
        return new Evaluation(request).evaluate(clauses);
    }

    /// The kind of rows that the filter selects.
    public Target target() {
        return target;
    }

    /// The names of the filter's parameters, without `$` and without duplicates.
    public List<String> parameters() {
        return parameters;
    }

    /// The fields of the filter without duplicates, as `Dataset.COLUMN` in the schema's spelling. Fields of
    /// `CurrentUser` and `CurrentItem` count as fields of Users and Items.
    public List<String> fields() {
        return fields;
    }

    /// Returns whether the filter compares with the request's item. Such a filter is for recipes of related
    /// items only.
    public boolean usesCurrentItem() {
        return usesCurrentItem;
    }

    /// Returns whether the filter tests events of the request's user.
    public boolean usesUserEvents() {
        return usesUserEvents;
    }

    /// Returns whether the filter tests columns of the request's user.
    public boolean usesCurrentUser() {
        return usesCurrentUser;
    }
}
