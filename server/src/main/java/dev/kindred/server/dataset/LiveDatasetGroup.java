package dev.kindred.server.dataset;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.ranking.History;
import dev.kindred.server.dataset.history.Histories;
import dev.kindred.server.dataset.history.TrendCounts;
import dev.kindred.server.dataset.table.ItemRows;
import dev.kindred.server.dataset.table.LiveItems;
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
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.Filter;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.snapshot.Selection;
import dev.kindred.server.snapshot.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The data of a dataset group as they are at this moment: what users did, what items and users are. Requests
/// read it; the stream's records are in it before whoever put them is answered; imports are taken in when
/// they are done.
public final class LiveDatasetGroup implements HistoryHolder {

    /// How many events of a user, or of one type, are looked at, the newest.
    private static final int MOST_EVENTS_OF_A_TYPE = 100;

    private static final int MOST_COMPILED = 1_000;
    private static final String ITEM_ID = "ITEM_ID";
    private static final int LONGEST_HISTORY = 200;
    private static final int MOST_EVENTS_LOOKED_AT = 2_000;

    private final Arn arn;
    private final ItemRows rows;
    private final ActionData actions;
    private final SchemaRefresh schemaRefresh;
    private volatile State state;

    /// Takes the schemas that the catalog has now, and the data that follow them, if they are others than a group's.
    @FunctionalInterface
    interface SchemaRefresh {

        void refresh(LiveDatasetGroup group);
    }

    /// All that is known at one moment. The tables change by themselves as records are streamed; another
    /// takes the place of one when it was loaded anew.
    ///
    /// @param interactions the dataset that the histories are of, or null where there is none
    /// @param compiled filters that were compiled for the schemas of this moment
    private record State(
            Histories histories,
            @Nullable Dataset interactions,
            LiveItems items,
            LiveUsers users,
            FilterSchema schema,
            ConcurrentHashMap<Filter, CompiledFilter> compiled) {}

    LiveDatasetGroup(
            Arn arn,
            ItemRows rows,
            Histories histories,
            @Nullable Dataset interactions,
            LiveItems items,
            LiveUsers users,
            ActionData actions,
            FilterSchema schema,
            SchemaRefresh schemaRefresh) {
        this.arn = arn;
        this.schemaRefresh = schemaRefresh;
        this.rows = rows;
        this.actions = actions;
        this.state = new State(histories, interactions, items, users, schema, new ConcurrentHashMap<>());
    }

    /// The dataset group.
    public Arn arn() {
        return arn;
    }

    public ItemRows rows() {
        return rows;
    }

