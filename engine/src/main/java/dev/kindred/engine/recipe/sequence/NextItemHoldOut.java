package dev.kindred.engine.recipe.sequence;

import dev.kindred.engine.recipe.ItemScores;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.member.Comparison;
import dev.kindred.engine.recipe.member.HeldOutUser;
import dev.kindred.engine.recipe.member.Profile;
import dev.kindred.engine.recipe.member.SparsePart;
import dev.kindred.kernels.TopK;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Measures on a hold-out how well a scorer of next items ranks the items that are new to a user.
final class NextItemHoldOut {

    /// Minimum number of users, below which the best value is random. Taste.
    private static final int FEWEST_USERS = 30;

    /// Maximum number of users, beyond which the result hardly changes. Taste.
    private static final int MOST_USERS = 3000;

    /// Number of users per task of a thread. Taste.
    private static final int GRAIN = 64;

    private final int itemCount;
    private final HeldOutUser[] users;
    private final Profile[] profiles; // of the users
    private final TrainingContext context;

    NextItemHoldOut(int itemCount, HeldOutUser[] users, TrainingContext context) {
        int step = Math.max(1, (users.length + MOST_USERS - 1) / MOST_USERS);
        this.itemCount = itemCount;
        this.users = IntStream.range(0, users.length)
                .filter(user -> user % step == 0)
                .mapToObj(user -> users[user])
                .toArray(HeldOutUser[]::new);
        this.profiles = Arrays.stream(this.users)
                .map(user -> Profile.of(user.history(), 0))
                .toArray(Profile[]::new);
        this.context = context;
    }

    /// Returns whether there are enough users for a selection.
    boolean canChoose() {
        return users.length >= FEWEST_USERS;
    }

    /// Returns the parameters with the best value.
    ///
    /// @param with returns the parameters with a value
    /// @param part returns the part with given parameters
    <P> P best(float[] values, Function<Float, P> with, Function<P, SparsePart> part) {
        var best = with.apply(values[0]);
        double bestGain = gain(part.apply(best));
        for (int i = 1; i < values.length; i++) {
            var tried = with.apply(values[i]);
            double gain = gain(part.apply(tried));
            if (gain > bestGain) {
                best = tried;
                bestGain = gain;
            }
        }
        return best;
    }

    /// Returns the mean gain of the users by [HeldOutUser#gain].
    double gain(SparsePart part) {
        context.watch().reached("choosing how order counts", 0.8);
        var gains = new double[users.length];
        context.workers().forRanges(users.length, GRAIN, (from, to) -> {
            var ranker = new Ranker(part.scorer(), itemCount);
            for (int i = from; i < to; i++) {
                gains[i] = ranker.gain(users[i], profiles[i]);
            }
        });
        return Comparison.mean(gains);
    }

    /// Ranks by one scorer. It belongs to one thread.
    private static final class Ranker {

        private final SparsePart.Scorer scorer;
        private final ItemScores scores;
        private final TopK top = new TopK(HeldOutUser.DEPTH);
        private final int[] ranked = new int[HeldOutUser.DEPTH];
        private final float[] best = new float[HeldOutUser.DEPTH];

        Ranker(SparsePart.Scorer scorer, int itemCount) {
            this.scorer = scorer;
            scores = new ItemScores(itemCount);
        }

        double gain(HeldOutUser user, Profile profile) {
            var had = Arrays.stream(user.history().items()).sorted().toArray();
            scorer.score(profile, scores);
            var touched = scores.touched();
            for (int item = touched.next(0); item >= 0; item = touched.next(item + 1)) {
                float score = scores.score(item);
                if (score >= top.threshold() && Arrays.binarySearch(had, item) < 0) {
                    top.offer(item, score);
                }
            }
            scores.clear();
            int found = top.drain(ranked, best);
            return HeldOutUser.gain(place -> user.has(ranked[place]), found, user.newCount());
        }
    }
}
