package dev.kindred.server.dataset;

import dev.kindred.server.dataset.table.LiveUsers;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.filter.AllowedRows;
import dev.kindred.server.filter.AttributeConditions;
import dev.kindred.server.filter.CompiledFilter;
import dev.kindred.server.filter.FilterException;
import dev.kindred.server.filter.FilterExpression;
import dev.kindred.server.filter.FilterRequest;
import dev.kindred.server.filter.FilterSchema;
import dev.kindred.server.filter.InvalidFilterException;
import dev.kindred.server.filter.ItemColumns;
import dev.kindred.server.filter.Target;
import dev.kindred.server.filter.UserEvents;
import dev.kindred.server.resource.Filter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The filters of a dataset group: compiled against its schemas and evaluated over its live data.
public final class GroupFilters {

    /// The maximum number of cached filters. A group has a few dozen filters; most of a thousand would be of
    /// deleted ones. Taste.
    private static final int MAX_COMPILED = 1_000;

    private final LiveDatasetGroup group;
    private final SchemaRefresh schemaRefresh;
    private volatile Compiled compiled;

    /// Updates a group to the current schemas of the catalog, and to the data that depend on them.
    @FunctionalInterface
    interface SchemaRefresh {
        void refresh(LiveDatasetGroup group);
    }

    /// The filters compiled against a schema.
    private record Compiled(FilterSchema schema, ConcurrentHashMap<Filter, CompiledFilter> filters) {

        Compiled(FilterSchema schema) {
            this(schema, new ConcurrentHashMap<>());
        }
    }

    /// The user and the item of a request, if it names them.
    public record Subject(@Nullable String userId, @Nullable String itemId) {}

    /// The input of a filter besides its values.
    private record Choice(Target target, ItemColumns columns, Function<String, UserEvents> eventsOf, int itemRow) {}

    GroupFilters(LiveDatasetGroup group, SchemaRefresh schemaRefresh, FilterSchema schema) {
        this.group = group;
        this.schemaRefresh = schemaRefresh;
        this.compiled = new Compiled(schema);
    }

    /// Returns the rows of the items that a filter keeps.
    ///
    /// @param values of the filter's placeholders
    /// @throws InvalidInput if the filter does not suit the subject, or a value is invalid
    public RowSet items(Filter filter, Map<String, String> values, Subject subject) {
        var item = subject.itemId();
        int itemRow = item == null ? FilterRequest.NO_ITEM : group.rows().find(item);
        return rows(
                filter, values, subject, new Choice(Target.ITEMS, group.items().columns(), group::eventsOf, itemRow));
    }

    /// Returns the rows of the actions that a filter keeps.
    ///
    /// @param values of the filter's placeholders
    /// @throws InvalidInput if the filter does not suit the subject, or a value is invalid
    public RowSet actions(Filter filter, Map<String, String> values, Subject subject) {
        var actions = group.actions();
        return rows(
                filter,
                values,
                subject,
                new Choice(Target.ACTIONS, actions.columns(), actions::events, FilterRequest.NO_ITEM));
    }

    /// Returns the rows of the users that a filter keeps.
    ///
    /// @param users to select from
    /// @param events the rows of users who had events of a type
    /// @throws InvalidInput if the filter does not select users, or a value is invalid
    public AllowedRows users(Filter filter, Map<String, String> values, LiveUsers users, UserEvents events) {
        try {
            var found = compiled(filter);
            if (found.target() != Target.USERS) {
                throw new InvalidInput(
                        "Filter %s chooses among items or actions, and users are asked for.".formatted(filter.arn()));
            }
            return found.evaluate(new FilterRequest(users.columns(), events, Map.of(), FilterRequest.NO_ITEM, values));
        } catch (FilterException e) {
            throw new InvalidInput("Filter %s: %s".formatted(filter.arn(), e.getMessage()));
        }
    }

    /// Returns the rows of the items that meet conditions on their attributes.
    ///
    /// @param conditions see [AttributeConditions]
    /// @throws InvalidInput if the conditions are invalid
    public AllowedRows itemsWith(String conditions) {
        try {
            return AttributeConditions.parse(conditions, group.schema())
                    .rows(group.items().columns());
        } catch (FilterException e) {
            throw new InvalidInput(e.getMessage());
        }
    }

    private RowSet rows(Filter filter, Map<String, String> values, Subject subject, Choice choice) {
        var arn = filter.arn();
        try {
            var found = compiled(filter);
            requireFits(found, filter, subject, choice.target());
            var user = subject.userId();
            return rowSet(found.evaluate(new FilterRequest(
                    choice.columns(),
                    user == null || !found.usesUserEvents()
                            ? UserEvents.NONE
                            : choice.eventsOf().apply(user),
                    user == null || !found.usesCurrentUser() ? Map.of() : group.userMetadata(user),
                    choice.itemRow(),
                    values)));
        } catch (FilterException e) {
            throw new InvalidInput("Filter %s: %s".formatted(arn, e.getMessage()));
        }
    }

    private static void requireFits(CompiledFilter found, Filter filter, Subject subject, Target target) {
        if (found.target() != target) {
            throw new InvalidInput("Filter %s chooses among %s, and %s are asked for."
                    .formatted(filter.arn(), things(found.target()), things(target)));
        }
        if (found.usesCurrentItem() && subject.itemId() == null) {
            throw new InvalidInput(
                    "Filter %s compares with CurrentItem, but the request has no itemId.".formatted(filter.arn()));
        }
        if (subject.userId() == null && (found.usesUserEvents() || found.usesCurrentUser())) {
            throw new InvalidInput(
                    "Filter %s tests data of the user, but the request has no userId.".formatted(filter.arn()));
        }
    }

    private static String things(Target target) {
        return switch (target) {
            case ITEMS -> "items";
            case USERS -> "users";
            case ACTIONS -> "actions";
        };
    }

    /// A filter on a new dataset or column can arrive before the change feed has updated the group's schemas, so
    /// a failed compilation is retried with the catalog's schemas.
    private CompiledFilter compiled(Filter filter) {
        try {
            return compiledNow(filter);
        } catch (InvalidFilterException e) {
            schemaRefresh.refresh(group);
            return compiledNow(filter);
        }
    }

    @SuppressWarnings("ReferenceEquality") // a group keeps the same object while its schemas are equal
    private CompiledFilter compiledNow(Filter filter) {
        var schema = group.schema();
        var present = compiled;
        if (present.schema() != schema || present.filters().size() >= MAX_COMPILED) {
            present = new Compiled(schema);
            compiled = present;
        }
        return present.filters()
                .computeIfAbsent(
                        filter, it -> CompiledFilter.compile(FilterExpression.parse(it.filterExpression()), schema));
    }

    private static RowSet rowSet(AllowedRows allowed) {
        return new RowSet() {
            @Override
            public boolean contains(int row) {
                return allowed.allows(row);
            }

            @Override
            public int estimatedSize() {
                return allowed.estimatedSize();
            }

            @Override
            public void forEach(IntConsumer action) {
                allowed.forEach(action);
            }
        };
    }
}
