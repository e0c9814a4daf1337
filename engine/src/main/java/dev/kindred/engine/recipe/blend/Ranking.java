package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.ranking.Excluding;
import dev.kindred.engine.ranking.Explanation;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.engine.recipe.member.Profile;
import dev.kindred.engine.recipe.popularity.PopularItems;
import dev.kindred.kernels.TopK;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// The ranking of one query. It belongs to one thread.
///
/// Every item of the catalog has a weight; its score is its share of all weights, an estimate of the probability
/// that it comes next. The weight of a new item is the [Curve] at its score by the blend, times the lift of the
/// query's context. The sum is taken over the items that matter to the profile ([Scoring#pool]) and over the
/// offered ones; every other item counts as one with a score of 0. A score thus does not depend on the filter.
/// The weight of an item of the profile is its odds by the [RepeatModel] times the weight of all new items.
///
/// If users do not come back to items, an item of the profile has a smaller weight than any other item, so that
/// it comes last but has a score.
final class Ranking {

    /// A set of fewer items than this is iterated; for larger sets, the membership of the best items is tested.
    /// Taste.
    private static final int FEW = 5000;

    /// The number of best eligible items, and of most popular ones, that are scored exactly. Taste.
    private static final int CANDIDATES = 500;

    private final Parts parts;
    private final ItemWeights weights;
    private final Scoring scoring;
    private final Profile profile;
    private final Query query;
    private final TopK top;
    private final int[] offered; // the first are the requested number of items
    private int offeredCount;
    private int fillsFrom; // the start of the items that only fill the answer
    private int fillsTo; // their end
    private double mass; // the sum of the weights of the counted items
    private double poolMass; // that of the items that matter to the profile, and of all items without a score
    private double seenMass; // the sum of the weights of all new items when those of the profile were weighed
    private int counted;
    private boolean hasCountedSeen;

    /// The parts of a model that a ranking reads.
    ///
    /// @param itemCount the number of items of the catalog
    /// @param cold the items that are also scored by their metadata
    /// @param objectiveMultipliers the multiplier of each item's score, or empty without an objective
    record Parts(
            int itemCount,
            PopularItems popular,
            BitSet cold,
            float[] objectiveMultipliers,
            PersonalizationModel.Metadata metadata,
            Blend blend) {}

    /// @param scoring a scoring that was started with the part of the profile that the blend was trained with
    Ranking(Parts parts, Scoring scoring, Profile profile, Query query) {
        this.parts = parts;
        this.scoring = scoring;
        this.profile = profile;
        this.query = query;
        this.top = new TopK(query.numResults());
        this.offered = new int[query.numResults()];
        this.weights = new ItemWeights(parts, scoring, profile, query);
    }

    /// Returns the best eligible items, each with a score.
    RankedItems rank() {
        var eligible = query.eligible();
        boolean isPoolEligible = countPool(eligible.estimatedSize() >= FEW);
        if (eligible.estimatedSize() < FEW) {
            offerEach(eligible);
        } else if (!isPoolEligible) {
            offerBest(eligible);
        }
        return completed(eligible);
    }

    /// Returns the answer that [#rank] would give if it scored every item.
    RankedItems rankAll() {
        countPool(false);
        offerEach(query.eligible());
        return completed(query.eligible());
    }

    private RankedItems completed(ItemSet eligible) {
        if (offeredCount < query.numResults()) {
            fillsFrom = offeredCount;
            var taken = Arrays.copyOf(offered, offeredCount);
            Arrays.sort(taken);
            int missing = query.numResults() - offeredCount;
            offerAll(parts.popular().best(new Excluding(eligible, profile.items()), missing, taken));
            fillsTo = offeredCount;
        }
        if (!weights.excludesSeen() || offeredCount < query.numResults()) {
            offerSeen(eligible);
            fillsTo = weights.excludesSeen() ? offeredCount : fillsTo;
        }
        return answer();
    }

    /// Counts the items that matter to the profile.
    ///
    /// @param offers whether to offer them if they are the best of the eligible items
    /// @return whether it offered them
    private boolean countPool(boolean offers) {
        var pool = scoring.pool();
        boolean offersPool = offers
                && !weights.hasLifts()
                && 2 * query.numResults() <= CANDIDATES
                && hasAll(query.eligible(), pool); // then the best of all items are the best of the eligible ones
        for (int i = 0; i < pool.length; i++) {
            float logWeight = weights.ofPool(pool[i], scoring.poolScores()[i]);
            count(logWeight);
            if (offersPool) {
                offer(pool[i], logWeight);
            }
        }
        poolMass = newMass();
        return offersPool;
    }

