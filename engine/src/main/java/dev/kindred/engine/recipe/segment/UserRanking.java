package dev.kindred.engine.recipe.segment;

import dev.kindred.engine.ranking.TopItems;
import dev.kindred.engine.recipe.Workers;
import dev.kindred.kernels.FloatKernels;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Ranks the users of one log by their affinity to items, for several queries in one pass over all users.
///
/// The counts of a query (see [CoVisits]) become a weight for each item. A user's affinity is then a sum over
/// the user's items, and several queries share the lanes of a vector instruction. Users are scored in blocks, in
/// parallel, and each query keeps its best: memory grows with the requested results, not with the number of
/// users. The result does not depend on the number of threads.
///
/// It is used by one thread at a time.
public final class UserRanking {

    /// Number of users of a block, which all queries score before the next block. Taste.
    private static final int USERS_OF_A_BLOCK = 8192;
    private static final int USERS_OF_A_THREAD = 128;

    /// Maximum number of values by user or item that all queries of a pass hold: 64 MB. Taste.
    private static final int MOST_NUMBERS = 16_000_000;

    /// Maximum number of queries of one pass over the users. Taste.
    private static final int MOST_QUESTIONS = 256;

    /// Less work than this is done by the calling thread. Taste.
    private static final long WORTH_WAKING = 1_000_000;

    /// Number of entries of the table of decays. Taste.
    private static final int DECAYS = 1024;
    private static final float FARTHEST_BACK = 1e30f;

    private final FloatKernels kernels = FloatKernels.select();
    private final Affinity affinity;
    private final UserItems data;
    private final @Nullable UserFactors factors;
    private final int[] known;
    private final Workers workers;
    private final float[] scales;
    private final float[] activity;
    private final float[] decays; // of the newest item of a history, the one before it, …
    private final ConcurrentLinkedQueue<CoVisits> idle = new ConcurrentLinkedQueue<>();

    /// A query. If no user had any of its items, the most active users are the best.
    ///
    /// @param items distinct items by the log's index, or none
    /// @param kept whether an answer may contain a user
    /// @param results the maximum number of users
    public record Query(int[] items, IntPredicate kept, int results) {}

    /// @param known the factors' index of each item of the data, -1 for none
    UserRanking(Affinity affinity, UserItems data, @Nullable UserFactors factors, int[] known, Workers workers) {
        this.affinity = affinity;
        this.data = data;
        this.factors = affinity.factorWeight() == 0 ? null : factors;
        this.known = known;
        this.workers = workers;
        scales = data.scales(affinity.itemExponent());
        activity = activity(data, affinity.activityExponent());
        decays = new float[affinity.recency() == 0 ? 1 : DECAYS];
        for (int i = 0; i < decays.length; i++) {
            decays[i] = (float) Math.pow(i + 1.0, -affinity.recency());
        }
    }

    /// Returns the activity of each user, 1 on average.
    static float[] activity(UserItems data, double exponent) {
        var activity = new float[data.userCount()];
        double sum = 0;
        for (int user = 0; user < activity.length; user++) {
            activity[user] = data.itemsOf(user) == 0 ? 0 : (float) Math.pow(data.itemsOf(user), exponent);
            sum += activity[user];
        }
        for (int user = 0; user < activity.length && sum > 0; user++) {
            activity[user] *= (float) (activity.length / sum);
        }
        return activity;
    }

    /// Returns the number of queries with that many results that one call can rank fast and within memory.
    public int questionsAtOnce(int results) {
        int users = Math.max(1, Math.min(results, data.userCount()));
        int items = Math.max(1, data.itemCount());
        return Math.clamp(Math.min(MOST_NUMBERS / users, MOST_NUMBERS / items), 1, MOST_QUESTIONS);
    }

    /// Returns the users for each query, best first; ties by the order of the log.
    ///
    /// @param unwanted polled regularly: whether to cancel
    /// @throws CancellationException if it is cancelled
    public List<int[]> rank(List<Query> questions, BooleanSupplier unwanted) {
        int count = questions.size();
        var asked = new QueryBatch(questions, unwanted);
        var best = new TopItems[count];
        Arrays.setAll(best, q -> new TopItems(Math.min(questions.get(q).results(), data.userCount())));
        for (int first = 0; first < data.userCount(); first += USERS_OF_A_BLOCK) {
            requireWanted(unwanted);
            int start = first;
            int users = Math.min(USERS_OF_A_BLOCK, data.userCount() - first);
            var scores = new float[users * count];
            long work = (long) (data.offsets()[first + users] - data.offsets()[first]) * count;
            forRanges(users, USERS_OF_A_THREAD, work, (from, to) -> asked.score(start, from, to, scores));
            forRanges(count, 1, (long) users * count, (from, to) -> {
                for (int q = from; q < to; q++) {
                    var kept = questions.get(q).kept();
                    for (int i = 0; i < users; i++) {
                        if (kept.test(start + i)) {
                            best[q].offer(start + i, scores[i * count + q]);
                        }
                    }
                }
            });
        }
        return Arrays.stream(best).map(UserRanking::users).toList();
    }

