package dev.kindred.engine.recipe.repeat;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.repeat.ConditionalLogit.Choices;
import dev.kindred.engine.recipe.repeat.RepeatModel.Rates;
import java.util.Arrays;
import java.util.List;

/// Trains a [RepeatModel]: each of a user's newest events is predicted from the events before it, so that short
/// histories are represented. The rates of return to an item are counted without the user in question, as for a
/// new user or session.
public final class RepeatTraining {

    /// Up to this share of repeats, users are assumed not to want them. Taste, see decision 18.
    private static final double RARE = 0.01;

    /// The number of newest events of each user that are predicted, see decision 18. Taste.
    private static final int NEWEST = 20;

    /// The approximate number of alternatives for fitting, which suffices for the few weights. Taste.
    private static final int MOST_ROWS = 300_000;

    /// Number of users per task of a thread. Taste.
    private static final int USERS_AT_ONCE = 512;

    /// The precision of the prior of the weights. Taste.
    private static final double PRECISION = 1;

    private final InteractionLog log;
    private final boolean ordered;
    private final boolean doubles;
    private final Returns returns;

    private RepeatTraining(InteractionLog log, boolean ordered) {
        this.log = log;
        this.ordered = ordered;
        this.doubles = DuplicateEvents.areIn(log);
        this.returns = Returns.ofNone(log.itemCount(), ordered);
        for (int user = 0; user < log.userCount(); user++) {
            returns.add(Returns.Own.of(Events.of(log, user, doubles).items(), ordered));
        }
    }

    /// Returns whether users come back to items.
    public static boolean isWorthwhile(InteractionLog log) {
        boolean doubles = DuplicateEvents.areIn(log);
        var lastUser = new int[log.itemCount()];
        long repeats = 0;
        long events = 0;
        for (int user = 0; user < log.userCount(); user++) {
            for (int at = log.from(user); at < log.to(user); at++) {
                if (doubles && at > log.from(user) && DuplicateEvents.isDouble(log, at)) {
                    continue;
                }
                int item = log.items()[at];
                repeats += lastUser[item] == user + 1 ? 1 : 0;
                events += at > log.from(user) ? 1 : 0;
                lastUser[item] = user + 1;
            }
        }
        return repeats > RARE * events;
    }

    /// Returns a model.
    ///
    /// @param ordered whether the order of events counts
    public static RepeatModel train(InteractionLog log, boolean ordered, TrainingContext context) {
        context.watch().reached("learning repeats", 0);
        return new RepeatTraining(log, ordered).train(context);
    }

    private RepeatModel train(TrainingContext context) {
        int step = step();
        var rates = returns.rates();
        var parts = new Choices[(log.userCount() + USERS_AT_ONCE - 1) / USERS_AT_ONCE];
        context.workers()
                .forRanges(
                        log.userCount(),
                        USERS_AT_ONCE,
                        (from, to) -> parts[from / USERS_AT_ONCE] = choices(from, to, step, rates));
        var weights = ConditionalLogit.fit(List.of(parts), new double[RepeatModel.WIDTH], PRECISION, context.workers());
        var floats = new float[weights.length];
        for (int j = 0; j < floats.length; j++) {
            floats[j] = (float) weights[j];
        }
        return new RepeatModel(floats, rates, ordered, doubles);
    }

    /// Returns the sampling interval of events.
    private int step() {
        long rows = 0;
        for (int user = 0; user < log.userCount(); user++) {
            int length = log.to(user) - log.from(user);
            for (int known = Math.max(1, length - NEWEST); known < length; known++) {
                rows += Math.min(known, HistoryFeatures.WINDOW);
            }
        }
        return (int) Math.max(1, (rows + MOST_ROWS - 1) / MOST_ROWS);
    }

    private Choices choices(int fromUser, int toUser, int step, Rates rates) {
        var rows = new float[1024 * RepeatModel.WIDTH];
        var offsets = new int[(toUser - fromUser) * NEWEST + 1];
        var chosen = new int[offsets.length];
        var weights = new float[offsets.length];
        int size = 0;
        for (int user = fromUser; user < toUser; user++) {
            var events = Events.of(log, user, doubles);
            var own = Returns.Own.of(events.items(), ordered);
            int most = Math.min(NEWEST, events.size() - 1);
            for (int age = 0; age < most; age++) {
                if (!isLearntFrom(user, age, step)) {
                    continue;
                }
                var past = HistoryFeatures.of(events.items(), age + 1);
                int needed = (offsets[size] + past.items().length) * RepeatModel.WIDTH;
                rows = rows.length < needed ? Arrays.copyOf(rows, 2 * needed) : rows;
                for (int place = 0; place < past.items().length; place++) {
                    int item = past.items()[place];
                    RepeatModel.row(
                            past,
                            place,
                            returns.lastRate(item, own),
                            returns.otherRate(item, own),
                            rates,
                            ordered,
                            rows,
                            (offsets[size] + place) * RepeatModel.WIDTH);
                }
                chosen[size] = past.place(events.items()[age]);
                weights[size] = events.weights()[age];
                offsets[size + 1] = offsets[size] + past.items().length;
                size++;
            }
        }
        return new Choices(
                rows, Arrays.copyOf(offsets, size + 1), Arrays.copyOf(chosen, size), Arrays.copyOf(weights, size));
    }

    /// Returns whether an event is in the sample: one of `step` events, by a hash.
    private static boolean isLearntFrom(int user, int age, int step) {
        long mixed = (user * (long) NEWEST + age) * 0x9E3779B97F4A7C15L;
        return (mixed >>> 33) % step == 0;
    }

    /// A user's events, newest first.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Events(int[] items, float[] weights) {

        int size() {
            return items.length;
        }

        static Events of(InteractionLog log, int user, boolean doubles) {
            int length = log.to(user) - log.from(user);
            var items = new int[length];
            var weights = new float[length];
            int size = 0;
            for (int at = log.to(user) - 1; at >= log.from(user); at--) {
                boolean isDouble = doubles && at + 1 < log.to(user) && DuplicateEvents.isDouble(log, at + 1);
                if (!isDouble) {
                    items[size] = log.items()[at];
                    weights[size++] = log.weights()[at];
                }
            }
            return new Events(Arrays.copyOf(items, size), Arrays.copyOf(weights, size));
        }
    }
}
