package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.recipe.ItemScores;
import dev.kindred.engine.recipe.TouchedItems;
import dev.kindred.engine.recipe.sequence.Scratch;
import dev.kindred.engine.recipe.sequence.SequenceMember;
import dev.kindred.kernels.TopK;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    private final TouchedItems seen; // the profile's items
    private final TouchedItems touched; // the items that matrices and order say something of
    private final @Nullable ItemScores[] sums; // of each member: what matrices and order say
    private final ItemScores kept; // whole scores
    private final int[] rowColumns;
    private final float[] rowValues;
    private final float[] space;
    private final int[] listed; // items of a moment
    private final float[] preliminary; // of those listed
    private final TopK pool = new TopK(POOL);
    private final TopK scale = new TopK(SCALE_DEPTH);
    private final int[] drained = new int[Math.max(POOL, SCALE_DEPTH)];
    private final float[] drainedScores = new float[drained.length];
    private final float[][] vectors;
    private final float[] factors; // what a member's score is multiplied by
    private final Scratch scratch;
    private int[] poolItems = new int[0];

    Scoring(List<Member> members, float[] weights, int[] popular, boolean exact) {
        this.members = members;
        this.weights = weights;
        this.popular = popular;
        this.itemCount = popular.length;
        this.exact = exact;
        int longest = 0;
        int rank = 0;
        seen = new TouchedItems(itemCount);
        touched = new TouchedItems(itemCount);
        kept = new ItemScores(itemCount);
        sums = new ItemScores[members.size()];
        for (int m = 0; m < sums.length; m++) {
            var member = members.get(m);
            sums[m] = member.isSparse() ? new ItemScores(itemCount) : null;
            longest = Math.max(
                    longest, member.matrix() == null ? 0 : member.matrix().longestRow());
            rank = Math.max(
                    rank, member.factors() == null ? 0 : member.factors().rank());
        }
        rowColumns = new int[longest];
        rowValues = new float[longest];
        space = new float[Factors.AT_ONCE * rank];
        listed = new int[itemCount];
        preliminary = new float[itemCount];
        vectors = new float[members.size()][];
        factors = new float[members.size()];
        var sequences =
                members.stream().map(Member::sequence).filter(Objects::nonNull).toList();
        scratch = Scratch.roomFor(sequences, sequences.isEmpty() ? 0 : itemCount);
    }

    /// Begins with a profile and finds the items that matter to it.
    void start(Profile profile) {
        clear();
        for (int item : profile.items()) {
            seen.add(item);
        }
        for (int m = 0; m < sums.length; m++) {
            var memberSums = sums[m];
            if (memberSums != null) {
                addNext(m, profile, memberSums);
                addRows(m, profile, memberSums);
                touched.addAll(memberSums.touched());
            }
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
            if (memberSums != null) {
                memberSums.clear();
            }
        }
        seen.clear();
        touched.clear();
        kept.clear();
    }

    private void addNext(int member, Profile profile, ItemScores memberSums) {
        var sequence = members.get(member).sequence();
        if (sequence != null && profile.size() > 0) {
            sequence.score(SequenceMember.newest(profile.history()), memberSums, scratch);
        }
    }

    private void addRows(int member, Profile profile, ItemScores memberSums) {
        var matrix = members.get(member).matrix();
        if (matrix == null) {
            return;
        }
        for (int i = 0; i < profile.size(); i++) {
            int length = matrix.copyRow(profile.items()[i], rowColumns, rowValues);
            float weight = profile.weights()[i];
            for (int k = 0; k < length; k++) {
                memberSums.add(rowColumns[k], weight * rowValues[k]);
            }
        }
    }

    private float sum(int member, int item) {
        var memberSums = sums[member];
        return memberSums == null ? 0 : memberSums.score(item);
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
            var memberSums = sums[m];
            if (memberSums != null) {
                offerAll(memberSums);
            }
            factors[m] = factor(m);
        }
    }

    private void offerAll(ItemScores memberSums) {
        int count = memberSums.touched().copyTo(listed);
        float threshold = scale.threshold();
        for (int i = 0; i < count; i++) {
            float sum = memberSums.score(listed[i]);
            if (sum > threshold && !seen.has(listed[i])) {
                scale.offer(listed[i], sum);
                threshold = scale.threshold();
            }
        }
    }

    private int[] bestByPreliminary() {
        int count = list();
        float threshold = pool.threshold();
        for (int i = 0; i < count; i++) {
            if (preliminary[i] >= threshold && !seen.has(listed[i])) {
                pool.offer(listed[i], preliminary[i]);
                threshold = pool.threshold();
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
        var scores = new float[poolItems.length];
        for (int m = 0; m < sums.length; m++) {
            memberScores(m, poolItems, scores);
            for (int i = 0; i < scores.length; i++) {
                scale.offer(poolItems[i], scores[i]);
            }
            factors[m] = factor(m);
            for (int i = 0; i < scores.length; i++) {
                kept.add(poolItems[i], factors[m] * scores[i]);
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

    /// Lists the items that matrices and order say something of, those of the profile maybe among them, and
    /// returns how many they are; see [#listed] and [#preliminary].
    int list() {
        int count = touched.copyTo(listed);
        Arrays.fill(preliminary, 0, count, 0);
        for (int m = 0; m < sums.length; m++) {
            var memberSums = sums[m];
            if (memberSums != null) {
                memberSums.addTo(preliminary, listed, count, factors[m]);
            }
        }
        return count;
    }

    /// One of the items that were listed.
    int listed(int i) {
        return listed[i];
    }

    /// What matrices and order say of it, before inner products.
    float preliminary(int i) {
        return preliminary[i];
    }

    /// The score of an item for the profile.
    float score(int item) {
        if (kept.touched().has(item)) {
            return kept.score(item);
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
        float score = sum(member, item);
        var part = of.factors();
        return part == null ? score : score + of.factorWeight() * part.score(vectors[member], item, space);
    }

    /// The scores that one member gives items, as [#memberScore].
    private void memberScores(int member, int[] items, float[] out) {
        var of = members.get(member);
        var part = of.factors();
        if (part != null) {
            part.scores(vectors[member], items, out, space);
        }
        for (int i = 0; i < items.length; i++) {
            float score = sum(member, items[i]);
            out[i] = part == null ? score : score + of.factorWeight() * out[i];
        }
    }

    /// What a member's score is multiplied by before scores are added up.
    float factorOf(int member) {
        return factors[member];
    }

    boolean isSeen(int item) {
        return seen.has(item);
    }

    /// The items not in the profile that matter most to it, in no order of use.
    int[] pool() {
        return poolItems;
    }
}
