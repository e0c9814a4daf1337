package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.recipe.sequence.ItemScores;
import dev.kindred.engine.recipe.sequence.Scratch;
import dev.kindred.engine.recipe.sequence.SequenceMember;
import dev.kindred.kernels.TopK;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Scores items for one profile after another. It belongs to one thread at a time and keeps its arrays.
///
/// Each member's scores are divided by the mean of its best [#SCALE_DEPTH] scores for this user among the
/// items not in the profile, and added with the members' weights. A profile's matrix rows and what its order
/// says are summed up as a whole; inner products, which cost more, are taken of the items that matter only:
/// those that the matrices find best, and the most popular ones ([#POOL] and [#POPULAR]). With `exact`, of all.
final class Scoring {

    static final int SCALE_DEPTH = 100;
    static final int POOL = 500;
    static final int POPULAR = 50;

    private final List<Member> members;
    private final float[] weights;
    private final int[] popular;
    private final int itemCount;
    private final boolean exact;

    private final float[][] sums; // by member and item; all 0 but for the items touched
    private final int[] touchedIn; // the round in which an item was touched last
    private final int[] seenIn; // the round in which an item was in the profile
    private final int[] scoredIn; // the round in which an item's score was kept
    private final float[] kept;
    private final int[] touched;
    private final int[] rowColumns;
    private final float[] rowValues;
    private final float[] space;
    private final TopK pool = new TopK(POOL);
    private final TopK scale = new TopK(SCALE_DEPTH);
    private final int[] drained = new int[Math.max(POOL, SCALE_DEPTH)];
    private final float[] drainedScores = new float[drained.length];
    private final float[][] vectors;
    private final float[] factors; // what a member's score is multiplied by
    private final ItemScores scores; // of one sequence member
    private final Scratch scratch;
    private int touchedCount;
    private int round;
    private int[] poolItems = new int[0];

    Scoring(List<Member> members, float[] weights, int[] popular, boolean exact) {
        this.members = members;
        this.weights = weights;
        this.popular = popular;
        this.itemCount = popular.length;
        this.exact = exact;
        int longest = 0;
        int rank = 0;
        sums = new float[members.size()][];
        for (int m = 0; m < sums.length; m++) {
            var matrix = members.get(m).matrix();
            sums[m] = new float[members.get(m).isSparse() ? itemCount : 0];
            longest = Math.max(longest, matrix == null ? 0 : matrix.longestRow());
            var part = members.get(m).factors();
            rank = Math.max(rank, part == null ? 0 : part.rank());
        }
        touchedIn = new int[itemCount];
        seenIn = new int[itemCount];
        scoredIn = new int[itemCount];
        kept = new float[itemCount];
        touched = new int[itemCount + 1];
        rowColumns = new int[longest];
        rowValues = new float[longest];
        space = new float[rank];
        vectors = new float[members.size()][];
        factors = new float[members.size()];
        var sequences =
                members.stream().map(Member::sequence).filter(Objects::nonNull).toList();
        scores = new ItemScores(sequences.isEmpty() ? 0 : itemCount);
        scratch = Scratch.roomFor(sequences, sequences.isEmpty() ? 0 : itemCount);
    }

    /// Begins with a profile and finds the items that matter to it.
    void start(Profile profile) {
        clear();
        round++;
        for (int item : profile.items()) {
            seenIn[item] = round;
        }
        for (int m = 0; m < sums.length; m++) {
            scoreNext(m, profile);
            sumRows(m, profile);
            var part = members.get(m).factors();
            vectors[m] = part == null ? new float[0] : part.vector(profile);
        }
        if (exact) {
            poolItems = unseen();
        } else {
            scaleBySums();
            poolItems = bestByPreliminary();
        }
        scaleByScores();
    }

    private void clear() {
        for (var memberSums : sums) {
            for (int i = 0; i < touchedCount && memberSums.length > 0; i++) {
                memberSums[touched[i]] = 0;
            }
        }
        touchedCount = 0;
    }

    private void scoreNext(int member, Profile profile) {
        var sequence = members.get(member).sequence();
        if (sequence == null || profile.size() == 0) {
            return;
        }
        sequence.score(SequenceMember.newest(profile.history()), scores, scratch);
        var memberSums = sums[member];
        for (int i = 0; i < scores.size(); i++) {
            int item = scores.touched(i);
            touch(item);
            memberSums[item] = scores.score(item);
        }
        scores.clear();
    }