    /// Runs a loop in parallel, or on the calling thread if that costs less than waking others.
    private void forRanges(int end, int grain, long work, Workers.RangeTask task) {
        if (work < WORTH_WAKING) {
            task.run(0, end);
        } else {
            workers.forRanges(end, grain, task);
        }
    }

    private static int[] users(TopItems best) {
        var keys = best.drain();
        var users = new int[keys.length];
        for (int i = 0; i < users.length; i++) {
            users[i] = TopItems.item(keys[i]);
        }
        return users;
    }

    private static void requireWanted(BooleanSupplier unwanted) {
        if (unwanted.getAsBoolean()) {
            throw new CancellationException("given up");
        }
    }

    /// The queries of one pass over the users.
    private final class QueryBatch {

        private final int count;
        private final float[] weights; // of item `i` for query `q` at `i * count + q`
        private final float[] directions; // of factor `f` for query `q` at `f * count + q`
        private final float[] ownScales;
        private final Askers askers;

        QueryBatch(List<Query> questions, BooleanSupplier unwanted) {
            count = questions.size();
            weights = new float[Math.multiplyExact(data.itemCount(), count)];
            directions = new float[factors == null ? 0 : factors.rank() * count];
            ownScales = new float[count];
            askers = Askers.of(questions, data.itemCount());
            forRanges(count, 1, (long) data.items().length * count, (from, to) -> {
                var before = idle.poll();
                var visits = before == null ? new CoVisits(data) : before;
                for (int q = from; q < to; q++) {
                    requireWanted(unwanted);
                    prepare(q, questions.get(q).items(), visits);
                }
                idle.add(visits);
            });
        }

        private void prepare(int q, int[] items, CoVisits visits) {
            var sums = new float[data.itemCount()];
            visits.count(items, sums);
            var scaled = CoVisits.weights(data, sums, scales);
            for (int item = 0; item < scaled.length; item++) {
                weights[item * count + q] = scaled[item];
            }
            if (factors != null) {
                var direction = factors.direction(items, known);
                for (int i = 0; i < direction.length; i++) {
                    directions[i * count + q] = (float) affinity.factorWeight() * direction[i];
                }
            }
            ownScales[q] = ownScale(data, items);
        }

        /// Writes the affinities of the users `start + from` to `start + to` to their places in `scores`.
        void score(int start, int from, int to, float[] scores) {
            for (int i = from; i < to; i++) {
                int user = start + i;
                int at = i * count;
                visits(user, scores, at);
                kernels.scale(
                        (float) Math.pow(Math.max(1, data.itemsOf(user)), -affinity.lengthExponent()),
                        scores,
                        at,
                        count);
                if (factors != null) {
                    var vector = factors.vector(data, user, known);
                    for (int f = 0; f < vector.length; f++) {
                        kernels.addScaled(vector[f], directions, f * count, scores, at, count);
                    }
                }
                float base = (float) affinity.activityWeight() * activity[user];
                for (int q = 0; q < count; q++) {
                    scores[at + q] += base;
                }
                own(user, scores, at);
            }
        }

        private void visits(int user, float[] scores, int at) {
            int place = 0;
            for (int k = data.offsets()[user]; k < data.offsets()[user + 1]; k++) {
                float weight = decays[Math.min(place++, decays.length - 1)];
                kernels.addScaled(weight, weights, data.items()[k] * count, scores, at, count);
            }
        }

        private void own(int user, float[] scores, int at) {
            for (int k = data.offsets()[user]; k < data.offsets()[user + 1]; k++) {
                int item = data.items()[k];
                for (int a = askers.offsets()[item]; a < askers.offsets()[item + 1]; a++) {
                    int q = askers.questions()[a];
                    scores[at + q] = affinity.holdsOwnersBack()
                            ? heldBack(scores[at + q])
                            : scores[at + q] + (float) affinity.ownWeight() * ownScales[q];
                }
            }
        }
    }

    /// Maps a score to one below every affinity, preserving the order.
    static float heldBack(float score) {
        return -FARTHEST_BACK / (1 + Math.max(0, score));
    }

    /// Returns the weight of an item in the history of a user, such that the mean user has 1.
    static float ownScale(UserItems data, int[] items) {
        long pairs = 0;
        for (int item : items) {
            pairs += data.usersOf(item);
        }
        return pairs == 0 ? 0 : (float) ((double) data.userCount() / pairs);
    }

    /// The queries that contain each item.
    private record Askers(int[] offsets, int[] questions) {

        static Askers of(List<Query> questions, int itemCount) {
            var offsets = new int[itemCount + 1];
            for (var question : questions) {
                for (int item : question.items()) {
                    offsets[item + 1]++;
                }
            }
            for (int item = 0; item < itemCount; item++) {
                offsets[item + 1] += offsets[item];
            }
            var next = Arrays.copyOf(offsets, itemCount);
            var asking = new int[offsets[itemCount]];
            for (int q = 0; q < questions.size(); q++) {
                for (int item : questions.get(q).items()) {
                    asking[next[item]++] = q;
                }
            }
            return new Askers(offsets, asking);
        }
    }
}
