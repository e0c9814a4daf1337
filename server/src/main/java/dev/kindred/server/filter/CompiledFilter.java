package dev.kindred.server.filter;

import java.util.List;
import java.util.Set;

/// A filter that fits its dataset group. Immutable, and evaluated by any number of requests at once.
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

    /// Compiles an expression for a dataset group with those schemas.
    ///
    /// @throws InvalidFilterException if it asks for a dataset or a column that is not there, or for what no
    /// filter can do
    public static CompiledFilter compile(FilterExpression expression, FilterSchema schema) {
        return new FilterCompiler(schema).compile(expression);
    }

    /// Returns the rows of its target that the filter leaves over for a request.
    ///
    /// @param request about the target's columns, and events: of items and actions, those of the request's user; of
    /// users, of all
    /// @throws FilterValuesException if values that it needs are missing or of the wrong form
    public AllowedRows evaluate(FilterRequest request) {
        return new Evaluation(request).evaluate(clauses);
    }

    /// What it chooses among.
    public Target target() {
        return target;
    }

    /// The names of its parameters, without `$`, each once.
    public List<String> parameters() {
        return parameters;
    }

    /// The fields it uses, each once, as `Dataset.COLUMN` in the schema's spelling. Fields of `CurrentUser` and
    /// `CurrentItem` count as those of Users and Items.
    public List<String> fields() {
        return fields;
    }

    /// Returns whether it compares with the request's item, and so only suits recipes for related items.
    public boolean usesCurrentItem() {
        return usesCurrentItem;
    }

    /// Returns whether it asks what the request's user did.
    public boolean usesUserEvents() {
        return usesUserEvents;
    }

    /// Returns whether it asks who the request's user is.
    public boolean usesCurrentUser() {
        return usesCurrentUser;
    }
}