    private void touch(int item) {
        touched[touchedCount] = item; // stays there only if it is new: no branch to be guessed wrong
        touchedCount += touchedIn[item] == round ? 0 : 1;
        touchedIn[item] = round;
    }

    private void sumRows(int member, Profile profile) {
        var matrix = members.get(member).matrix();
        if (matrix == null) {
            return;
        }
        var memberSums = sums[member];
        for (int i = 0; i < profile.size(); i++) {
            int length = matrix.copyRow(profile.items()[i], rowColumns, rowValues);
            float weight = profile.weights()[i];
            for (int k = 0; k < length; k++) {
                int item = rowColumns[k];
                touch(item);
                memberSums[item] += weight * rowValues[k];
            }
        }
    }

    private int[] unseen() {
        var items = new int[itemCount];
        int size = 0;
        for (int item = 0; item < itemCount; item++) {
            if (!isSeen(item)) {
                items[size++] = item;
            }
        }
        return Arrays.copyOf(items, size);
    }

    /// Sets the members' factors by what the matrices alone say.
    private void scaleBySums() {
        for (int m = 0; m < sums.length; m++) {
            if (sums[m].length == 0) {
                factors[m] = 0;
                continue;
            }
            for (int i = 0; i < touchedCount; i++) {
                int item = touched[i];
                float sum = sums[m][item];
                if (sum > scale.threshold() && !isSeen(item)) {
                    scale.offer(item, sum);
                }
            }
            factors[m] = factor(m);
        }
    }

    private int[] bestByPreliminary() {
        for (int i = 0; i < touchedCount; i++) {
            int item = touched[i];
            float score = preliminary(item);
            if (score >= pool.threshold() && !isSeen(item)) {
                pool.offer(item, score);
            }
        }
        int found = pool.drain(drained, drainedScores);
        var items = Arrays.copyOf(drained, found + Math.min(POPULAR, itemCount));
        var sorted = Arrays.copyOf(drained, found);
        Arrays.sort(sorted);
        for (int i = 0; i < Math.min(POPULAR, itemCount); i++) {
            if (!isSeen(popular[i]) && Arrays.binarySearch(sorted, popular[i]) < 0) {
                items[found++] = popular[i];
            }
        }
        return Arrays.copyOf(items, found);
    }

    /// Sets the members' factors by their scores of the pool, and keeps the scores that come of it.
    private void scaleByScores() {
        for (int item : poolItems) {
            kept[item] = 0;
            scoredIn[item] = round;
        }
        var scores = new float[poolItems.length];
        for (int m = 0; m < sums.length; m++) {
            for (int i = 0; i < scores.length; i++) {
                scores[i] = memberScore(m, poolItems[i]);
                scale.offer(poolItems[i], scores[i]);
            }
            factors[m] = factor(m);
            for (int i = 0; i < scores.length; i++) {
                kept[poolItems[i]] += factors[m] * scores[i];
            }
        }
    }

    /// The weight over the mean of the positive ones among the best scores, of which [#scale] was told.
    private float factor(int member) {
        int count = scale.drain(drained, drainedScores);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.max(0, drainedScores[i]);
        }
        return sum > 0 ? (float) (weights[member] * count / sum) : 0;
    }

    /// What matrices and order say of an item, before inner products.
    float preliminary(int item) {
        float score = 0;
        for (int m = 0; m < sums.length; m++) {
            if (sums[m].length > 0) {
                score += factors[m] * sums[m][item];
            }
        }
        return score;
    }

    /// The score of an item for the profile.
    float score(int item) {
        if (scoredIn[item] == round) {
            return kept[item];
        }
        float score = 0;
        for (int m = 0; m < sums.length; m++) {
            if (factors[m] != 0) {
                score += factors[m] * memberScore(m, item);
            }
        }
        return score;
    }

    /// The score that one member gives an item, before it is divided and weighted.
    float memberScore(int member, int item) {
        var of = members.get(member);
        float score = sums[member].length == 0 ? 0 : sums[member][item];
        var part = of.factors();
        return part == null ? score : score + of.factorWeight() * part.score(vectors[member], item, space);
    }

    /// What a member's score is multiplied by before scores are added up.
    float factorOf(int member) {
        return factors[member];
    }

    boolean isSeen(int item) {
        return seenIn[item] == round;
    }

    /// The items not in the profile that matter most to it, in no order of use.
    int[] pool() {
        return poolItems;
    }

    /// The number of items that the matrices touch, the profile's among them.
    int touchedCount() {
        return touchedCount;
    }

    /// One of the items that the matrices touch.
    int touched(int i) {
        return touched[i];
    }
}
