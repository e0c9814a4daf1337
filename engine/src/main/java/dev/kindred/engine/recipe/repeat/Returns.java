package dev.kindred.engine.recipe.repeat;

import dev.kindred.engine.recipe.repeat.RepeatModel.Rates;
import java.util.Arrays;

/// The number of users' returns to items, and of opportunities for a return: the events after the first one with
/// the item.
///
/// If the order of events counts, the most recent item is counted separately.
final class Returns {

    /// The prior in expected returns to an item, which shrinks the rates of rare items to the mean. Measured: of
    /// 1 to 16 on three kinds of data, 2 is best or nearly so.
    private static final double PRIOR = 2;

    private final boolean ordered;
    private final Tally last;
    private final Tally other;
    private long events; // opportunities for repeats

    /// Opportunities and returns by item.
    private static final class Tally {

        final int[] chances;
        final int[] returns;
        long allChances;
        long allReturns;

        Tally(int size) {
            chances = new int[size];
            returns = new int[size];
        }

        void add(int place, int someChances, int someReturns) {
            chances[place] += someChances;
            returns[place] += someReturns;
            allChances += someChances;
            allReturns += someReturns;
        }

        double mean() {
            return allChances == 0 ? 0 : (double) allReturns / allChances;
        }

        float rate(int item, Tally without, int place) {
            int left = chances[item] - (place < 0 ? 0 : without.chances[place]);
            int came = returns[item] - (place < 0 ? 0 : without.returns[place]);
            return (float) Math.log((came + PRIOR) / (left * mean() + PRIOR));
        }
    }

    private Returns(int size, boolean ordered) {
        this.ordered = ordered;
        last = new Tally(size);
        other = new Tally(size);
    }

    /// Returns an empty counter.
    static Returns ofNone(int itemCount, boolean ordered) {
        return new Returns(itemCount, ordered);
    }

    /// The returns of one user, by the places of the items.
    ///
    /// @param items the user's items
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Own(ItemNumbers places, int[] items, Returns returns) {

        /// @param events items, newest first
        static Own of(int[] events, boolean ordered) {
            var places = new ItemNumbers(events.length);
            var items = new int[events.length];
            var returns = new Returns(events.length, ordered);
            int newest = events.length - 1;
            for (int at = newest; at >= 0; at--) {
                boolean isFirst = places.find(events[at]) < 0;
                int place = places.of(events[at]);
                items[place] = events[at];
                boolean isAgain = at < newest && events[at] == events[at + 1];
                int left = isFirst ? at : 0; // later events, each an opportunity
                int asLast = ordered && at > 0 ? 1 : 0; // at the next event it is the most recent item
                returns.other.add(place, left - asLast, isFirst || (ordered && isAgain) ? 0 : 1);
                returns.last.add(place, asLast, ordered && isAgain ? 1 : 0);
            }
            returns.events = Math.max(0, newest);
            return new Own(places, Arrays.copyOf(items, places.size()), returns);
        }
    }

    /// Adds the returns of a user.
    void add(Own own) {
        for (int place = 0; place < own.items().length; place++) {
            int item = own.items()[place];
            last.add(item, own.returns().last.chances[place], own.returns().last.returns[place]);
            other.add(item, own.returns().other.chances[place], own.returns().other.returns[place]);
        }
        events += own.returns().events;
    }

    /// Returns the logarithm of the item's return rate relative to the mean rate while it is the most recent
    /// item.
    ///
    /// @param without a user who is excluded
    float lastRate(int item, Own without) {
        return last.rate(item, without.returns().last, without.places().find(item));
    }

    /// Returns the same while it is not the most recent item.
    float otherRate(int item, Own without) {
        return other.rate(item, without.returns().other, without.places().find(item));
    }

    Rates rates() {
        var nobody = Own.of(new int[0], ordered);
        var ofLast = new float[last.chances.length];
        var ofOther = new float[ofLast.length];
        for (int item = 0; item < ofLast.length; item++) {
            ofLast[item] = lastRate(item, nobody);
            ofOther[item] = otherRate(item, nobody);
        }
        double all = Math.max(1, events);
        return new Rates(ofLast, ofOther, (float) (last.allReturns / all), (float) (other.allReturns / all));
    }
}
