package dev.kindred.engine.recipe.member;

import dev.kindred.engine.ranking.History;
import java.util.Arrays;
import java.util.HashMap;

/// A history in the form that members score: distinct items, most recent first.
///
/// @param weights the weight of each item: 1, or less for less recent items
/// @param repeats the number of events of each item
/// @param history the original history
public record Profile(int[] items, float[] weights, int[] repeats, History history) {

    /// Maximum number of items of a profile, which bounds the cost of a request: longer histories add little.
    /// Taste.
    public static final int NEWEST = 1000;

    /// Returns the profile of a history.
    ///
    /// @param recency the discount: the k-th most recent item has weight `(1 + k)^-recency`
    public static Profile of(History history, double recency) {
        var places = new HashMap<Integer, Integer>(2 * history.size());
        var items = new int[Math.min(NEWEST, history.size())];
        var repeats = new int[items.length];
        int size = 0;
        for (int item : history.items()) {
            var place = places.get(item);
            if (place != null) {
                repeats[place]++;
            } else if (size < items.length) {
                places.put(item, size);
                repeats[size] = 1;
                items[size++] = item;
            }
        }
        var weights = new float[size];
        for (int place = 0; place < size; place++) {
            weights[place] = recency == 0 ? 1 : (float) Math.pow(1 + place, -recency);
        }
        return new Profile(Arrays.copyOf(items, size), weights, Arrays.copyOf(repeats, size), history);
    }

    /// The strength of a repeat of an item of the profile, relative to the strongest one.
    public double repeatStrength(int item) {
        double most = 0;
        double its = 0;
        for (int place = 0; place < items.length; place++) {
            double strength = repeats[place] / Math.sqrt(1.0 + place);
            most = Math.max(most, strength);
            its = items[place] == item ? strength : its;
        }
        return its / most;
    }

    public int size() {
        return items.length;
    }

    public boolean has(int item) {
        return place(item) >= 0;
    }

    /// Returns the place of an item, or -1 if it is absent.
    public int place(int item) {
        for (int place = 0; place < items.length; place++) {
            if (items[place] == item) {
                return place;
            }
        }
        return -1;
    }

    /// Returns the part with items below `itemCount`.
    public Profile upTo(int itemCount) {
        int kept = 0;
        for (int item : items) {
            kept += item < itemCount ? 1 : 0;
        }
        return kept == items.length ? this : part(kept, itemCount);
    }

    private Profile part(int size, int itemCount) {
        var keptItems = new int[size];
        var keptWeights = new float[size];
        var keptRepeats = new int[size];
        int next = 0;
        for (int place = 0; place < items.length; place++) {
            if (items[place] < itemCount) {
                keptItems[next] = items[place];
                keptWeights[next] = weights[place];
                keptRepeats[next++] = repeats[place];
            }
        }
        return new Profile(keptItems, keptWeights, keptRepeats, history.upTo(itemCount));
    }
}
