package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.ranking.History;
import dev.kindred.engine.recipe.ItemScores;
import dev.kindred.engine.recipe.TouchedItems;
import dev.kindred.engine.recipe.member.Attribution;
import dev.kindred.engine.recipe.member.Factors;
import dev.kindred.engine.recipe.member.Member;
import dev.kindred.engine.recipe.member.Profile;
import dev.kindred.engine.recipe.member.SparsePart;
import dev.kindred.kernels.BestOf;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Scores items for one profile after another. It belongs to one thread at a time and reuses its arrays.
///
/// Each member's scores are divided by the mean of its best [#SCALE_DEPTH] scores for this user among the items
/// not in the profile, and added with the members' weights. Sparse parts score all their items. Inner products
/// cost more and are computed only for the pool: the best items by the sparse parts, and the most popular ones
/// ([#POOL] and [#POPULAR]). If `exact` is set, they are computed for all items.
final class Scoring {

    /// The number of best scores whose mean is a member's scale. Taste: more than an answer has, fewer than the
    /// pool.
    static final int SCALE_DEPTH = 100;

    /// The items with inner products. Measured: recall@25 against the exact blend is 0.998 or more
    /// (`docs/benchmarks/personalization.md`).
    static final int POOL = 500;

    /// The number of most popular items that are candidates of every request. Taste.
    static final int POPULAR = 50;

    private final List<Member> members;
    private final float[] weights;
    private final int[] popular;
    private final int itemCount;
    private final boolean exact;

    private final TouchedItems seen; // the profile's items
    private final TouchedItems touched; // other items with a sparse score
    private final ItemScores adding; // the accumulator of a member's sums
    private Profile profile; // the current one
    private final @Nullable MemberSums[] sums; // sparse scores of each member
    private final SparsePart.@Nullable Scorer[] scorers; // of each member
    private final float[] space;
    private int[] listed = new int[0]; // the touched items, ascending
    private float[] preliminary = new float[0]; // scores of the listed items
    private int listedCount;
    private final BestOf best = new BestOf();
    private final float[][] vectors;
    private final float[] factors; // the factor of each member's score
    private final TouchedItems inPool;
    private int[] poolItems = new int[0];
    private final float[][] poolOfMembers;
    private float[] poolScores = new float[0];

    Scoring(List<Member> members, float[] weights, int[] popular, boolean exact) {
        this.members = members;
        this.weights = weights;
        this.popular = popular;
        this.itemCount = popular.length;
        this.exact = exact;
        this.profile = Profile.of(History.EMPTY, 0);
        int rank = 0;
        seen = new TouchedItems(itemCount);
        touched = new TouchedItems(itemCount);
        inPool = new TouchedItems(itemCount);
        adding = new ItemScores(itemCount);
        scorers = new SparsePart.Scorer[members.size()];
        sums = new MemberSums[members.size()];
        for (int m = 0; m < sums.length; m++) {
            var sparse = members.get(m).sparse();
            scorers[m] = sparse == null ? null : sparse.scorer();
            sums[m] = sparse == null ? null : new MemberSums();
            var part = members.get(m).factors();
            rank = Math.max(rank, part == null ? 0 : part.rank());
        }
        space = new float[Factors.AT_ONCE * rank];
        poolOfMembers = new float[members.size()][0];
        vectors = new float[members.size()][];
        factors = new float[members.size()];
    }

    /// Starts with a profile and selects its pool.
    void start(Profile profile) {
        this.profile = profile;
        seen.clear();
        touched.clear();
        for (int item : profile.items()) {
            seen.add(item);
        }
        seen.number();
        for (int m = 0; m < sums.length; m++) {
            var scorer = scorers[m];
            var memberSums = sums[m];
            if (scorer != null && memberSums != null) {
                scorer.score(profile, adding);
                memberSums.take(adding, profile.items(), seen, touched);
            }
            var part = members.get(m).factors();
            vectors[m] = part == null ? new float[0] : part.vector(profile);
        }
        arrange();
        if (exact) {
            poolItems = unseen();
        } else {
            scaleBySums();
            poolItems = bestByPreliminary();
        }
        inPool.clear();
        for (int item : poolItems) {
            inPool.add(item);
        }
        scaleByScores();
    }

    private void arrange() {
        listedCount = touched.number();
        if (listed.length < listedCount) {
            listed = new int[2 * listedCount];
            preliminary = new float[2 * listedCount];
        }
        touched.copyTo(listed);
        for (var memberSums : sums) {
            if (memberSums != null) {
                memberSums.arrange(touched, listedCount);
            }
        }
    }

