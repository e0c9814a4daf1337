package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.engine.recipe.blend.Blend.Repeats;
import dev.kindred.engine.recipe.blend.ItemAttributes.ContentProfile;
import dev.kindred.engine.recipe.member.Profile;
import dev.kindred.engine.recipe.popularity.PopularItems;
import dev.kindred.kernels.TopK;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The ranking of one query. It belongs to one thread.
///
/// Every item of the catalog has a weight, and its score is its share of all weights, which is the chance that it
/// comes next. The weight of a new item is that of its score by the blend on the [Curve], times the lift of the
/// query's circumstances. The sum is taken over the items that matter to the profile ([Scoring#pool]) and over
/// those that are offered; every other item counts as one with a score of 0. A score thus does not depend on which
/// items a filter keeps. The weight of an item of the profile is its odds by the [RepeatModel] times the weight of
/// all new items.
///
/// Where users do not come back to items, an item of the profile weighs less than any other item, so that it comes
/// last and has a score all the same.
final class Ranking {

    /// A set of fewer items than this is walked instead of asked about the best items.
    private static final int FEW = 5000;

    /// How many of the best eligible items are scored to the last digit, and of the most popular ones.
    private static final int CANDIDATES = 500;

    /// The score that full likeness by metadata is worth: somewhat less than that of the user's best items.
    private static final double LIKENESS_WEIGHT = 0.8;

    /// An item that is held back weighs less than this, and any other item more than twice as much; an item
    /// without a score weighs 1. Taste: it is small beside the smallest catalog, and its shares do not round to 0.
    private static final double EXCLUDED_WEIGHT = 0.001;

    private final Parts parts;
    private final Blend blend;
    private final boolean excludesSeen;
    private final Scoring scoring;
    private final Profile profile;
    private final Query query;
    private final TopK top;
    private final int[] offered; // the first of them, as many as are wanted
    private int offeredCount;
    private int fillsFrom; // where those begin that are there to fill the answer
    private int fillsTo; // where they end
    private double mass; // the sum of the weights of the items counted
    private double poolMass; // that of the items that matter to the profile, and of all that have no score
    private int counted;
    private boolean hasCountedSeen;
    private float @Nullable [] odds; // of the profile's items, found when they are first wanted
    private final Map<Integer, Float> lifts; // under the query's circumstances
    private @Nullable ContentProfile taste; // found when it is first wanted

    /// What a model ranks with.
    ///
    /// @param itemCount how many items the catalog has
    /// @param cold the items that are scored by their metadata, too
    /// @param objectiveMultipliers what an item's score is multiplied by, or empty for nothing
    record Parts(
            int itemCount,
            PopularItems popular,
            BitSet cold,
            float[] objectiveMultipliers,
            PersonalizationModel.Metadata metadata,
            Blend blend) {}

    /// @param scoring one that has started with what the blend knows of the profile
    Ranking(Parts parts, Scoring scoring, Profile profile, Query query) {
        this.parts = parts;
        this.blend = parts.blend();
        this.excludesSeen = blend.repeats() instanceof Repeats.Excluded;
        this.scoring = scoring;
        this.profile = profile;
        this.query = query;
        this.top = new TopK(query.numResults());
        this.offered = new int[query.numResults()];
        this.lifts = parts.metadata().contexts().of(query.context());
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

    /// Returns the answer that [#rank] would give if it looked at every item.
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
        if (!excludesSeen || offeredCount < query.numResults()) {
            offerSeen(eligible);
            fillsTo = excludesSeen ? offeredCount : fillsTo;
        }
        return answer();
    }

    /// Counts the items that matter to the profile.
    ///
    /// @param offers whether to offer them, too, if they are the best of those eligible
    /// @return whether it offered them
    private boolean countPool(boolean offers) {
        var pool = scoring.pool();
        boolean offersPool = offers
                && lifts.isEmpty()
                && 2 * query.numResults() <= CANDIDATES
                && hasAll(query.eligible(), pool); // then the best of all are the best of those eligible
        for (int i = 0; i < pool.length; i++) {
            float logWeight = logWeight(pool[i], adjusted(pool[i], scoring.poolScores()[i]));
            count(logWeight);
            if (offersPool) {
                offer(pool[i], logWeight);
            }
        }
        poolMass = mass + (parts.itemCount() - counted - profile.size());
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
            if (!isSeen(item)) {
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
            float score = preliminary(item, scoring.preliminary(i));
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
                .filter(item -> !isSeen(item))
                .toArray());
    }

    /// What a new item is sifted by.
    private float preliminary(int item, float score) {
        return lifts.isEmpty() ? score : (float) blend.curve().logWeight(score) + lift(item);
    }

    /// Offers items that are not in the profile, and counts those that are not counted yet.
    private void offerAll(int[] items) {
        var logWeights = logWeights(items);
        for (int i = 0; i < items.length; i++) {
            offer(items[i], logWeights[i]);
            if (!isInPool(items[i])) {
                count(logWeights[i]);
            }
        }
    }

