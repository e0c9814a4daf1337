package dev.kindred.engine.recipe.repeat;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.ranking.History;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A model of the probability that a user's next event is with an earlier item, and with which: a conditional
/// logit model whose alternatives are the items of the history and, together, all new items:
///
/// P(next = i) = exp(w · x(i)) / (1 + Σ exp(w · x(j))), P(next is new) = 1 / (1 + Σ exp(w · x(j))),
///
/// summed over the items j of the history.
///
/// The features x(i) are: the number of distinct items since i (a step function, so that any shape can be
/// fitted), the number of events with i, the rate at which users in general come back to i, whether i once
/// directly followed the most recent item, the length of the history, and the share of repeats among its events.
/// The most recent item has separate weights, because users return to it for other reasons. Nothing is learnt
/// about single users: the history alone describes a user, including that of a new session. If the order of
/// events does not count, features that depend on it are left out.
///
/// The product of recency and an item's appeal as the best predictor of a repeat is the finding of Anderson et
/// al., "The dynamics of repeat consumption" (WWW 2014); the choice between repeating and exploring as a first
/// step is that of Ren et al., RepeatNet (AAAI 2019). The age of an event in seconds is not a feature: it added
/// nothing to recency on session clicks, and the time of a request is unrelated to replayed data.
///
/// Sections: `repeats.weights` (floats), of the features in the order of [#row]; `repeats.last` and
/// `repeats.other` (floats), for each item the logarithm of the ratio of its return rate to the mean rate while
/// it is the most recent item, and while it is not; `repeats.shares` (floats), the share of all events with the
/// item of the event before, and with another item of the history; `repeats.flags` (4 bytes each), 1 if the
/// order of events counts, and 1 if duplicates are one event, or 0.
public final class RepeatModel {

    /// The numbers of items since the last event at which a weight is added: near Fibonacci numbers, because the
    /// effect of recency falls with its logarithm. Taste.
    private static final int[] SINCE = {1, 2, 3, 5, 8, 13, 21, 50};

    /// The number of features of an item.
    static final int WIDTH = SINCE.length + 13;

    /// The weight of the mean habit in a history's own, in events. Taste.
    private static final double HABIT = 3;

    private final float[] weights;
    private final Rates rates;
    private final boolean ordered;
    private final boolean doubles;

    /// The general rates of return to items.
    ///
    /// @param last for each item, while it is the most recent one, the logarithm of its rate relative to the
    /// mean rate
    /// @param other the same while it is not the most recent one
    /// @param again the share of all events with the item of the event before
    /// @param back the share with another item of the history
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Rates(float[] last, float[] other, float again, float back) {}

    RepeatModel(float[] weights, Rates rates, boolean ordered, boolean doubles) {
        this.weights = weights;
        this.rates = rates;
        this.ordered = ordered;
        this.doubles = doubles;
    }

    /// Writes its sections.
    public void write(SectionWriter file) throws IOException {
        file.floats("repeats.weights", weights);
        file.floats("repeats.shares", new float[] {rates.again(), rates.back()});
        file.floats("repeats.last", rates.last());
        file.floats("repeats.other", rates.other());
        file.ints("repeats.flags", new int[] {ordered ? 1 : 0, doubles ? 1 : 0});
    }

    /// Returns the model of a file, or null if it has none.
    public static @Nullable RepeatModel read(SectionFile file) {
        if (!file.has("repeats.weights")) {
            return null;
        }
        var shares = file.floats("repeats.shares");
        var flags = file.ints("repeats.flags");
        return new RepeatModel(
                file.floats("repeats.weights"),
                new Rates(file.floats("repeats.last"), file.floats("repeats.other"), shares[0], shares[1]),
                flags[0] != 0,
                flags[1] != 0);
    }

    /// Returns whether the most recent item is a separate case.
    public boolean isOrdered() {
        return ordered;
    }

    /// Returns for items of a history the log-odds of each against all new items together.
    ///
    /// @param items the distinct items of the history, most recent first
    public float[] logOdds(int[] items, History history) {
        var events = doubles ? DuplicateEvents.dropped(history) : history.items();
        var past = HistoryFeatures.of(events, 0);
        var row = new float[WIDTH];
        var odds = new float[items.length];
        for (int place = 0; place < items.length; place++) {
            int item = items[place];
            boolean isKnown = item < rates.last().length; // and was not added after the training
            double last = isKnown ? rates.last()[item] : 0;
            double other = isKnown ? rates.other()[item] : 0;
            row(past, place, last, other, rates, ordered, row, 0);
            double sum = 0;
            for (int j = 0; j < WIDTH; j++) {
                sum += weights[j] * row[j];
            }
            odds[place] = (float) sum;
        }
        return odds;
    }

    /// Writes the features of an item to `out`, from `at` on: 1; for each of [#SINCE] whether as many items have
    /// occurred since; and six pairs, of which the first is for the most recent item, the second for any other.
    ///
    /// The pairs are the logarithm of the item's number of events, and that of the number of all events; the
    /// habit of repeating the same item, and that of returning to others; whether it once followed the most
    /// recent item; and its rate.
    ///
    /// @param place the place of the item in the history; an item before the window has a place beyond it
    static void row(
            HistoryFeatures past,
            int place,
            double lastRate,
            double otherRate,
            Rates rates,
            boolean ordered,
            float[] out,
            int at) {
        Arrays.fill(out, at, at + WIDTH, 0);
        boolean isKnown = place < past.items().length;
        int next = at;
        out[next++] = 1;
        for (int since : SINCE) {
            out[next++] = ordered && place >= since ? 1 : 0;
        }
        boolean isLast = ordered && place == 0;
        next += isLast ? 0 : 1;
        int events = past.events();
        int again = ordered ? past.again() : 0;
        int back = past.again() + past.back() - again;
        float shareAgain = ordered ? rates.again() : 0;
        float shareBack = rates.again() + rates.back() - shareAgain;
        out[next] = isKnown ? (float) Math.log(past.counts()[place]) : 0;
        out[next + 2] = (float) Math.log(events);
        out[next + 4] = ordered ? habit(again, events, shareAgain) : 0;
        out[next + 6] = habit(back, events, shareBack);
        out[next + 8] = ordered && isKnown && past.followed()[place] ? 1 : 0;
        out[next + 10] = (float) (isLast ? lastRate : otherRate);
    }

    /// Returns the log-odds of the user's share of repeats, minus that of users in general.
    private static float habit(int repeats, int events, double share) {
        double bounded = Math.clamp(share, 1e-4, 1 - 1e-4);
        double own = (repeats + HABIT * bounded) / (events - 1 + HABIT);
        return (float) (logOdds(own) - logOdds(bounded));
    }

    private static double logOdds(double share) {
        return Math.log(share / (1 - share));
    }
}
