package dev.kindred.engine.recipe.action;

import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.PastActions;
import dev.kindred.engine.recipe.factor.FoldIn;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The features of a user at a time, as a row of numbers, of which the last two belong to one action:
///
/// | numbers | feature |
/// |---|---|
/// | `rank` | the user's factor vector, from the interactions with items |
/// | 1 | number of events with items: ln(1 + n) |
/// | 1 | log-odds of the share of all actions that the user took, smoothed towards that of all users |
/// | traits | the user's metadata |
/// | 1 | number of times that the user took this action: ln(1 + n) |
/// | 1 | number of times that the user did not: ln(1 + n) |
///
/// Unknown features are NaN until the row is standardized, and then 0, the value of the mean user.
///
/// @param vectors computes a user's vector, or null if there are no items
/// @param rank the length of that vector
/// @param overall the share of events with the action taken
/// @param means the mean of each number over the training offers
/// @param scales the divisor of each number
@SuppressWarnings("ArrayRecordComponent") // part of a model, never compared
record UserView(@Nullable FoldIn vectors, int rank, double overall, UserTraits traits, float[] means, float[] scales) {

    /// The weight of the mean share of all users in a user's share, in events. Taste.
    private static final double OVERALL_EVENTS = 4;

    /// The bound of a standardized number, which limits the influence of outliers. Taste.
    private static final float FARTHEST = 4;

    /// Returns how many numbers of a row are the same for all actions.
    int shared() {
        return rank + 2 + traits.size();
    }

    int width() {
        return shared() + 2;
    }

    boolean knows(History items, PastActions past, float[] row, int at) {
        if (items.size() > 0 || past.size() > 0) {
            return true;
        }
        for (int trait = 0; trait < traits.size(); trait++) {
            if (!Float.isNaN(row[at + rank + 2 + trait])) {
                return true;
            }
        }
        return false;
    }

    /// Sets the unscaled features that all actions share, from `at` on.
    void setShared(History items, PastActions past, Map<String, String> user, float[] row, int at) {
        if (items.size() > 0 && vectors != null) {
            System.arraycopy(vectors.vector(items.items(), items.weights()), 0, row, at, rank);
        } else {
            for (int j = 0; j < rank; j++) {
                row[at + j] = Float.NaN;
            }
        }
        row[at + rank] = (float) Math.log1p(items.size());
        int taken = 0;
        for (boolean is : past.taken()) {
            taken += is ? 1 : 0;
        }
        double share = (taken + OVERALL_EVENTS * overall) / (past.size() + OVERALL_EVENTS);
        row[at + rank + 1] = (float) (LogisticRegression.logOdds(share) - LogisticRegression.logOdds(overall));
        traits.set(user, row, at + rank + 2);
    }

    /// Standardizes a row in place.
    void scale(float[] row, int at, int from, int to) {
        for (int j = from; j < to; j++) {
            float value = row[at + j];
            row[at + j] = Float.isNaN(value) ? 0 : Math.clamp((value - means[j]) / scales[j], -FARTHEST, FARTHEST);
        }
    }

    static float count(int events) {
        return (float) Math.log1p(events);
    }

    /// Returns this view with the means and scales of these rows. The scale of constant numbers is 1, and that
    /// of rare binary traits is bounded below.
    static UserView scaledBy(UserView bare, float[] rows, int count) {
        int width = bare.width();
        var means = new float[width];
        var scales = new float[width];
        double vectorSquares = 0;
        long vectorNumbers = 0;
        for (int j = 0; j < width; j++) {
            double sum = 0;
            double squares = 0;
            int known = 0;
            for (int row = 0; row < count; row++) {
                float value = rows[row * width + j];
                if (!Float.isNaN(value)) {
                    sum += value;
                    known++;
                }
            }
            double mean = known == 0 ? 0 : sum / known;
            for (int row = 0; row < count; row++) {
                float value = rows[row * width + j];
                squares += Float.isNaN(value) ? 0 : (value - mean) * (value - mean);
            }
            means[j] = (float) mean;
            scales[j] = scale(known == 0 ? 0 : Math.sqrt(squares / known), bare.isShare(j));
            if (j < bare.rank()) {
                vectorSquares += squares;
                vectorNumbers += known;
            }
        }
        float vectorScale = scale(vectorNumbers == 0 ? 0 : Math.sqrt(vectorSquares / vectorNumbers), false);
        for (int j = 0; j < bare.rank(); j++) {
            scales[j] = vectorScale; // one scale for all: a coordinate with little variance carries little information
        }
        return new UserView(bare.vectors(), bare.rank(), bare.overall(), bare.traits(), means, scales);
    }

    private boolean isShare(int number) {
        int trait = number - rank - 2;
        return trait >= 0 && trait < traits.size() && !traits.isNumeric(trait);
    }

    private static float scale(double deviation, boolean isShare) {
        double least = isShare ? 0.25 : 1e-6;
        return deviation > least ? (float) deviation : isShare ? 0.25f : 1;
    }
}
