package dev.kindred.server.dataset.history;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.kindred.server.dataset.table.ItemRows;
import dev.kindred.server.snapshot.Selection;
import dev.kindred.server.snapshot.Snapshot;
import dev.kindred.server.stream.StreamListener;
import dev.kindred.server.stream.StreamedEvent;
import dev.kindred.server.stream.StreamedRecord;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The events of the users of one dataset group: the imported and sealed events of a snapshot, and in memory the
/// events streamed since. An event is part of its user's history before its PutEvents request is answered.
///
/// A user is identified by id, an anonymous user by the session id. When an event names both, the earlier events
/// of the session are assigned to the user.
///
/// Memory: 4 bytes per item of the snapshot; 29 bytes per streamed event that the snapshot does not contain, at
/// most 1,000 events per user; and 24 bytes per such event for the counts of trends.
public final class Histories implements StreamListener {

    /// All event types.
    public static final String ANY_TYPE = "*";

    private final ItemRows rows;
    private final UnaryOperator<String> typeNames;
    private final EventTypes types = new EventTypes();
    private final ConcurrentHashMap<String, RecentEvents> users = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, RecentEvents> sessions = new ConcurrentHashMap<>();
    private final Object trend = new Object();

    @GuardedBy("trend")
    private TrendLog streamed = new TrendLog();

    private volatile Base base;

    /// A snapshot, and the row of each of its items and the code of each of its event types.
    @SuppressWarnings("ArrayRecordComponent") // replaced as a whole, never compared
    private record Base(Snapshot snapshot, int[] rowOf, int[] typeOf) {}

    /// Starts from a snapshot. The stream's events after [Snapshot#sealedPart()] must follow.
    public Histories(Snapshot snapshot, ItemRows rows) {
        this(snapshot, rows, UnaryOperator.identity());
    }

    /// Starts from a snapshot with event types that have several spellings.
    ///
    /// @param typeNames returns the canonical name of an event type
    public Histories(Snapshot snapshot, ItemRows rows, UnaryOperator<String> typeNames) {
        this.rows = rows;
        this.typeNames = typeNames;
        this.base = baseOf(snapshot);
    }

    private Base baseOf(Snapshot snapshot) {
        var rowOf = new int[snapshot.items().size()];
        Arrays.setAll(rowOf, item -> rows.rowOf(snapshot.items().id(item)));
        var typeOf = new int[snapshot.eventTypes().size()];
        Arrays.setAll(
                typeOf,
                type -> types.codeOf(typeNames.apply(snapshot.eventTypes().id(type))));
        return new Base(snapshot, rowOf, typeOf);
    }

    /// Replaces the snapshot by a newer one and removes the streamed events that it contains. Concurrent
    /// requests can see such an event twice for a moment, but miss none.
    public void rebase(Snapshot snapshot) {
        base = baseOf(snapshot);
        int part = snapshot.sealedPart();
        drop(part, users);
        drop(part, sessions);
        synchronized (trend) {
            streamed = streamed.after(part);
        }
    }

    private static void drop(int part, ConcurrentHashMap<String, RecentEvents> owners) {
        for (var owner : owners.keySet()) {
            owners.computeIfPresent(owner, (_, events) -> events.dropUpTo(part) ? null : events);
        }
    }

    /// Adds events under the map's lock for the owner, so that a concurrent [#rebase] does not remove the owner
    /// in between.
    private static void add(
            ConcurrentHashMap<String, RecentEvents> owners, String owner, List<RecentEvents.Event> events) {
        owners.compute(owner, (_, known) -> {
            var own = known == null ? new RecentEvents() : known;
            events.forEach(own::add);
            return own;
        });
    }

    @Override
    public void committed(int part, StreamedRecord record) {
        if (record instanceof StreamedEvent event) {
            add(part, event);
        }
    }

    private void add(int part, StreamedEvent event) {
        var user = event.userId();
        if (user != null) {
            var anonymous = sessions.get(event.sessionId());
            if (anonymous != null) {
                add(users, user, anonymous.adopt());
            }
        }
        if (event.itemId() == null) {
            return;
        }
        int row = rows.rowOf(event.itemId());
        var recent = new RecentEvents.Event(
                part, row, event.timestamp(), types.codeOf(typeNames.apply(event.eventType())), event.eventValue());
        if (user == null) {
            add(sessions, event.sessionId(), List.of(recent));
        } else {
            add(users, user, List.of(recent));
        }
        synchronized (trend) {
            streamed.add(recent);
        }
    }

    /// Returns up to `limit` of the newest events of a user, or of an anonymous user's session.
    public UserHistory of(String userOrSession, int limit) {
        var present = base;
        int user = present.snapshot().users().indexOf(userOrSession);
        int from = user < 0 ? 0 : present.snapshot().from(user);
        int at = user < 0 ? 0 : present.snapshot().to(user);
        var recent = recentOf(userOrSession);
        int recentAt = recent.size();
        int size = Math.min(limit, at - from + recentAt);
        if (size <= 0) {
            return UserHistory.NONE;
        }
        var events = new UserHistory(new int[size], new long[size], new int[size], new float[size]);
        for (int i = 0; i < size; i++) {
            boolean takesRecent = recentAt > 0
                    && (at == from
                            || recent.times()[recentAt - 1]
                                    >= present.snapshot().time(at - 1));
            if (takesRecent) {
                recentAt--;
                set(events, i, recent.items()[recentAt], recent.times()[recentAt], recent.types()[recentAt]);
                events.values()[i] = recent.values()[recentAt];
            } else {
                at--;
                var snapshot = present.snapshot();
                int type = snapshot.eventType(at);
                set(
                        events,
                        i,
                        present.rowOf()[snapshot.item(at)],
                        snapshot.time(at),
                        type < 0 ? -1 : present.typeOf()[type]);
                events.values()[i] = snapshot.eventValue(at);
            }
        }
        return events;
    }

