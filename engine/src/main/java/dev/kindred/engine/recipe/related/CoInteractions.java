package dev.kindred.engine.recipe.related;

import dev.kindred.engine.data.InteractionLog;
import java.util.Arrays;

/// The users of each item and the items of each user, for counting the users that two items share.
///
/// Counting all pairs costs the sum of the squares of the lengths of users' histories. Users with very long
/// histories cost most and say little about two items, so only the newest [#NEWEST] items of a user count.
final class CoInteractions {

    /// Maximum number of items of a user: the cost is quadratic in them. Taste.
    static final int NEWEST = 500;

    private final int[] userOffsets;
    private final int[] userItems;
    private final int[] itemOffsets;
    private final int[] itemUsers;

    private CoInteractions(int[] userOffsets, int[] userItems, int[] itemOffsets, int[] itemUsers) {
        this.userOffsets = userOffsets;
        this.userItems = userItems;
        this.itemOffsets = itemOffsets;
        this.itemUsers = itemUsers;
    }

    /// @param counts whether each user's history counts
    static CoInteractions of(InteractionLog log, boolean[] counts) {
        var userOffsets = new int[log.userCount() + 1];
        var userItems = new int[log.size()];
        var lastUser = new int[log.itemCount()];
        int size = 0;
        for (int user = 0; user < log.userCount(); user++) {
            for (int at = log.to(user) - 1; counts[user] && at >= log.from(user); at--) {
                int item = log.items()[at];
                if (lastUser[item] != user + 1 && size - userOffsets[user] < NEWEST) {
                    lastUser[item] = user + 1;
                    userItems[size++] = item;
                }
            }
            userOffsets[user + 1] = size;
        }
        var itemOffsets = new int[log.itemCount() + 1];
        for (int at = 0; at < size; at++) {
            itemOffsets[userItems[at] + 1]++;
        }
        Arrays.parallelPrefix(itemOffsets, Integer::sum);
        var next = itemOffsets.clone();
        var itemUsers = new int[size];
        for (int user = 0; user < log.userCount(); user++) {
            for (int at = userOffsets[user]; at < userOffsets[user + 1]; at++) {
                itemUsers[next[userItems[at]]++] = user;
            }
        }
        return new CoInteractions(userOffsets, userItems, itemOffsets, itemUsers);
    }

    int itemCount() {
        return itemOffsets.length - 1;
    }

    /// Returns the number of users of an item.
    int users(int item) {
        return itemOffsets[item + 1] - itemOffsets[item];
    }

    /// Counts the users that other items share with `item`, in `counter`, which must be empty.
    void count(int item, Counter counter) {
        for (int at = itemOffsets[item]; at < itemOffsets[item + 1]; at++) {
            int user = itemUsers[at];
            for (int other = userOffsets[user]; other < userOffsets[user + 1]; other++) {
                if (userItems[other] != item) {
                    counter.add(userItems[other], 1);
                }
            }
        }
    }

    /// A sparse accumulator of sums by item.
    static final class Counter {

        private final float[] sums;
        private final int[] touched;
        private int size;

        Counter(int itemCount) {
            sums = new float[itemCount];
            touched = new int[itemCount];
        }

        /// Adds to an item's sum.
        ///
        /// @param amount greater than 0
        void add(int item, float amount) {
            if (sums[item] == 0) {
                touched[size++] = item;
            }
            sums[item] += amount;
        }

        int size() {
            return size;
        }

        /// Returns the touched items, in the order of their first touch.
        int touched(int i) {
            return touched[i];
        }

        float sum(int item) {
            return sums[item];
        }

        void clear() {
            for (int i = 0; i < size; i++) {
                sums[touched[i]] = 0;
            }
            size = 0;
        }
    }
}
