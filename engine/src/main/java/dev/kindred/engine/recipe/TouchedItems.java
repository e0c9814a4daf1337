package dev.kindred.engine.recipe;

import java.util.Arrays;

/// A sparse set of items that is iterated in ascending order and cleared at a cost proportional to its size. It
/// belongs to one thread.
///
/// It is a bit set with a summary: a bit for each item, and a bit for each non-empty word. Both stay in the
/// first-level cache when items are added in random order.
public final class TouchedItems {

    private final long[] words;
    private final long[] summary; // a bit for each word that is not 0; may also be set for others
    private final int[] before; // for each word, the number of items before it at the last numbering

    /// @param count the number of all items
    public TouchedItems(int count) {
        words = new long[(count + 63) >>> 6];
        summary = new long[(words.length + 63) >>> 6];
        before = new int[words.length];
    }

    /// Adds an item.
    public void add(int item) {
        int word = item >>> 6;
        words[word] |= 1L << item;
        summary[word >>> 6] |= 1L << word;
    }

    /// Removes an item.
    public void remove(int item) {
        words[item >>> 6] &= ~(1L << item);
    }

    /// Adds the items of another set of the same capacity.
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

    /// Returns whether the set contains an item.
    public boolean has(int item) {
        return (words[item >>> 6] & 1L << item) != 0;
    }

    /// Returns the first item at or after `from`, or -1 if there is none.
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

    /// Writes the items to the beginning of an array and returns their number. The array must have space for
    /// all.
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

    /// Numbers the current items in ascending order, from 0, and returns their number; see [#place].
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

    /// Returns the number of an item by [#number], or -1 if it is not in the set.
    public int place(int item) {
        int word = item >>> 6;
        long bit = 1L << item;
        return (words[word] & bit) == 0 ? -1 : before[word] + Long.bitCount(words[word] & (bit - 1));
    }

    /// Removes all items.
    public void clear() {
        for (int i = 0; i < summary.length; i++) {
            for (long left = summary[i]; left != 0; left &= left - 1) {
                words[(i << 6) + Long.numberOfTrailingZeros(left)] = 0;
            }
        }
        Arrays.fill(summary, 0);
    }
}