    /// Counts the items of the profile and offers those of them that are eligible.
    private void offerSeen(ItemSet eligible) {
        hasCountedSeen = true;
        var items = profile.items();
        var logWeights = ofSeen(items);
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

    /// Returns the logarithms of the weights of any items.
    float[] weigh(int[] items) {
        countPool(false);
        var logWeights = logWeights(items);
        var had = Arrays.stream(items).filter(this::isSeen).toArray();
        var ofHad = ofSeen(had);
        int next = 0;
        for (int i = 0; i < items.length; i++) {
            logWeights[i] = isSeen(items[i]) ? ofHad[next++] : logWeights[i];
        }
        return logWeights;
    }

    /// The logarithms of new items' weights.
    private float[] logWeights(int[] items) {
        var logWeights = scores(items);
        for (int i = 0; i < items.length; i++) {
            logWeights[i] = logWeight(items[i], logWeights[i]);
        }
        return logWeights;
    }

    /// The logarithms of the weights of items of the profile. All new items were counted before.
    private float[] ofSeen(int[] items) {
        return switch (blend.repeats()) {
            case Repeats.Excluded _ -> {
                var logWeights = logWeights(items);
                for (int i = 0; i < items.length; i++) {
                    logWeights[i] = (float) (Math.log(EXCLUDED_WEIGHT) - Math.log1p(Math.exp(-logWeights[i])));
                }
                yield logWeights;
            }
            case Repeats.Bonus of -> {
                var scores = scores(items);
                for (int i = 0; i < items.length; i++) {
                    scores[i] += (float) (of.bonus() * profile.repeatStrength(items[i]));
                    scores[i] = logWeight(items[i], scores[i]);
                }
                yield scores;
            }
            case Repeats.ByChance of -> {
                double ofNew = Math.log(Math.max(EXCLUDED_WEIGHT, mass + (parts.itemCount() - counted - profile.size())));
                if (odds == null) {
                    odds = of.model().logOdds(profile.items(), profile.history());
                }
                double mean = Balance.logMean(poolMass, parts.itemCount());
                var logWeights = ofBlend(items);
                for (int i = 0; i < items.length; i++) {
                    int place = profile.place(items[i]);
                    boolean isLast = of.model().isOrdered() && place == 0;
                    double byBlend = blend.curve().logWeight(logWeights[i]);
                    double its = ofNew + of.balance().logOdds(isLast, odds[place], byBlend, mean);
                    logWeights[i] = multiplied(items[i], its) + lift(items[i]);
                }
                yield logWeights;
            }
        };
    }

    /// What becomes of a weight for an objective's sake: that of the score that it stands for, times what scores
    /// are multiplied by.
    private float multiplied(int item, double logWeight) {
        return (float)
                (parts.objectiveMultipliers().length == 0
                        ? logWeight
                        : blend.curve().logWeight(blend.curve().score(logWeight) * parts.objectiveMultipliers()[item]));
    }

    /// The scores of items.
    float[] scores(int[] items) {
        var scores = ofBlend(items);
        for (int i = 0; i < items.length; i++) {
            scores[i] = adjusted(items[i], scores[i]);
        }
        return scores;
    }

    /// The scores that the blend gives items: 0 for those that came after the training.
    private float[] ofBlend(int[] items) {
        var known =
                Arrays.stream(items).filter(item -> item < blend.itemCount()).toArray();
        var ofKnown = scoring.scores(known);
        var scores = new float[items.length];
        int next = 0;
        for (int i = 0; i < items.length; i++) {
            scores[i] = items[i] < blend.itemCount() ? ofKnown[next++] : 0;
        }
        return scores;
    }

    /// What becomes of the score that the blend gives an item.
    private float adjusted(int item, float ofBlend) {
        float score = ofBlend;
        if (parts.cold().get(item)) {
            score = Math.max(score, (float) (LIKENESS_WEIGHT * likeness(item)));
        }
        return parts.objectiveMultipliers().length == 0 ? score : score * parts.objectiveMultipliers()[item];
    }

    private float logWeight(int item, float score) {
        double plain = blend.curve().logWeight(score) + lift(item);
        return (float) (plain >= 0 || !excludesSeen ? plain : Math.log(Math.exp(plain) + 2 * EXCLUDED_WEIGHT));
    }

    private boolean isSeen(int item) {
        return item < blend.itemCount() ? scoring.isSeen(item) : profile.has(item);
    }

    private boolean isInPool(int item) {
        return item < blend.itemCount() && scoring.isInPool(item);
    }

    /// What the query's circumstances add to the logarithm of an item's weight.
    private float lift(int item) {
        return lifts.isEmpty() ? 0 : lifts.getOrDefault(item, 0f);
    }

    private double likeness(int item) {
        if (taste == null) {
            taste = parts.metadata().attributes().taste(profile);
        }
        return taste.likeness(item);
    }

    private RankedItems answer() {
        var items = new int[top.size()];
        var best = new float[items.length];
        int count = top.drain(items, best);
        int weightless = hasCountedSeen ? 0 : profile.size(); // they are held back
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

    /// A set but for a few items.
    private static final class Excluding implements ItemSet {

        private final ItemSet set;
        private final int[] left;

        Excluding(ItemSet set, int[] left) {
            this.set = set;
            this.left = left.clone();
            Arrays.sort(this.left);
        }

        @Override
        public boolean contains(int item) {
            return Arrays.binarySearch(left, item) < 0 && set.contains(item);
        }

        @Override
        public int estimatedSize() {
            return set.estimatedSize();
        }

        @Override
        public void forEach(IntConsumer action) {
            set.forEach(item -> {
                if (Arrays.binarySearch(left, item) < 0) {
                    action.accept(item);
                }
            });
        }
    }
}