    /// The group's actions, and what users did with them.
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
        state = new State(histories, interactions, old.items(), old.users(), old.schema(), old.compiled());
    }

    /// Takes newly loaded items in the place of the present ones. Only one thread takes at a time.
    void take(LiveItems items) {
        var old = state;
        state = new State(old.histories(), old.interactions(), items, old.users(), old.schema(), old.compiled());
    }

    /// Takes newly loaded users in the place of the present ones. Only one thread takes at a time.
    void take(LiveUsers users) {
        var old = state;
        state = new State(old.histories(), old.interactions(), old.items(), users, old.schema(), old.compiled());
    }

    /// Takes the schemas that filters are held against. Only one thread takes at a time.
    void take(FilterSchema schema) {
        var old = state;
        if (!old.schema().equals(schema)) {
            state = new State(
                    old.histories(), old.interactions(), old.items(), old.users(), schema, new ConcurrentHashMap<>());
        }
    }

    boolean hasSchema(FilterSchema schema) {
        return state.schema().equals(schema);
    }

    /// Returns what the user did of those events, as far as a model knows the items, newest first.
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

    /// Returns how many of those events each item had in the `seconds` up to the newest one that is not after
    /// `now`, and in as many before.
    public TrendCounts trend(long now, long seconds, Selection events) {
        var histories = state.histories();
        return histories.trend(histories.newest(now, events), seconds, events);
    }

    /// Returns the rows of the items with which the user had events of those types.
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

    /// The user and the item of a request, as far as it names them.
    public record FilterSubject(
            @Nullable String userId, @Nullable String itemId) {}

    /// Returns the rows of the items that a filter keeps.
    ///
    /// @param values of the filter's placeholders
    /// @throws InvalidInput if the filter does not fit the subject, or a value is wrong
    public RowSet filter(Filter filter, Map<String, String> values, FilterSubject subject) {
        int itemRow = subject.itemId() == null ? FilterRequest.NO_ITEM : rows.find(subject.itemId());
        return filter(
                filter, values, subject, new Choice(Target.ITEMS, state.items().columns(), this::eventsOf, itemRow));
    }

    /// Returns the rows of the actions that a filter keeps.
    ///
    /// @param values of the filter's placeholders
    /// @throws InvalidInput if the filter does not fit the subject, or a value is wrong
    public RowSet filterActions(Filter filter, Map<String, String> values, FilterSubject subject) {
        var choice = new Choice(Target.ACTIONS, actions.columns(), actions::events, FilterRequest.NO_ITEM);
        return filter(filter, values, subject, choice);
    }

    /// What a filter selects from.
    private record Choice(Target target, ItemColumns columns, Function<String, UserEvents> eventsOf, int itemRow) {}

    private RowSet filter(Filter filter, Map<String, String> values, FilterSubject subject, Choice choice) {
        var arn = filter.arn();
        try {
            var compiled = compiled(filter);
            if (compiled.target() != choice.target()) {
                throw new InvalidInput("Filter %s chooses among %s, and %s are asked for."
                        .formatted(arn, things(compiled.target()), things(choice.target())));
            }
            if (compiled.usesCurrentItem() && subject.itemId() == null) {
                throw new InvalidInput(
                        "Filter %s compares with CurrentItem, and the request names no itemId.".formatted(arn));
            }
            var user = subject.userId();
            if (user == null && (compiled.usesUserEvents() || compiled.usesCurrentUser())) {
                throw new InvalidInput(
                        "Filter %s asks about the user, and the request names no userId.".formatted(arn));
            }
            return kept(compiled.evaluate(new FilterRequest(
                    choice.columns(),
                    user == null || !compiled.usesUserEvents()
                            ? UserEvents.NONE
                            : choice.eventsOf().apply(user),
                    user == null || !compiled.usesCurrentUser() ? Map.of() : userMetadata(user),
                    choice.itemRow(),
                    values)));
        } catch (FilterException e) {
            throw new InvalidInput("Filter %s: %s".formatted(arn, e.getMessage()));
        }
    }

    private static String things(Target target) {
        return switch (target) {
            case ITEMS -> "items";
            case USERS -> "users";
            case ACTIONS -> "actions";
        };
    }

    /// The users as they are now and will be.
    public LiveUsers users() {
        return state.users();
    }

    /// Returns the rows of the users that a filter keeps.
    ///
    /// @param users whose rows are meant
    /// @param events calls with the rows of users who had events
    /// @throws InvalidInput if it chooses no users, or its values are wrong
    public AllowedRows filterUsers(Filter filter, Map<String, String> values, LiveUsers users, UserEvents events) {
        try {
            var compiled = compiled(filter);
            if (compiled.target() != Target.USERS) {
                throw new InvalidInput(
                        "Filter %s chooses among items or actions, and users are asked for.".formatted(filter.arn()));
            }
            return compiled.evaluate(
                    new FilterRequest(users.columns(), events, Map.of(), FilterRequest.NO_ITEM, values));
        } catch (FilterException e) {
            throw new InvalidInput("Filter %s: %s".formatted(filter.arn(), e.getMessage()));
        }
    }

    /// Returns the rows of the items that have certain attributes.
    ///
    /// @param conditions see [AttributeConditions]
    /// @throws InvalidInput if these are none
    public AllowedRows itemsWith(String conditions) {
        var present = state;
        try {
            return AttributeConditions.parse(conditions, present.schema())
                    .rows(present.items().columns());
        } catch (FilterException e) {
            throw new InvalidInput(e.getMessage());
        }
    }

    /// Whether the Items dataset has that item.
    public boolean hasItem(String itemId) {
        int row = rows.find(itemId);
        return row >= 0 && !state.items().columns().values(row, ITEM_ID).isEmpty();
    }

    /// A filter on a dataset or column that was made a moment ago can come before the thread that takes changes in.
    private CompiledFilter compiled(Filter filter) {
        try {
            return compiledNow(filter);
        } catch (InvalidFilterException e) {
            schemaRefresh.refresh(this);
            return compiledNow(filter);
        }
    }

    private CompiledFilter compiledNow(Filter filter) {
        var present = state;
        if (present.compiled().size() >= MOST_COMPILED) {
            present.compiled().clear(); // most are of filters that are gone
        }
        return present.compiled()
                .computeIfAbsent(
                        filter,
                        it -> CompiledFilter.compile(FilterExpression.parse(it.filterExpression()), present.schema()));
    }

    private UserEvents eventsOf(String user) {
        var histories = state.histories();
        return (eventType, action) -> {
            var type = eventType == null ? Histories.ANY_TYPE : eventType;
            for (int row : histories.itemsOf(user, type, MOST_EVENTS_OF_A_TYPE)) {
                action.accept(row);
            }
        };
    }

    private static RowSet kept(AllowedRows allowed) {
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

    /// Returns the user's columns that have a value, as texts.
    public Map<String, String> userMetadata(String userId) {
        return state.users().attributes(userId);
    }

    /// Returns an item's columns of those names that have a value, as texts.
    public Map<String, String> itemMetadata(String itemId, List<String> columns) {
        return state.items().metadata(rows.find(itemId), columns);
    }

    /// Returns an item's value in a column as text, or null where it has none.
    public @Nullable String itemText(String itemId, String column) {
        return itemMetadata(itemId, List.of(column)).get(column);
    }

    /// Returns if the Items dataset has those columns.
    ///
    /// @throws InvalidInput if one is not there
    public void requireItemColumns(List<String> columns) {
        var known = columnsOf(DatasetType.ITEMS);
        for (var column : columns) {
            if (known.stream().noneMatch(column::equalsIgnoreCase)) {
                throw new InvalidInput("The Items dataset has no column %s. It has %s."
                        .formatted(column, known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
    }

    /// Whether the dataset of that type has a column of that name.
    public boolean hasColumn(DatasetType type, String column) {
        return columnsOf(type).stream().anyMatch(column::equalsIgnoreCase);
    }

    private List<String> columnsOf(DatasetType type) {
        return schemaOf(type).stream()
                .flatMap(schema -> schema.columns().stream())
                .map(Column::name)
                .toList();
    }

    private Optional<AvroSchema> schemaOf(DatasetType type) {
        return Optional.ofNullable(state.schema().datasets().get(type));
    }

    /// The schema that the Items dataset follows now, if there is one.
    public Optional<AvroSchema> itemSchema() {
        return schemaOf(DatasetType.ITEMS);
    }

    /// Returns the items that are in the Items dataset and not in `known`, by id.
    public List<String> itemsBeyond(IdIndex known) {
        var columns = state.items().columns();
        return IntStream.range(0, columns.rowCount())
                .filter(row -> !columns.values(row, ITEM_ID).isEmpty())
                .mapToObj(rows::id)
                .filter(id -> known.indexOf(id) < 0)
                .sorted()
                .toList();
    }

    /// Returns when items came to be, in seconds since 1970, or [dev.kindred.engine.data.ItemTable#UNKNOWN].
    public long[] createdAt(List<String> itemIds) {
        return state.items().createdAt(rowsOf(itemIds));
    }

    private int[] rowsOf(List<String> itemIds) {
        return itemIds.stream().mapToInt(rows::find).toArray();
    }

    /// Returns the columns of items that can be trained on, for those items in their order.
    public List<Feature> itemFeatures(List<String> itemIds, Predicate<String> excluded) {
        return state.items().features(rowsOf(itemIds), among(DatasetType.ITEMS, excluded));
    }

    /// Returns those items' names and texts, as one text for each, null where it has none; null instead of
    /// the list if the Items dataset has no column of texts.
    public @Nullable List<@Nullable String> itemTexts(List<String> itemIds, Predicate<String> excluded) {
        return state.items().texts(rowsOf(itemIds), among(DatasetType.ITEMS, excluded));
    }

    /// Stands for the items as they are now: it is another object once one of them has changed.
    public Object itemsMoment() {
        return state.items().columns();
    }

    /// Returns the columns of users that can be trained on, for those users in their order.
    public UserTable userTable(List<String> userIds, Predicate<String> excluded) {
        return new UserTable(userIds.size(), state.users().features(userIds, among(DatasetType.USERS, excluded)));
    }

    private Set<String> among(DatasetType type, Predicate<String> excluded) {
        return columnsOf(type).stream().filter(excluded).collect(Collectors.toSet());
    }

    /// Returns the numbers in a column of those items, NaN where there is none; those beyond float as the
    /// farthest that it has.
    public float[] numbers(String column, List<String> itemIds) {
        var columns = state.items().columns();
        var name = columnsOf(DatasetType.ITEMS).stream()
                .filter(column::equalsIgnoreCase)
                .findFirst()
                .orElse(column);
        var numbers = new float[itemIds.size()];
        for (int item = 0; item < numbers.length; item++) {
            int row = rows.find(itemIds.get(item));
            var values = row < 0 ? List.<String>of() : columns.values(row, name);
            numbers[item] = values.isEmpty() ? Float.NaN : clamped(values.getFirst());
        }
        return numbers;
    }

    private static float clamped(String number) {
        return (float) Math.clamp(Double.parseDouble(number), -Float.MAX_VALUE, Float.MAX_VALUE);
    }
}