    private float sum(int member, int item) {
        var memberSums = sums[member];
        if (memberSums == null) {
            return 0;
        }
        int place = touched.place(item);
        if (place >= 0) {
            return memberSums.at(place);
        }
        return isSeen(item) ? memberSums.ofSeen(seen.place(item)) : 0;
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

    /// Sets the members' factors by the sparse parts alone.
    private void scaleBySums() {
        for (int m = 0; m < sums.length; m++) {
            var memberSums = sums[m];
            factors[m] = memberSums == null ? 0 : factor(m, memberSums.scores(), memberSums.count());
        }
    }

    private int[] bestByPreliminary() {
        int count = list();
        var items = new int[Math.min(POOL, count) + Math.min(POPULAR, itemCount)];
        int found = best.select(preliminary, listed, count, Math.min(POOL, count), items, new float[items.length]);
        var sorted = Arrays.copyOf(items, found);
        Arrays.sort(sorted);
        for (int i = 0; i < Math.min(POPULAR, itemCount); i++) {
            if (!isSeen(popular[i]) && Arrays.binarySearch(sorted, popular[i]) < 0) {
                items[found++] = popular[i];
            }
        }
        return Arrays.copyOf(items, found);
    }

    /// Sets the members' factors by their scores of the pool, and keeps the resulting scores.
    private void scaleByScores() {
        int size = poolItems.length;
        poolScores = new float[size];
        for (int m = 0; m < sums.length; m++) {
            var scores = new float[size];
            memberScores(m, poolItems, scores);
            factors[m] = factor(m, scores, size);
            for (int i = 0; i < size; i++) {
                poolScores[i] += factors[m] * scores[i];
            }
            poolOfMembers[m] = scores;
        }
    }

    /// Returns the weight divided by the mean of the best scores, with negative scores counted as 0.
    private float factor(int member, float[] scores, int size) {
        double mean = best.mean(scores, size, SCALE_DEPTH);
        return mean > 0 ? (float) (weights[member] / mean) : 0;
    }

    /// Adds up the scores of the sparse parts, without the items of the profile, and returns the number of items;
    /// see [#listed] and [#preliminary].
    int list() {
        Arrays.fill(preliminary, 0, listedCount, 0);
        for (int m = 0; m < sums.length; m++) {
            var memberSums = sums[m];
            if (memberSums != null) {
                memberSums.addTo(preliminary, listedCount, factors[m]);
            }
        }
        return listedCount;
    }

    /// Returns a listed item.
    int listed(int i) {
        return listed[i];
    }

    /// Returns its sum of the sparse scores, without inner products.
    float preliminary(int i) {
        return preliminary[i];
    }

    /// Returns the scores of items for the profile.
    float[] scores(int[] items) {
        var scores = new float[items.length];
        var ofMember = new float[items.length];
        for (int m = 0; m < sums.length; m++) {
            if (factors[m] != 0) {
                memberScores(m, items, ofMember);
                for (int i = 0; i < items.length; i++) {
                    scores[i] += factors[m] * ofMember[i];
                }
            }
        }
        return scores;
    }

    /// Sets `out[i]` to the score of `items[i]` by one member, before scaling and weighting.
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

    /// Attributes the scores of items by one member, before scaling and weighting, to the items of the profile.
    Attribution attribute(int member, int[] items) {
        var attribution = new Attribution(items, profile.size());
        var scorer = scorers[member];
        if (scorer != null) {
            scorer.attribute(profile, attribution);
        }
        var of = members.get(member);
        var part = of.factors();
        if (part != null) {
            part.attribute(profile, of.factorWeight(), attribution);
        }
        return attribution;
    }

    int memberCount() {
        return sums.length;
    }

    String memberName(int member) {
        return members.get(member).name();
    }

    /// The current profile.
    Profile profile() {
        return profile;
    }

    /// Returns the factor of a member's score in the sum of scores.
    float factorOf(int member) {
        return factors[member];
    }

    boolean isSeen(int item) {
        return seen.has(item);
    }

    /// The pool of the profile, unordered.
    int[] pool() {
        return poolItems;
    }

    int itemCount() {
        return itemCount;
    }

    boolean isInPool(int item) {
        return inPool.has(item);
    }

    /// The scores of the items of the pool.
    float[] poolScores() {
        return poolScores;
    }

    /// Returns the scores of the items of the pool by one member, before scaling and weighting.
    float[] poolScores(int member) {
        return poolOfMembers[member];
    }
}
