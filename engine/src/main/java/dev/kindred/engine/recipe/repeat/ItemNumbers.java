package dev.kindred.engine.recipe.repeat;

/// Numbers items from 0 in the order of their first occurrence: a hash table with open addressing.
final class ItemNumbers {

    private final int[] items;
    private final int[] numbers; // the number plus 1, or 0 in a free slot
    private final int mask;
    private int size;

    /// @param most the maximum number of distinct items
    ItemNumbers(int most) {
        int slots = Integer.highestOneBit(Math.max(2, most)) << 2;
        items = new int[slots];
        numbers = new int[slots];
        mask = slots - 1;
    }

    /// Returns the number of an item, assigning the next one if it has none.
    int of(int item) {
        int slot = slot(item);
        if (numbers[slot] == 0) {
            items[slot] = item;
            numbers[slot] = ++size;
        }
        return numbers[slot] - 1;
    }

    /// Returns the number of an item, or -1 if it has none.
    int find(int item) {
        return numbers[slot(item)] - 1;
    }

    int size() {
        return size;
    }

    private int slot(int item) {
        int slot = ((item * 0x9E3779B9) >>> 7) & mask;
        while (numbers[slot] != 0 && items[slot] != item) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
