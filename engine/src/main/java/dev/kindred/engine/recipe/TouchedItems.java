package dev.kindred.engine.recipe;

import java.util.Arrays;

/// The few of many items that something is known of at a time: a set that is gone through in the order of the
/// items and emptied at a cost of those in it. For one thread.
///
/// A bit for each item, and one for each word of bits that is not empty: both stay in the nearest cache while the
/// items come in any order, which numbers by item would not.
public final class TouchedItems {

    private final long[] words;
    private final long[] summary; // a bit for each word that is not 0; for others maybe, too
    private final int[] before; // for each word, how many items come before, as it was when they were numbered

    /// @param count of all items
    public TouchedItems(int count) {
        words = new long[(count + 63) >>> 6];
        summary = new long[(words.length + 63) >>> 6];
        before = new int[words.length];
    }

    /// Adds an item, if it is not there.
    public void add(int item) {
        int word = item >>> 6;
        words[word] |= 1L << item;
        summary[word >>> 6] |= 1L << word;
    }

    /// Takes an item away, if it is there.
    public void remove(int item) {
        words[item >>> 6] &= ~(1L << item);
    }

    /// Adds the items of another set over as many items.
    public void addAll(TouchedItems others) {
        for (int i = 0; i < summary.length; i++) {
            long left = others.summary[i];
            summary[i] |= left;
            for (; left != 0; left &= left - 1) {
                int word = (i << 6) + Long.numberOfTrailingZeros(left);
                words[word] |= others.words[word];
            }
        }
    }

    /// Whether an item is there.
    public boolean has(int item) {
        return (words[item >>> 6] & 1L << item) != 0;
    }

    /// Returns the first of the items from `from` on, or -1 if there is none.
    public int next(int from) {
        int word = from >>> 6;
        if (word >= words.length) {
            return -1;
        }
        long left = words[word] & -1L << from;
        while (left == 0) {
            word = nextWord(word + 1);
            if (word < 0) {
                return -1;
            }
            left = words[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(left);
    }

    private int nextWord(int from) {
        int i = from >>> 6;
        if (i >= summary.length) {
            return -1;
        }
        long left = summary[i] & -1L << from;
        while (left == 0) {
            if (++i == summary.length) {
                return -1;
            }
            left = summary[i];
        }
        return (i << 6) + Long.numberOfTrailingZeros(left);
    }

    /// Writes the items to the beginning of an array, which has room for all, and returns how many they are.
    public int copyTo(int[] items) {
        int size = 0;
        for (int i = 0; i < summary.length; i++) {
            for (long left = summary[i]; left != 0; left &= left - 1) {
                int word = (i << 6) + Long.numberOfTrailingZeros(left);
                for (long bits = words[word]; bits != 0; bits &= bits - 1) {
                    items[size++] = (word << 6) + Long.numberOfTrailingZeros(bits);
                }
            }
        }
        return size;
    }

    /// Numbers the items that are there now in their order, from 0, and returns how many they are; see [#place].
    public int number() {
        int size = 0;
        for (int i = 0; i < summary.length; i++) {
            for (long left = summary[i]; left != 0; left &= left - 1) {
                int word = (i << 6) + Long.numberOfTrailingZeros(left);
                before[word] = size;
                size += Long.bitCount(words[word]);
            }
        }
        return size;
    }

    /// The number that an item was given by [#number], or -1 if it is not there.
    public int place(int item) {
        int word = item >>> 6;
        long bit = 1L << item;
        return (words[word] & bit) == 0 ? -1 : before[word] + Long.bitCount(words[word] & (bit - 1));
    }

    /// Takes all items away.
    public void clear() {
        for (int i = 0; i < summary.length; i++) {
            for (long left = summary[i]; left != 0; left &= left - 1) {
                words[(i << 6) + Long.numberOfTrailingZeros(left)] = 0;
            }
        }
        Arrays.fill(summary, 0);
    }
}