    private static boolean hasAll(ItemSet eligible, int[] items) {
        for (int item : items) {
            if (!eligible.contains(item)) {
                return false;
            }
        }
        return true;
    }

    private void offerEach(ItemSet eligible) {
        var items = IntStream.builder();
        eligible.forEach(item -> {
            if (!weights.isSeen(item)) {
                items.add(item);
            }
        });
        offerAll(items.build().toArray());
    }

    private void offerBest(ItemSet eligible) {
        var best = new TopK(Math.max(CANDIDATES, 2 * query.numResults()));
        int count = scoring.list();
        float threshold = best.threshold();
        for (int i = 0; i < count; i++) {
            int item = scoring.listed(i);
            float score = weights.preliminary(item, scoring.preliminary(i));
            if (score >= threshold && eligible.contains(item)) {
                best.offer(item, score);
                threshold = best.threshold();
            }
        }
        int size = best.size();
        var items = new int[size];
        best.drain(items, new float[size]);
        offerAll(items);
        Arrays.sort(items);
        offerAll(Arrays.stream(parts.popular().best(eligible, Scoring.POPULAR, items))
                .filter(item -> !weights.isSeen(item))
                .toArray());
    }

    /// Offers items that are not in the profile, and counts those that are not counted yet.
    private void offerAll(int[] items) {
        var logWeights = weights.logWeights(items);
        for (int i = 0; i < items.length; i++) {
            offer(items[i], logWeights[i]);
            if (!weights.isInPool(items[i])) {
                count(logWeights[i]);
            }
        }
    }

    /// Counts the items of the profile and offers those of them that are eligible.
    private void offerSeen(ItemSet eligible) {
        hasCountedSeen = true;
        var items = profile.items();
        seenMass = newMass();
        var logWeights = weights.ofSeen(items, seenMass, poolMass);
        for (int i = 0; i < items.length; i++) {
            count(logWeights[i]);
            if (eligible.contains(items[i])) {
                offer(items[i], logWeights[i]);
            }
        }
    }

    private void offer(int item, float logWeight) {
        top.offer(item, logWeight);
        if (offeredCount < offered.length) {
            offered[offeredCount++] = item;
        }
    }

    private void count(float logWeight) {
        mass += Math.exp(logWeight);
        counted++;
    }

    /// Returns the logarithms of the weights of the given items.
    float[] weigh(int[] items) {
        countPool(false);
        var logWeights = weights.logWeights(items);
        var had = Arrays.stream(items).filter(weights::isSeen).toArray();
        seenMass = newMass();
        var ofHad = weights.ofSeen(had, seenMass, poolMass);
        int next = 0;
        for (int i = 0; i < items.length; i++) {
            logWeights[i] = weights.isSeen(items[i]) ? ofHad[next++] : logWeights[i];
        }
        return logWeights;
    }

    /// Returns the reasons of the weights of items, after the ranking.
    ///
    /// @param most the maximum number of causes of each
    List<Explanation> explain(int[] items, int most) {
        return new WeightAttribution(parts, scoring, profile, weights)
                .of(items, new WeightAttribution.Masses(seenMass, poolMass), most);
    }

    /// The scores of items by the blend, with the adjustments of the model.
    float[] scores(int[] items) {
        return weights.scores(items);
    }

    /// Returns the sum of the weights of all new items; those not counted have weight 1. It requires that no
    /// item of the profile is counted.
    private double newMass() {
        return mass + (parts.itemCount() - counted - profile.size());
    }

    private RankedItems answer() {
        var items = new int[top.size()];
        var best = new float[items.length];
        int count = top.drain(items, best);
        int weightless = hasCountedSeen ? 0 : profile.size(); // they are excluded
        double all = mass + (parts.itemCount() - counted - weightless);
        var fills = Arrays.copyOfRange(offered, fillsFrom, fillsTo);
        Arrays.sort(fills);
        var scores = new double[count];
        var reasons = new Reason[count];
        for (int i = 0; i < count; i++) {
            scores[i] = Math.exp(best[i]) / all;
            reasons[i] = Arrays.binarySearch(fills, items[i]) >= 0 ? Reason.POPULAR : Reason.RELEVANT;
        }
        return new RankedItems(items, scores, reasons);
    }
}
