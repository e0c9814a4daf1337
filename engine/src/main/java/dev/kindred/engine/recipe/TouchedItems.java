package dev.kindred.engine.recipe;

import java.util.Arrays;

/// The few of many items that something is known of at a time. Each has a place: 0, 1, 2, … in the order in which
/// they came. What is kept by place lies next to each other and is gone through in order, however many items there
/// are in all. For one thread.
///
/// Of every item one number is kept: its place on top of a base that rises with each emptying, so that emptying
/// costs nothing (after Briggs and Torczon's sparse sets, 1993, with one array instead of two to look into).
public final class TouchedItems {

    private static final int ROOM = 1024;

    private final int[] numbers; // by item: base + place; less than base if it has no place
    private int[] items = new int[ROOM]; // by place
    private int base = 1;
    private int size;

    /// @param count of all items
    public TouchedItems(int count) {
        numbers = new int[count];
    }

    /// How many items have a place.
    public int size() {
        return size;
    }

    /// The item at a place.
    public int item(int place) {
        return items[place];
    }

    /// Returns the item's place, or -1 if it has none.
    public int find(int item) {
        return Math.max(-1, numbers[item] - base);
    }

    /// Returns the item's place, which it gets now if it has none.
    public int place(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        int known = numbers[item] - base;
        int place = known < 0 ? size : known; // no branch: it would be guessed wrong half the time
        items[place] = item;
        numbers[item] = base + place;
        size += known < 0 ? 1 : 0;
        return place;
    }

    /// Takes all places away.
    public void clear() {
        base += size;
        size = 0;
        if (base > Integer.MAX_VALUE - numbers.length) {
            Arrays.fill(numbers, 0);
            base = 1;
        }
    }
}