    private static void set(UserHistory events, int at, int item, long time, int type) {
        events.items()[at] = item;
        events.times()[at] = time;
        events.types()[at] = type;
    }

    /// Returns the streamed events of a user or session, the oldest first.
    private UserHistory recentOf(String userOrSession) {
        var ofUser = users.get(userOrSession);
        var ofSession = sessions.get(userOrSession);
        if (ofUser == null) {
            return ofSession == null ? UserHistory.NONE : ofSession.all();
        }
        if (ofSession == null) {
            return ofUser.all();
        }
        return merged(ofUser.all(), ofSession.all());
    }

    private static UserHistory merged(UserHistory a, UserHistory b) {
        int size = a.size() + b.size();
        var all = new UserHistory(new int[size], new long[size], new int[size], new float[size]);
        int fromA = 0;
        int fromB = 0;
        for (int i = 0; i < size; i++) {
            boolean takesA = fromB == b.size() || (fromA < a.size() && a.times()[fromA] <= b.times()[fromB]);
            var source = takesA ? a : b;
            int at = takesA ? fromA++ : fromB++;
            set(all, i, source.items()[at], source.times()[at], source.types()[at]);
            all.values()[i] = source.values()[at];
        }
        return all;
    }

    /// Returns the item rows of a user's newest events of a type, the newest first.
    ///
    /// @param eventType compared without regard to case; with [#ANY_TYPE] the limit applies to each type
    /// separately
    /// @param limit the maximum number of events of a type
    public int[] itemsOf(String userOrSession, String eventType, int limit) {
        var all = of(userOrSession, Integer.MAX_VALUE);
        boolean any = eventType.equals(ANY_TYPE);
        var wanted = EventTypes.fold(typeNames.apply(eventType));
        Map<String, int[]> seen = new HashMap<>();
        var items = new int[all.size()];
        int count = 0;
        for (int i = 0; i < items.length; i++) {
            var type = types.folded(all.types()[i]);
            if ((any || type.equals(wanted)) && seen.computeIfAbsent(type, _ -> new int[1])[0]++ < limit) {
                items[count++] = all.items()[i];
            }
        }
        return Arrays.copyOf(items, count);
    }

    /// The number of users and sessions with events that the snapshot does not contain.
    public int inMemory() {
        return users.size() + sessions.size();
    }

    /// Returns the name of an event type, as the data spell it.
    public @Nullable String typeName(int code) {
        return code < 0 ? null : types.name(code);
    }

    /// Returns the time of the newest selected event that is not after `now`, in seconds since 1970, or `now` if
    /// there is none.
    public long newest(long now, Selection events) {
        long newest = Long.MIN_VALUE;
        var present = base;
        for (int i = 0; i < present.snapshot().size(); i++) {
            long time = present.snapshot().time(i);
            if (time <= now && time > newest && isIn(events, present, i)) {
                newest = time;
            }
        }
        synchronized (trend) {
            for (int i = 0; i < streamed.size(); i++) {
                long time = streamed.time(i);
                if (time <= now && time > newest && isIn(events, streamed.type(i), streamed.value(i))) {
                    newest = time;
                }
            }
        }
        return newest == Long.MIN_VALUE ? now : newest;
    }

    private boolean isIn(Selection events, Base present, int position) {
        int type = present.snapshot().eventType(position);
        return isIn(
                events,
                type < 0 ? -1 : present.typeOf()[type],
                present.snapshot().eventValue(position));
    }

    private boolean isIn(Selection events, int type, float value) {
        return events.weight(typeName(type), value) > 0;
    }

    /// Returns the number of selected events of each item in the `seconds` up to `now` and in the `seconds`
    /// before.
    public TrendCounts trend(long now, long seconds, Selection events) {
        long latest = now - seconds;
        long previous = latest - seconds;
        var present = base;
        var snapshot = present.snapshot();
        TrendLog recent;
        int recentSize;
        synchronized (trend) {
            recent = streamed;
            recentSize = recent.size();
        }
        int size = rows.size();
        var counts = new TrendCounts(new int[size], new int[size]);
        for (int i = 0; i < snapshot.size(); i++) {
            long time = snapshot.time(i);
            if (time > previous && time <= now && isIn(events, present, i)) {
                (time > latest ? counts.latest() : counts.previous())[present.rowOf()[snapshot.item(i)]]++;
            }
        }
        for (int i = 0; i < recentSize; i++) {
            long time = recent.time(i);
            int row = recent.row(i);
            if (time > previous && time <= now && row < size && isIn(events, recent.type(i), recent.value(i))) {
                (time > latest ? counts.latest() : counts.previous())[row]++;
            }
        }
        return counts;
    }
}
