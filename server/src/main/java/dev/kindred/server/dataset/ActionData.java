package dev.kindred.server.dataset;

import dev.kindred.engine.ranking.PastActions;
import dev.kindred.server.dataset.history.Histories;
import dev.kindred.server.dataset.table.ItemRows;
import dev.kindred.server.dataset.table.LiveActions;
import dev.kindred.server.filter.ItemColumns;
import dev.kindred.server.filter.UserEvents;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.schema.ActionEventType;
import dev.kindred.server.snapshot.Snapshot;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The current actions of a dataset group, and the users' events with them. Actions have row numbers of their
/// own.
public final class ActionData implements HistoryHolder {

    /// The newest events of a user and type that a filter considers: AWS's default quota for action interactions.
    private static final int MOST_EVENTS_OF_A_TYPE = 300;

    /// The newest events of a user that are read for repeat frequencies. Taste.
    private static final int MOST_EVENTS_LOOKED_AT = 2_000;
    private static final long SECONDS_OF_A_DAY = 86_400;

    /// The maximum repeat frequency, 100 years; longer ones are reduced to it. Taste.
    private static final long MOST_DAYS = 36_500;

    private final ItemRows rows;
    private volatile State state;

    /// @param histories null until there is a dataset of action interactions
    private record State(
            @Nullable Histories histories, @Nullable Dataset interactions, LiveActions table) {}

    ActionData(ItemRows rows, LiveActions table) {
        this.rows = rows;
        this.state = new State(null, null, table);
    }

    public ItemRows rows() {
        return rows;
    }

    @Override
    public boolean hasHistoriesOf(@Nullable Dataset dataset) {
        var known = state.interactions();
        return known != null && dataset != null && known.creationDateTime().equals(dataset.creationDateTime());
    }

    boolean hasHistories() {
        return state.histories() != null;
    }

    @Override
    public void rebase(Snapshot snapshot) {
        var histories = state.histories();
        if (histories != null) {
            histories.rebase(snapshot);
        }
    }

    @Override
    public Histories begin(Snapshot snapshot) {
        return new Histories(snapshot, rows, ActionEventType::normalized);
    }

    @Override
    public void take(Histories histories, @Nullable Dataset interactions) {
        state = new State(histories, interactions, state.table());
    }

    /// Replaces the table of actions. Calls must not overlap.
    void take(LiveActions table) {
        var old = state;
        state = new State(old.histories(), old.interactions(), table);
    }

    /// The current actions.
    public LiveActions.Present present() {
        return state.table().present();
    }

    ItemColumns columns() {
        return state.table().columns();
    }

    /// Returns the events of a user, or of an anonymous user's session, for filters.
    UserEvents events(String userOrSession) {
        var histories = state.histories();
        if (histories == null) {
            return UserEvents.NONE;
        }
        return (eventType, action) -> {
            var type = eventType == null ? Histories.ANY_TYPE : eventType;
            for (int row : histories.itemsOf(userOrSession, type, MOST_EVENTS_OF_A_TYPE)) {
                action.accept(row);
            }
        };
    }

    /// The events of one user with actions, for one request.
    ///
    /// @param past the events with actions that the model contains
    /// @param newest the time of the user's newest event with each requested action, or [LiveActions#NONE]
    @SuppressWarnings("ArrayRecordComponent") // built for one request, never compared
    public record Past(PastActions past, long[] newest) {}

    /// Returns the events of a user, or of an anonymous user's session, with actions.
    ///
    /// @param asked the rows of the actions that can be recommended, in ascending order
    public Past past(String userOrSession, ModelRows model, int[] asked) {
        var newest = new long[asked.length];
        Arrays.fill(newest, LiveActions.NONE);
        var histories = state.histories();
        if (histories == null) {
            return new Past(PastActions.NONE, newest);
        }
        var events = histories.of(userOrSession, MOST_EVENTS_LOOKED_AT);
        var actions = new int[events.size()];
        var taken = new boolean[events.size()];
        int count = 0;
        for (int i = 0; i < events.size(); i++) {
            int place = Arrays.binarySearch(asked, events.items()[i]);
            if (place >= 0) {
                newest[place] = Math.max(newest[place], events.times()[i]);
            }
            int index = model.index(events.items()[i]);
            var name = histories.typeName(events.types()[i]);
            var type = name == null ? null : ActionEventType.find(name).orElse(null);
            if (index >= 0 && type != null) {
                actions[count] = index;
                taken[count++] = type == ActionEventType.TAKEN;
            }
        }
        return new Past(new PastActions(Arrays.copyOf(actions, count), Arrays.copyOf(taken, count)), newest);
    }

    /// Returns whether an action can be recommended: it has not expired, and its repeat frequency permits a
    /// repetition.
    public static boolean isDue(LiveActions.Present present, int place, long newest, long now) {
        long expiration = present.expirations()[place];
        if (expiration != LiveActions.NONE && expiration <= now) {
            return false;
        }
        long days = present.repeatDays()[place];
        boolean isTimed = days > 0 && newest != LiveActions.NONE;
        return !isTimed || newest <= now - Math.min(days, MOST_DAYS) * SECONDS_OF_A_DAY;
    }
}
