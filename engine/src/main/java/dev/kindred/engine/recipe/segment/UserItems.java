package dev.kindred.engine.recipe.segment;

import dev.kindred.engine.data.InteractionLog;
import java.util.Arrays;

/// The user-item matrix from both sides: for each user the distinct items, newest first; for each item the
/// users, ascending.
///
/// @param offsets the position of each user's first item in `items`, then the number of pairs
/// @param itemOffsets the position of each item's first user in `users`, then the number of pairs
record UserItems(int itemCount, int[] offsets, int[] items, int[] itemOffsets, int[] users) {

    static UserItems of(InteractionLog log) {
        var seenBy = new int[log.itemCount()];
        Arrays.fill(seenBy, -1);
        var offsets = new int[log.userCount() + 1];
        var items = new int[log.size()];
        var itemOffsets = new int[log.itemCount() + 1];
        int size = 0;
        for (int user = 0; user < log.userCount(); user++) {
            for (int at = log.to(user) - 1; at >= log.from(user); at--) {
                int item = log.items()[at];
                if (seenBy[item] != user) {
                    seenBy[item] = user;
                    items[size++] = item;
                    itemOffsets[item + 1]++;
                }
            }
            offsets[user + 1] = size;
        }
        for (int item = 0; item < log.itemCount(); item++) {
            itemOffsets[item + 1] += itemOffsets[item];
        }
        var next = Arrays.copyOf(itemOffsets, log.itemCount());
        var users = new int[size];
        for (int user = 0; user < log.userCount(); user++) {
            for (int at = offsets[user]; at < offsets[user + 1]; at++) {
                users[next[items[at]]++] = user;
            }
        }
        return new UserItems(
                log.itemCount(),
                offsets,
                size == items.length ? items : Arrays.copyOf(items, size),
                itemOffsets,
                users);
    }

    int userCount() {
        return offsets.length - 1;
    }

    /// Returns the number of items of a user.
    int itemsOf(int user) {
        return offsets[user + 1] - offsets[user];
    }

    /// Returns the number of users of an item.
    int usersOf(int item) {
        return itemOffsets[item + 1] - itemOffsets[item];
    }

    /// Returns the number of users of each item to the power of `-exponent`.
    float[] scales(double exponent) {
        var scales = new float[itemCount];
        for (int item = 0; item < itemCount; item++) {
            scales[item] = (float) Math.pow(Math.max(1, usersOf(item)), -exponent);
        }
        return scales;
    }
}
