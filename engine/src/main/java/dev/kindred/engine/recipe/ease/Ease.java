package dev.kindred.engine.recipe.ease;

import dev.kindred.engine.data.InteractionMatrix;
import dev.kindred.engine.data.ItemLinks;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.kernels.TopK;
import java.util.Arrays;

/// EASE^R: the item weights that predict each of a user's items best from the user's other items, in closed form
/// (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", 2019).
///
/// With X the matrix of users and items and `P = inverse(transposed(X) X + lambda I)`, the weight of item `i`
/// for item `j` is `-P[i,j] / P[j,j]`, and 0 for itself. Floats are accurate enough, because lambda makes the
/// matrix well conditioned; pivot blocks are inverted in double precision. Time is cubic in the number of items,
/// and memory is 2 bytes times its square.
///
/// Departure: only the weights of largest magnitude of each item are kept, so that a request costs as much as
/// with neighbours.
public final class Ease {

    /// Maximum number of items: the matrix then takes 800 MB. Taste.
    public static final int MOST_ITEMS = 20_000;

    private static final String COUNTING = "item pairs";
    private static final String INVERTING = "item weights";

    private Ease() {}

    /// Trains on users and items.
    ///
    /// @param regularization lambda, greater than 0; some hundreds on public data sets
    /// @param linksPerItem the number of weights to keep of each item
    /// @throws IllegalArgumentException if there are more than [#MOST_ITEMS]
    /// @throws java.util.concurrent.CancellationException if the training is cancelled
    public static ItemLinks train(
            InteractionMatrix byUser, double regularization, int linksPerItem, TrainingContext context) {
        if (byUser.columnCount() > MOST_ITEMS || !(regularization > 0)) {
            throw new IllegalArgumentException("EASE takes up to " + MOST_ITEMS
                    + " items and a regularization above 0, not " + byUser.columnCount() + " and " + regularization);
        }
        context.watch().reached(COUNTING, 0);
        var matrix = gram(byUser, (float) regularization, context);
        matrix.invertNegated(INVERTING, context);
        return links(matrix, linksPerItem, context);
    }

    private static TiledSymmetricMatrix gram(InteractionMatrix byUser, float regularization, TrainingContext context) {
        var gram = new TiledSymmetricMatrix(byUser.columnCount());
        var byItem = byUser.transposed();
        context.workers().forRanges(gram.size(), TiledSymmetricMatrix.rowsTogether(), (from, to) -> {
            for (int item = from; item < to; item++) {
                for (int k = byItem.from(item); k < byItem.to(item); k++) {
                    int user = byItem.columns()[k];
                    int first = Arrays.binarySearch(byUser.columns(), byUser.from(user), byUser.to(user), item);
                    for (int other = first; other < byUser.to(user); other++) {
                        gram.add(item, byUser.columns()[other], byItem.value(k) * byUser.value(other));
                    }
                }
                gram.add(item, item, regularization);
            }
        });
        return gram;
    }

    /// @param negated the negated inverse
    private static ItemLinks links(TiledSymmetricMatrix negated, int linksPerItem, TrainingContext context) {
        int items = negated.size();
        int most = Math.clamp(items - 1, 0, linksPerItem);
        var counts = new int[items];
        var targets = new int[items][];
        var weights = new float[items][];
        context.workers().forRanges(items, 16, (from, to) -> {
            var top = new TopK(most);
            var scores = new float[most];
            for (int item = from; item < to; item++) {
                for (int other = 0; other < items; other++) {
                    float weight = -negated.get(item, other) / negated.get(other, other);
                    if (other != item && weight != 0) {
                        top.offer(other, Math.abs(weight));
                    }
                }
                targets[item] = new int[top.size()];
                counts[item] = top.drain(targets[item], scores);
                Arrays.sort(targets[item]);
                weights[item] = new float[counts[item]];
                for (int k = 0; k < counts[item]; k++) {
                    int other = targets[item][k];
                    weights[item][k] = -negated.get(item, other) / negated.get(other, other);
                }
            }
        });
        var offsets = new int[items + 1];
        for (int item = 0; item < items; item++) {
            offsets[item + 1] = Math.addExact(offsets[item], counts[item]);
        }
        var allTargets = new int[offsets[items]];
        var allWeights = new float[offsets[items]];
        for (int item = 0; item < items; item++) {
            System.arraycopy(targets[item], 0, allTargets, offsets[item], counts[item]);
            System.arraycopy(weights[item], 0, allWeights, offsets[item], counts[item]);
        }
        return new ItemLinks(offsets, allTargets, allWeights);
    }
}
