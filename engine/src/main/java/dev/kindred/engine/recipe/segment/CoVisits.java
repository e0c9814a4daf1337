package dev.kindred.engine.recipe.segment;

import java.util.Arrays;

/// Counts the items of the users of some items: for each item the sum over its users of the number of the given
/// items that the user had, divided by the number of the user's items. This is a row, or a sum of rows, of the
/// item-item matrix of Paudel et al., "Updatable, Accurate, Diverse, and Scalable Recommendations for
/// Interactive Applications" (2016), with an empty diagonal. It is computed from the current data on demand, so
/// it is not truncated and needs no training. It is a work space of one thread.
final class CoVisits {

    private final UserItems data;
    private final float[] userWeights;
    private final int[] had; // the number of the given items that each user had; all 0 between two queries

    CoVisits(UserItems data) {
        this.data = data;
        userWeights = new float[data.userCount()];
        for (int user = 0; user < userWeights.length; user++) {
            userWeights[user] = 1f / Math.max(1, data.itemsOf(user));
        }
        had = new int[data.userCount()];
    }

    /// Adds the counts for `asked` to `sums`, which has an entry for each item.
    void count(int[] asked, float[] sums) {
        for (int item : asked) {
            for (int at = data.itemOffsets()[item]; at < data.itemOffsets()[item + 1]; at++) {
                had[data.users()[at]]++;
            }
        }
        if (asked.length == 1) {
            for (int at = data.itemOffsets()[asked[0]]; at < data.itemOffsets()[asked[0] + 1]; at++) {
                add(data.users()[at], sums);
            }
        } else {
            for (int user = 0; user < had.length; user++) {
                if (had[user] > 0) {
                    add(user, sums);
                }
            }
        }
        for (int item : asked) {
            for (int at = data.itemOffsets()[item]; at < data.itemOffsets()[item + 1]; at++) {
                sums[item] -= userWeights[data.users()[at]]; // an empty diagonal
            }
            sums[item] = Math.max(0, sums[item]);
        }
    }

    private void add(int user, float[] sums) {
        float weight = had[user] * userWeights[user];
        for (int at = data.offsets()[user]; at < data.offsets()[user + 1]; at++) {
            sums[data.items()[at]] += weight;
        }
        had[user] = 0;
    }

    /// Scales counts such that the mean user has 1.
    ///
    /// @param scales the weight of each item
    static float[] weights(UserItems data, float[] sums, float[] scales) {
        double total = 0;
        var weights = new float[sums.length];
        for (int item = 0; item < sums.length; item++) {
            weights[item] = sums[item] * scales[item];
            total += (double) weights[item] * data.usersOf(item);
        }
        if (total > 0) {
            float factor = (float) (data.userCount() / total);
            for (int item = 0; item < sums.length; item++) {
                weights[item] *= factor;
            }
        } else {
            Arrays.fill(weights, 0);
        }
        return weights;
    }
}
