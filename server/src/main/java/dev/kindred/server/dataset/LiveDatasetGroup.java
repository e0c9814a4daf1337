package dev.kindred.server.dataset;

import dev.kindred.engine.ranking.History;
import dev.kindred.server.dataset.history.Histories;
import dev.kindred.server.dataset.history.TrendCounts;
import dev.kindred.server.dataset.table.ItemRows;
import dev.kindred.server.dataset.table.LiveItems;
import dev.kindred.server.dataset.table.LiveUsers;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.filter.FilterSchema;
import dev.kindred.server.filter.UserEvents;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.snapshot.Selection;
import dev.kindred.server.snapshot.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The current data of a dataset group: the events of users, and the items and users. It contains a streamed
/// record before the request with it is answered, and an import once it is loaded.
public final class LiveDatasetGroup implements HistoryHolder {

    /// The newest events of a user and type that filters consider: AWS's default quota.
    private static final int MOST_EVENTS_OF_A_TYPE = 100;

    /// The newest events of a user that a ranking uses, and those that are read to find them. Taste.
    private static final int LONGEST_HISTORY = 200;
    private static final int MOST_EVENTS_LOOKED_AT = 2_000;

    private final Arn arn;
    private final ItemRows rows;
    private final ActionData actions;
    private final GroupFilters filters;
    private volatile State state;

    /// The current tables. A table changes as records are streamed, and is replaced when it is reloaded.
    ///
    /// @param interactions the dataset of the histories, or null if there is none
    record State(
            Histories histories,
            @Nullable Dataset interactions,
            LiveItems items,
            LiveUsers users,
            FilterSchema schema) {}

    LiveDatasetGroup(
            Arn arn, ItemRows rows, State state, ActionData actions, GroupFilters.SchemaRefresh schemaRefresh) {
        this.arn = arn;
        this.rows = rows;
        this.actions = actions;
        this.state = state;
        this.filters = new GroupFilters(this, schemaRefresh, state.schema());
    }

    /// The dataset group.
    public Arn arn() {
        return arn;
    }

    /// The rows of the items in the Items dataset and in events.
    public ItemRows rows() {
        return rows;
    }

    /// The group's actions, and the users' events with them.
    public ActionData actions() {
        return actions;
    }

    @Override
    public void rebase(Snapshot snapshot) {
        state.histories().rebase(snapshot);
    }

    @Override
    public Histories begin(Snapshot snapshot) {
        return new Histories(snapshot, rows);
    }

    @Override
    public boolean hasHistoriesOf(@Nullable Dataset dataset) {
        var known = state.interactions();
        return known != null && dataset != null && known.creationDateTime().equals(dataset.creationDateTime());
    }

    @Override
    public void take(Histories histories, @Nullable Dataset interactions) {
        var old = state;
        state = new State(histories, interactions, old.items(), old.users(), old.schema());
    }

    /// Replaces the table of items. Calls must not overlap.
    void take(LiveItems items) {
        var old = state;
        state = new State(old.histories(), old.interactions(), items, old.users(), old.schema());
    }

    /// Replaces the table of users. Calls must not overlap.
    void take(LiveUsers users) {
        var old = state;
        state = new State(old.histories(), old.interactions(), old.items(), users, old.schema());
    }

    /// Replaces the schemas for filters. Calls must not overlap.
    void take(FilterSchema schema) {
        var old = state;
        if (!old.schema().equals(schema)) {
            state = new State(old.histories(), old.interactions(), old.items(), old.users(), schema);
        }
    }

    boolean hasSchema(FilterSchema schema) {
        return state.schema().equals(schema);
    }

    /// Returns the user's selected events with items of a model, the newest first.
    public History history(@Nullable String userOrSession, ModelRows model, Selection selected) {
        if (userOrSession == null) {
            return History.EMPTY;
        }
        var histories = state.histories();
        var events = histories.of(userOrSession, MOST_EVENTS_LOOKED_AT);
        int most = Math.min(events.size(), LONGEST_HISTORY);
        var found = new int[most];
        var times = new long[most];
        var weights = new float[most];
        int count = 0;
        for (int i = 0; i < events.size() && count < most; i++) {
            int item = model.index(events.items()[i]);
            if (item < 0) {
                continue;
            }
            float weight = selected.weight(histories.typeName(events.types()[i]), events.values()[i]);
            if (weight > 0) {
                found[count] = item;
                times[count] = events.times()[i];
                weights[count++] = weight;
            }
        }
        return new History(Arrays.copyOf(found, count), Arrays.copyOf(times, count), Arrays.copyOf(weights, count));
    }

    /// Returns the number of selected events of each item in the last `seconds` and in the `seconds` before. The
    /// last interval ends with the newest event that is not after `now`.
    public TrendCounts trend(long now, long seconds, Selection events) {
        var histories = state.histories();
        return histories.trend(histories.newest(now, events), seconds, events);
    }

    /// Returns the rows of the items of the user's events of some types.
    public RowSet rowsWithEvents(String userOrSession, List<String> eventTypes) {
        var histories = state.histories();
        var found = eventTypes.stream()
                .flatMapToInt(type -> Arrays.stream(histories.itemsOf(userOrSession, type, MOST_EVENTS_OF_A_TYPE)))
                .sorted()
                .distinct()
                .toArray();
        return new RowSet() {
            @Override
            public boolean contains(int row) {
                return Arrays.binarySearch(found, row) >= 0;
            }

            @Override
            public int estimatedSize() {
                return found.length;
            }

            @Override
            public void forEach(IntConsumer action) {
                for (int row : found) {
                    action.accept(row);
                }
            }
        };
    }

    /// The group's items.
    public LiveItems items() {
        return state.items();
    }

    /// The group's users.
    public LiveUsers users() {
        return state.users();
    }

    /// The filters over the group's data.
    public GroupFilters filters() {
        return filters;
    }

    FilterSchema schema() {
        return state.schema();
    }

    /// Returns the rows of the items of a user's events, the newest events first.
    UserEvents eventsOf(String user) {
        var histories = state.histories();
        return (eventType, action) -> {
            var type = eventType == null ? Histories.ANY_TYPE : eventType;
            for (int row : histories.itemsOf(user, type, MOST_EVENTS_OF_A_TYPE)) {
                action.accept(row);
            }
        };
    }

    /// Returns the values of a user's non-null columns, as texts.
    public Map<String, String> userMetadata(String userId) {
        return state.users().attributes(userId);
    }

    /// Checks that the Items dataset has some columns.
    ///
    /// @throws InvalidInput if it lacks one
    public void requireItemColumns(List<String> columns) {
        var known = itemSchema().stream()
                .flatMap(schema -> schema.columns().stream())
                .map(Column::name)
                .toList();
        for (var column : columns) {
            if (known.stream().noneMatch(column::equalsIgnoreCase)) {
                throw new InvalidInput("The Items dataset has no column %s. It has %s."
                        .formatted(column, known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
    }

    /// The schema of the Items dataset, if there is one.
    public Optional<AvroSchema> itemSchema() {
        return Optional.ofNullable(state.schema().datasets().get(DatasetType.ITEMS));
    }
}
