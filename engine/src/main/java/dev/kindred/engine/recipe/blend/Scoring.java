package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.recipe.TouchedItems;
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

    private final TouchedItems places; // the profile's items first, then those touched, then the rest of the pool
    private final float[][] sums; // by member and place; 0 beyond the places taken
    private float[] kept = new float[0]; // by place, NaN where no score is kept
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
    private int seenCount;
    private int touchedCount;
    private int[] poolItems = new int[0];

    Scoring(List<Member> members, float[] weights, int[] popular, boolean exact) {
        this.members = members;
        this.weights = weights;
        this.popular = popular;
        this.itemCount = popular.length;
        this.exact = exact;
        int longest = 0;
        int rank = 0;
        places = new TouchedItems(itemCount);
        sums = new float[members.size()][0];
        for (int m = 0; m < sums.length; m++) {
            var matrix = members.get(m).matrix();
            longest = Math.max(longest, matrix == null ? 0 : matrix.longestRow());
            var part = members.get(m).factors();
            rank = Math.max(rank, part == null ? 0 : part.rank());
        }
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
        for (int item : profile.items()) {
            places.place(item);
        }
        seenCount = places.size();
        for (int m = 0; m < sums.length; m++) {
            scoreNext(m, profile);
            sumRows(m, profile);
            var part = members.get(m).factors();
            vectors[m] = part == null ? new float[0] : part.vector(profile);
        }
        touchedCount = places.size();
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
            Arrays.fill(memberSums, 0, Math.min(places.size(), memberSums.length), 0);
        }
        places.clear();
    }

    private void scoreNext(int member, Profile profile) {
        var sequence = members.get(member).sequence();
        if (sequence == null || profile.size() == 0) {
            return;
        }
        sequence.score(SequenceMember.newest(profile.history()), scores, scratch);
        var memberSums = roomFor(member, scores.size());
        for (int i = 0; i < scores.size(); i++) {
            memberSums[places.place(scores.touched(i))] = scores.scoreOfTouched(i);
        }
        scores.clear();
    }

    private void sumRows(int member, Profile profile) {
        var matrix = members.get(member).matrix();
        if (matrix == null) {
            return;
        }
        for (int i = 0; i < profile.size(); i++) {
            int length = matrix.copyRow(profile.items()[i], rowColumns, rowValues);
            var memberSums = roomFor(member, length);
            float weight = profile.weights()[i];
            for (int k = 0; k < length; k++) {
                memberSums[places.place(rowColumns[k])] += weight * rowValues[k];
            }
        }
    }

    /// Returns a member's sums, with room for so many more items.
    private float[] roomFor(int member, int more) {
        int needed = places.size() + more;
        if (sums[member].length < needed) {
            sums[member] = Arrays.copyOf(sums[member], Math.max(needed, 2 * sums[member].length));
        }
        return sums[member];
    }

    private float sum(int member, int place) {
        return place >= 0 && place < sums[member].length ? sums[member][place] : 0;
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
            int end = Math.min(touchedCount, sums[m].length);
            for (int place = seenCount; place < end; place++) {
                float sum = sums[m][place];
                if (sum > scale.threshold()) {
                    scale.offer(places.item(place), sum);
                }
            }
            factors[m] = factor(m);
        }
    }

    private int[] bestByPreliminary() {
        for (int place = seenCount; place < touchedCount; place++) {
            float score = preliminary(place);
            if (score >= pool.threshold()) {
                pool.offer(places.item(place), score);
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
        var poolPlaces = new int[poolItems.length];
        for (int i = 0; i < poolPlaces.length; i++) {
            poolPlaces[i] = places.place(poolItems[i]);
        }
        if (kept.length < places.size()) {
            kept = new float[Math.max(places.size(), 2 * kept.length)];
        }
        Arrays.fill(kept, 0, places.size(), Float.NaN);
        for (int place : poolPlaces) {
            kept[place] = 0;
        }
        var scores = new float[poolItems.length];
        for (int m = 0; m < sums.length; m++) {
            for (int i = 0; i < scores.length; i++) {
                scores[i] = memberScore(m, poolItems[i]);
                scale.offer(poolItems[i], scores[i]);
            }
            factors[m] = factor(m);
            for (int i = 0; i < scores.length; i++) {
                kept[poolPlaces[i]] += factors[m] * scores[i];
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

    /// What matrices and order say of one of the items that they touch, before inner products.
    float preliminary(int i) {
        float score = 0;
        for (int m = 0; m < sums.length; m++) {
            score += factors[m] * sum(m, i);
        }
        return score;
    }

    /// The score of an item for the profile.
    float score(int item) {
        int place = places.find(item);
        if (place >= 0 && !Float.isNaN(kept[place])) {
            return kept[place];
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
        float score = sum(member, places.find(item));
        var part = of.factors();
        return part == null ? score : score + of.factorWeight() * part.score(vectors[member], item, space);
    }

    /// What a member's score is multiplied by before scores are added up.
    float factorOf(int member) {
        return factors[member];
    }

    boolean isSeen(int item) {
        int place = places.find(item);
        return place >= 0 && place < seenCount;
    }

    /// The items not in the profile that matter most to it, in no order of use.
    int[] pool() {
        return poolItems;
    }

    /// The number of items that the members touch, the profile's at first among them.
    int touchedCount() {
        return touchedCount;
    }

    /// One of the items that the members touch.
    int touched(int i) {
        return places.item(i);
    }
}
