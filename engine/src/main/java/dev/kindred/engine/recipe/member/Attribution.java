package dev.kindred.engine.recipe.member;

import java.util.Arrays;
import java.util.BitSet;

/// The parts of some items' scores that come from each item of a profile. It belongs to one thread.
public final class Attribution {

    private final int[] items; // ascending
    private final BitSet wanted = new BitSet();
    private final int places;
    private final double[] amounts; // of each item, at each place

    /// @param items the items whose scores are explained
    /// @param places the number of items of the profile
    public Attribution(int[] items, int places) {
        this.items = Arrays.stream(items).distinct().sorted().toArray();
        for (int item : items) {
            wanted.set(item);
        }
        this.places = places;
        this.amounts = new double[this.items.length * places];
    }

    /// The explained items, ascending. The array is shared and never written to.
    public int[] items() {
        return items;
    }

    /// Returns the position of an item in [#items], or -1.
    public int find(int item) {
        return wanted.get(item) ? Arrays.binarySearch(items, item) : -1;
    }

    /// Adds a part of the score of the item at position `at` that comes from the profile's item at `place`.
    public void add(int at, int place, double amount) {
        amounts[at * places + place] += amount;
    }

    /// Returns the part of the score of the item at position `at` that comes from the profile's item at `place`.
    public double amount(int at, int place) {
        return amounts[at * places + place];
    }
}
