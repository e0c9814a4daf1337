package dev.kindred.engine.recipe.member;

import dev.kindred.engine.data.HoldOut;
import dev.kindred.engine.ranking.History;
import java.util.Arrays;
import java.util.function.IntPredicate;

/// A user of a hold-out: the known history, and the items to predict.
///
/// @param history newest first
/// @param items the held-out items, ascending, without duplicates
/// @param isNew whether each is absent from the history
public record HeldOutUser(History history, int[] items, boolean[] isNew) {

    /// The length of the compared rankings, as in AWS's NDCG@25.
    public static final int DEPTH = 25;

    private static final double[] DISCOUNTS = discounts();

    /// Returns the users of a hold-out.
    public static HeldOutUser[] all(HoldOut holdOut) {
        return Arrays.stream(holdOut.users())
                .mapToObj(user -> of(holdOut, user))
                .toArray(HeldOutUser[]::new);
    }

    private static HeldOutUser of(HoldOut holdOut, int user) {
        var history = History.of(holdOut.training().interactions(), user);
        var items = holdOut.truth().distinctItems(user);
        var had = history.items().clone();
        Arrays.sort(had);
        var isNew = new boolean[items.length];
        for (int i = 0; i < items.length; i++) {
            isNew[i] = Arrays.binarySearch(had, items[i]) < 0;
        }
        return new HeldOutUser(history, items, isNew);
    }

    /// Returns the number of held-out items that are absent from the history.
    public int newCount() {
        int count = 0;
        for (boolean is : isNew) {
            count += is ? 1 : 0;
        }
        return count;
    }

    /// Returns whether an item is held out.
    public boolean has(int item) {
        return Arrays.binarySearch(items, item) >= 0;
    }

    /// Returns the normalized discounted cumulative gain of the first [#DEPTH] of a ranking.
    ///
    /// @param isHit whether the item at a place is relevant
    /// @param count the number of places
    /// @param relevant the number of relevant items
    public static double gain(IntPredicate isHit, int count, int relevant) {
        double gain = 0;
        for (int place = 0; place < Math.min(DEPTH, count); place++) {
            gain += isHit.test(place) ? DISCOUNTS[place] : 0;
        }
        double ideal = 0;
        for (int place = 0; place < Math.min(DEPTH, relevant); place++) {
            ideal += DISCOUNTS[place];
        }
        return ideal > 0 ? gain / ideal : 0;
    }

    private static double[] discounts() {
        var discounts = new double[DEPTH];
        for (int place = 0; place < DEPTH; place++) {
            discounts[place] = Math.log(2) / Math.log(place + 2);
        }
        return discounts;
    }
}
