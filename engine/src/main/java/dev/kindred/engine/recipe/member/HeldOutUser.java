package dev.kindred.engine.recipe.member;

import dev.kindred.engine.data.HoldOut;
import dev.kindred.engine.ranking.History;
import java.util.Arrays;
import java.util.function.IntPredicate;

/// A user of a hold-out: the history that is known, and the items to predict.
///
/// @param history newest first
/// @param items the held-out items, ascending, each once
/// @param isNew whether the history lacks each of them
public record HeldOutUser(History history, int[] items, boolean[] isNew) {

    /// The length of the rankings that are compared, as in AWS's NDCG@25.
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

    /// The number of held-out items that the history lacks.
    public int newCount() {
        int count = 0;
        for (boolean is : isNew) {
            count += is ? 1 : 0;
        }
        return count;
    }

    /// Whether an item is held out.
    public boolean has(int item) {
        return Arrays.binarySearch(items, item) >= 0;
    }

    /// Returns the normalised discounted cumulative gain of the first [#DEPTH] of a ranking.
    ///
    /// @param isHit whether the item at a place was to be found
    /// @param count how many places there are
    /// @param relevant how many items there were to be found
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
