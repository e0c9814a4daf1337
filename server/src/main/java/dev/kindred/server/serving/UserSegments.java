package dev.kindred.server.serving;

import dev.kindred.engine.recipe.Workers;
import dev.kindred.engine.recipe.segment.SegmentModel;
import dev.kindred.engine.recipe.segment.UserRanking;
import dev.kindred.server.dataset.LiveDatasetGroup;
import dev.kindred.server.dataset.table.LiveUsers;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.filter.AllowedRows;
import dev.kindred.server.resource.Filter;
import dev.kindred.server.snapshot.SelectedLog;
import dev.kindred.server.snapshot.Selection;
import dev.kindred.server.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Finds segments of a dataset group's users, as of the creation of this object. Users and their events come
/// from a snapshot of the data, because the model contains no users.
///
/// Not thread-safe.
public final class UserSegments {

    private static final String ANY_TYPE = "*";

    private final LiveDatasetGroup group;
    private final Snapshot snapshot;
    private final SelectedLog selected;
    private final UserRanking ranking;
    private final LiveUsers users;
    private final ConcurrentHashMap<String, RoaringBitmap> usersByType = new ConcurrentHashMap<>();
    private int @Nullable [] userRows;

    /// @param events the users' events to use
    public UserSegments(
            LiveDatasetGroup group, SegmentModel model, Snapshot snapshot, Selection events, Workers workers) {
        this.group = group;
        this.snapshot = snapshot;
        this.selected = snapshot.toLog(events);
        this.ranking = model.over(selected.log(), snapshot.items(), workers);
        this.users = group.users();
    }

    /// Returns the number of segments of a size that one call of [#find] can compute.
    public int segmentsAtOnce(int numResults) {
        return ranking.questionsAtOnce(numResults);
    }

    /// Returns the items that define the segment of an item: the item, or none if it is new.
    ///
    /// @throws InvalidInput if no dataset contains the item
    public int[] itemNamed(String itemId) {
        int item = snapshot.items().indexOf(itemId);
        if (item >= 0) {
            return new int[] {item};
        }
        if (!group.items().contains(itemId)) {
            throw new InvalidInput("Item %s is in no dataset. Name an item of the dataset group.".formatted(itemId));
        }
        return new int[0];
    }

    /// Returns the items that define the segment of attributes, without new items.
    ///
    /// @throws InvalidInput if the conditions are invalid, or no item meets them
    public int[] itemsWith(String conditions) {
        var rows = group.filters().itemsWith(conditions);
        if (rows.estimatedSize() == 0) {
            throw new InvalidInput("No item meets all of itemAttributes.");
        }
        return IntStream.range(0, snapshot.items().size())
                .filter(item -> {
                    int row = group.rows().find(snapshot.items().id(item));
                    return row >= 0 && rows.allows(row);
                })
                .toArray();
    }

    /// Returns a query for the users of some items.
    ///
    /// @param filter the filter of users, or null for none
    /// @throws InvalidInput if the filter is unsuitable, or its values are invalid
    public UserRanking.Query question(
            int[] items, int numResults, @Nullable Filter filter, Map<String, String> values) {
        return new UserRanking.Query(items, filter == null ? _ -> true : kept(filter, values), numResults);
    }

    private IntPredicate kept(Filter filter, Map<String, String> values) {
        var rows = rows();
        AllowedRows allowed = group.filters().users(filter, values, users, this::forEachUserWithEvents);
        return user -> allowed.allows(rows[user]);
    }

    /// Returns the row of each user of the log.
    private int[] rows() {
        var known = userRows;
        if (known == null) {
            known = new int[selected.users().length];
            for (int user = 0; user < known.length; user++) {
                known[user] = users.rowOf(userId(user));
            }
            userRows = known;
        }
        return known;
    }

    private void forEachUserWithEvents(@Nullable String eventType, IntConsumer action) {
        var type = eventType == null ? ANY_TYPE : eventType.toLowerCase(Locale.ROOT);
        usersByType.computeIfAbsent(type, this::usersWith).forEach((org.roaringbitmap.IntConsumer) action::accept);
    }

    private RoaringBitmap usersWith(String type) {
        var types = snapshot.eventTypes();
        var fits = new boolean[types.size() + 1]; // element 0 is for events without a type
        fits[0] = type.equals(ANY_TYPE);
        for (int i = 0; i < types.size(); i++) {
            fits[i + 1] = type.equals(ANY_TYPE)
                    || types.id(i).toLowerCase(Locale.ROOT).equals(type);
        }
        var found = new RoaringBitmap();
        var rows = rows();
        for (int user = 0; user < rows.length; user++) {
            int of = selected.users()[user];
            for (int at = snapshot.from(of); at < snapshot.to(of); at++) {
                if (fits[snapshot.eventType(at) + 1]) {
                    found.add(rows[user]);
                    break;
                }
            }
        }
        return found;
    }

    /// Returns the users for each query, the most likely first, as indices for [#userId].
    ///
    /// @throws java.util.concurrent.CancellationException if it was cancelled
    public List<int[]> find(List<UserRanking.Query> questions, BooleanSupplier unwanted) {
        return ranking.rank(questions, unwanted);
    }

    public String userId(int user) {
        return snapshot.users().id(selected.users()[user]);
    }
}
