package dev.kindred.engine.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/// A training set of which a part is held out to measure a model on. Of each test user, some interactions are the
/// truth that a model predicts, and the others are its input.
///
/// @param training the data for training: all interactions of the other users, and those of the test users that
/// are not the truth. The latter are also the history in a test user's query
/// @param truth the held-out interactions of the test users; no other user has interactions in it
/// @param users the test users, ascending
public record HoldOut(TrainingSet training, InteractionLog truth, int[] users) {

    /// The share of users whose newest interactions are held out, as AWS documents for its metrics.
    private static final double TEST_USERS = 0.1;

    /// The share of a test user's interactions that is held out, as AWS documents.
    private static final double TRUTH = 0.1;

    /// The same for recipes of user segments. Taste: a segment needs more truth than a list.
    private static final double SEGMENT_TRUTH = 0.2;

    /// Returns the hold-out that solution metrics are measured on (AWS, "Evaluating a solution version with
    /// metrics"): a tenth of the users are test users; the oldest 90 % of such a user's interactions are input,
    /// the newest 10 % are the truth, at least one interaction each. Only users with at least two interactions can
    /// be test users, so the tenth is one of these. There is at least one test user if any user qualifies.
    public static HoldOut forMetrics(TrainingSet set, long seed) {
        return split(set, Math.max(1, (int) Math.round(TEST_USERS * splittable(set).length)), TRUTH, false, seed);
    }

    /// Returns a hold-out to choose parameters on. The truth of a user is the newest interactions, or random ones
    /// where all have the same time.
    ///
    /// @param users the number of test users, if so many users have at least two interactions
    /// @param share the share of a test user's interactions that is held out, at least one and never all; 0 means
    /// one
    public static HoldOut forSelection(TrainingSet set, int users, double share, long seed) {
        return split(set, users, share, true, seed);
    }

    /// Returns the hold-out that segments of users are measured on (AWS, "Evaluating a solution version with
    /// metrics"): the newest 20 % of each user's interactions are the truth, at least one if the user has two.
    /// Where all have the same time, random ones are.
    public static HoldOut forSegments(TrainingSet set, long seed) {
        return split(set, Integer.MAX_VALUE, SEGMENT_TRUTH, true, seed);
    }

    private static HoldOut split(TrainingSet set, int wanted, double share, boolean byChanceIfTimeless, long seed) {
        var log = set.interactions();
        var random = new SplittableRandom(seed);
        var users = choose(splittable(set), wanted, random);
        var isTruth = new boolean[log.size()];
        for (int user : users) {
            int from = log.from(user);
            int to = log.to(user);
            int count = Math.clamp(Math.round(share * (to - from)), 1, to - from - 1);
            if (byChanceIfTimeless && log.times()[from] == log.times()[to - 1]) {
                markByChance(isTruth, from, to, count, random);
            } else {
                Arrays.fill(isTruth, to - count, to, true);
            }
        }
        var training = new TrainingSet(part(log, isTruth, false), set.items(), set.users());
        return new HoldOut(training, part(log, isTruth, true), users);
    }

    /// Returns the data for training without the interactions of some test users.
    ///
    /// @param isLeftOut of each test user, in their order
    public TrainingSet trainingWithout(boolean[] isLeftOut) {
        var log = training.interactions();
        var marks = new boolean[log.size()];
        for (int i = 0; i < users.length; i++) {
            Arrays.fill(marks, log.from(users[i]), log.to(users[i]), isLeftOut[i]);
        }
        return new TrainingSet(part(log, marks, false), training.items(), training.users());
    }

    private static int[] splittable(TrainingSet set) {
        var log = set.interactions();
        var found = new int[log.userCount()];
        int count = 0;
        for (int user = 0; user < log.userCount(); user++) {
            if (log.to(user) - log.from(user) >= 2) {
                found[count++] = user;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /// Draws that many of `from` uniformly, and sorts them.
    private static int[] choose(int[] from, int wanted, SplittableRandom random) {
        int count = Math.min(wanted, from.length);
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i, from.length);
            int chosen = from[other];
            from[other] = from[i];
            from[i] = chosen;
        }
        var chosen = Arrays.copyOf(from, count);
        Arrays.sort(chosen);
        return chosen;
    }

    private static void markByChance(boolean[] marks, int from, int to, int count, SplittableRandom random) {
        int left = count;
        for (int at = from; at < to; at++) {
            if (random.nextInt(to - at) < left) {
                marks[at] = true;
                left--;
            }
        }
    }

    private static InteractionLog part(InteractionLog log, boolean[] marks, boolean wanted) {
        int size = 0;
        for (boolean mark : marks) {
            size += mark == wanted ? 1 : 0;
        }
        var offsets = new int[log.offsets().length];
        var items = new int[size];
        var times = new long[size];
        var weights = new float[size];
        int next = 0;
        for (int user = 0; user < log.userCount(); user++) {
            for (int at = log.from(user); at < log.to(user); at++) {
                if (marks[at] == wanted) {
                    items[next] = log.items()[at];
                    times[next] = log.times()[at];
                    weights[next++] = log.weights()[at];
                }
            }
            offsets[user + 1] = next;
        }
        return new InteractionLog(log.itemCount(), offsets, items, times, weights);
    }
}
