package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.model.ItemIds;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.engine.recipe.Recipe.Objective;
import dev.kindred.engine.recipe.UpdatableModel;
import dev.kindred.engine.recipe.blend.ItemAttributes.Taste;
import dev.kindred.engine.recipe.popularity.PopularItems;
import dev.kindred.kernels.TopK;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Finds items for a user by a blend of models.
///
/// File: the ids of the items; `popular`, every item once, the most popular first, and `users`, the number of
/// users of each item (4 bytes each); `favour`, what an item's score is multiplied by for an objective's sake
/// (4-byte floats, or empty); `trained`, how many of the items, the first ones, the blend was trained with (4
/// bytes; where it is missing, all); and the sections of [ItemAttributes], [Newcomers], [Lifts] (of groups
/// of users, and of contexts) and [Blend].
public final class PersonalizationModel implements UpdatableModel {

    public static final String KIND = "PERSONAL";
    private static final int VERSION = 1;
    private static final String TRAINED = "trained";

    /// A set of fewer items than this is walked instead of asked about the best items.
    private static final int FEW = 5000;

    /// How many of the best eligible items are scored to the last digit, and of the most popular ones.
    private static final int CANDIDATES = 500;

    /// An item with fewer users than this is scored by its metadata too, as in AWS's similar-items recipe.
    private static final int COLD = 5;

    /// The score that full likeness by metadata is worth: somewhat less than that of the user's best items.
    private static final double LIKENESS_WEIGHT = 0.8;

    private final IdIndex ids;
    private final PopularItems popular;
    private final int[] users;
    private final long allUsers;
    private final BitSet cold = new BitSet(); // the items that are scored by their metadata, too
    private final float[] favour;
    private final Metadata metadata;
    private final Blend blend;

    /// What is known beside who had what.
    record Metadata(ItemAttributes attributes, Newcomers newcomers, Lifts groups, Lifts contexts) {

        /// What is known of a user who did nothing yet, by who they are and where they are.
        Map<Integer, Float> lifts(Query query) {
            var sums = new HashMap<>(contexts.of(query.context()));
            groups.of(query.user()).forEach((item, lift) -> sums.merge(item, lift, Float::sum));
            return sums;
        }
    }

    /// @param users the number of users of each item
    /// @param favour what an item's score is multiplied by, or empty for nothing
    PersonalizationModel(
            IdIndex ids, PopularItems popular, int[] users, float[] favour, Metadata metadata, Blend blend) {
        this.ids = ids;
        this.popular = popular;
        this.users = users;
        this.allUsers = Arrays.stream(users).asLongStream().sum();
        this.favour = favour;
        this.metadata = metadata;
        this.blend = blend;
        for (int item = 0; item < users.length && !metadata.attributes().isEmpty(); item++) {
            cold.set(item, users[item] < COLD);
        }
    }

    /// Opens a model by memory map.
    public static PersonalizationModel open(Path path) throws IOException {
        var file = SectionFile.open(path, KIND, VERSION);
        var order = file.ints("popular");
        int trained = file.has(TRAINED) ? file.ints(TRAINED)[0] : order.length;
        return new PersonalizationModel(
                ItemIds.read(file),
                new PopularItems(order),
                file.ints("users"),
                file.floats("favour"),
                new Metadata(
                        ItemAttributes.read(file),
                        Newcomers.read(file),
                        Lifts.read(file, Lifts.GROUPS),
                        Lifts.read(file, Lifts.CONTEXTS)),
                Blend.read(file, Arrays.copyOf(order, trained)));
    }

    @Override
    public void write(Path path) throws IOException {
        try (var file = SectionWriter.create(path, KIND, VERSION)) {
            ItemIds.write(file, ids);
            file.ints("popular", popular.order());
            file.ints("users", users);
            file.floats("favour", favour);
            if (blend.itemCount() < ids.size()) {
                file.ints(TRAINED, new int[] {blend.itemCount()});
            }
            metadata.attributes().write(file);
            metadata.newcomers().write(file);
            metadata.groups().write(file, Lifts.GROUPS);
            metadata.contexts().write(file, Lifts.CONTEXTS);
            blend.write(file);
            file.finish();
        }
    }

    @Override
    public IdIndex items() {
        return ids;
    }

    /// Items that came after the training stand behind those of the training in the order of popularity, and the
    /// blend gives them nothing: they are found by exploration, and by their metadata where few items are eligible.
    @Override
    public PersonalizationModel updated(ItemTable items, InteractionLog interactions, @Nullable Objective objective) {
        UpdatableModel.requireSameBeginning(ids, items.ids());
        int size = items.size();
        var order = Arrays.copyOf(popular.order(), size);
        for (int item = ids.size(); item < size; item++) {
            order[item] = item;
        }
        var counts = PopularItems.uniqueUsers(interactions);
        return new PersonalizationModel(
                items.ids(),
                new PopularItems(order),
                Arrays.copyOf(users, size),
                PersonalizationTraining.favour(objective),
                new Metadata(
                        ItemAttributes.of(items),
                        Newcomers.of(items, interactions, counts),
                        metadata.groups(),
                        metadata.contexts()),
                blend);
    }

    @Override
    public RankedItems rank(Query query) {
        var profile = Profile.of(query.history(), blend.recency());
        var trained = profile.upTo(blend.itemCount());
        if (trained.size() == 0) {
            return explored(popularItems(query), query, profile, items -> new float[items.length]);
        }
        return blend.with(scoring -> {
            scoring.start(trained);
            var ranking = new Ranking(scoring, profile, query);
            var found = filledUp(ranking.rank(), query, profile);
            return explored(found, query, profile, ranking::scores);
        });
    }

    /// Returns the answer with newcomers in some of its places, where the query asks for it: with weight w, in
    /// the share w of them on average, wherever chance puts them but for the first.
    private RankedItems explored(RankedItems found, Query query, Profile profile, Function<int[], float[]> relevance) {
        var exploration = query.exploration();
        if (exploration == null) {
            return found;
        }
        var random = new SplittableRandom(query.seed());
        double share = Math.clamp(exploration.weight(), 0, 1) * query.numResults();
        int places = (int) (share + random.nextDouble());
        var taken = found.items().clone();
        Arrays.sort(taken);
        var had = profile.items().clone();
        Arrays.sort(had);
        var drawn = metadata.newcomers()
                .draw(
                        places,
                        exploration.itemAgeCutOffDays(),
                        item -> query.eligible().contains(item)
                                && Arrays.binarySearch(taken, item) < 0
                                && Arrays.binarySearch(had, item) < 0,
                        relevance,
                        random);
        return drawn.length == 0 ? found : Mixing.mix(found, drawn, query.numResults(), random);
    }

    /// Returns the answer that [#rank] would give, without exploration, if it looked at every item: what it
    /// is held against.
    public RankedItems rankExactly(Query query) {
        var profile = Profile.of(query.history(), blend.recency());
        var scoring = blend.exact();
        scoring.start(profile.upTo(blend.itemCount()));
        return filledUp(new Ranking(scoring, profile, query).rankAll(), query, profile);
    }

    private RankedItems filledUp(RankedItems found, Query query, Profile profile) {
        if (found.size() >= query.numResults()) {
            return found;
        }
        var eligible = query.eligible();
        if (blend.repeats().heldBack()) {
            found = popular.fillUp(found, new But(eligible, profile.items()), query.numResults());
        }
        return popular.fillUp(found, eligible, query.numResults());
    }

    /// An answer for a user who did nothing yet: popular items, more so among users with the same metadata
    /// and under the same circumstances, scored by their shares of all that users had.
    private RankedItems popularItems(Query query) {
        var lifts = metadata.lifts(query);
        if (lifts.isEmpty()) {
            return scoredByShare(popular.best(query.eligible(), query.numResults(), new int[0]), lifts);
        }
        var top = new TopK(query.numResults());
        var general = popular.best(query.eligible(), Math.max(CANDIDATES, query.numResults()), new int[0]);
        for (int item : general) {
            top.offer(item, (float) share(item, lifts));
        }
        Arrays.sort(general);
        for (int item : lifts.keySet()) {
            if (query.eligible().contains(item) && Arrays.binarySearch(general, item) < 0) {
                top.offer(item, (float) share(item, lifts));
            }
        }
        var items = new int[top.size()];
        top.drain(items, new float[items.length]);
        return scoredByShare(items, lifts);
    }

    private RankedItems scoredByShare(int[] items, Map<Integer, Float> lifts) {
        var scores = new double[items.length];
        var reasons = new Reason[items.length];
        for (int i = 0; i < items.length; i++) {
            scores[i] = share(items[i], lifts);
            reasons[i] = Reason.RELEVANT;
        }
        return new RankedItems(items, scores, reasons);
    }

    private double share(int item, Map<Integer, Float> lifts) {
        double share = allUsers == 0 ? 1.0 / ids.size() : (double) users[item] / allUsers;
        Float lift = lifts.get(item);
        return lift == null ? share : Math.min(1, share * Math.exp(lift));
    }

    @Override
    public RankedItems rerank(Query query, int[] items) {
        var profile = Profile.of(query.history(), blend.recency());
        var trained = profile.upTo(blend.itemCount());
        if (trained.size() == 0) {
            var scores = new float[items.length];
            var lifts = metadata.lifts(query);
            for (int i = 0; i < items.length; i++) {
                scores[i] = (float) Math.log(allUsers * share(items[i], lifts) + 1);
            }
            return sorted(items, scores, 1);
        }
        return blend.with(scoring -> {
            scoring.start(trained);
            return sorted(items, new Ranking(scoring, profile, query).scores(items), blend.sharpness());
        });
    }

    /// The items by falling score, with a softmax over them.
    private static RankedItems sorted(int[] items, float[] scores, double sharpness) {
        var top = new TopK(items.length);
        top.offerAll(scores, 0, items.length, 0);
        var places = new int[items.length];
        var best = new float[items.length];
        int count = top.drain(places, best);
        var order = new int[count];
        var shares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            order[i] = items[places[i]];
            shares[i] = Math.exp(sharpness * (best[i] - best[0]));
            sum += shares[i];
        }
        for (int i = 0; i < count; i++) {
            shares[i] /= sum;
        }
        var reasons = new Reason[count];
        Arrays.fill(reasons, Reason.RELEVANT);
        return new RankedItems(order, shares, reasons);
    }

    /// The ranking of one query.
    private final class Ranking {

        private final Scoring scoring;
        private final Profile profile;
        private final Query query;
        private final TopK top;
        private double mass; // the sum of the softmax's terms over the items scored
        private int scored;
        private final Map<Integer, Float> lifts; // under the query's circumstances
        private @Nullable Taste taste; // found when it is first wanted

        Ranking(Scoring scoring, Profile profile, Query query) {
            this.scoring = scoring;
            this.profile = profile;
            this.query = query;
            this.top = new TopK(query.numResults());
            this.lifts = metadata.contexts().of(query.context());
        }

        RankedItems rank() {
            var eligible = query.eligible();
            if (eligible.estimatedSize() < FEW) {
                offerEach(eligible);
            } else {
                offerBest(eligible);
            }
            return answer();
        }

        RankedItems rankAll() {
            offerEach(query.eligible());
            return answer();
        }

        /// Offers all but those that are held back.
        private void offerEach(ItemSet eligible) {
            var items = IntStream.builder();
            eligible.forEach(item -> {
                if (!blend.repeats().heldBack() || !isSeen(item)) {
                    items.add(item);
                }
            });
            offerAll(items.build().toArray());
        }

        private void offerBest(ItemSet eligible) {
            if (lifts.isEmpty() && 2 * query.numResults() <= CANDIDATES && hasAll(eligible, scoring.pool())) {
                var pool = scoring.pool(); // the best of all are the best of those eligible
                for (int i = 0; i < pool.length; i++) {
                    offer(pool[i], adjusted(pool[i], scoring.poolScores()[i]));
                }
            } else {
                offerBestOf(eligible);
            }
            if (!blend.repeats().heldBack()) {
                offerAll(Arrays.stream(profile.items())
                        .filter(eligible::contains)
                        .toArray());
            }
        }

        private static boolean hasAll(ItemSet eligible, int[] items) {
            for (int item : items) {
                if (!eligible.contains(item)) {
                    return false;
                }
            }
            return true;
        }

        private void offerBestOf(ItemSet eligible) {
            var best = new TopK(Math.max(CANDIDATES, 2 * query.numResults()));
            int count = scoring.list();
            float threshold = best.threshold();
            for (int i = 0; i < count; i++) {
                int item = scoring.listed(i);
                float score = scoring.preliminary(i) + lift(item);
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
            offerAll(Arrays.stream(popular.best(eligible, Scoring.POPULAR, items))
                    .filter(item -> !isSeen(item))
                    .toArray());
        }

        private void offerAll(int[] items) {
            var scores = scores(items);
            for (int i = 0; i < items.length; i++) {
                offer(items[i], scores[i]);
            }
        }

        private void offer(int item, float score) {
            top.offer(item, score);
            mass += Math.exp(blend.sharpness() * score);
            scored++;
        }

        /// The scores of items.
        float[] scores(int[] items) {
            var known = Arrays.stream(items)
                    .filter(item -> item < blend.itemCount())
                    .toArray();
            var ofKnown = scoring.scores(known);
            var scores = new float[items.length];
            int next = 0;
            for (int i = 0; i < items.length; i++) {
                scores[i] = adjusted(items[i], items[i] < blend.itemCount() ? ofKnown[next++] : 0);
            }
            return scores;
        }

        /// What becomes of the score that the blend gives an item.
        private float adjusted(int item, float ofBlend) {
            float score = ofBlend;
            if (blend.repeats().bonus() > 0 && isSeen(item)) {
                score += (float) (blend.repeats().bonus() * profile.repeatStrength(item));
            }
            if (cold.get(item)) {
                score = Math.max(score, (float) (LIKENESS_WEIGHT * likeness(item)));
            }
            score = favour.length == 0 ? score : score * favour[item];
            return score + lift(item);
        }

        private boolean isSeen(int item) {
            return item < blend.itemCount() ? scoring.isSeen(item) : profile.has(item);
        }

        /// What the query's circumstances add to the score of an item.
        private float lift(int item) {
            return lifts.isEmpty() ? 0 : (float) (lifts.getOrDefault(item, 0f) / blend.sharpness());
        }

        private double likeness(int item) {
            if (taste == null) {
                taste = metadata.attributes().taste(profile);
            }
            return taste.likeness(item);
        }

        /// Items that were not scored count as such with a score of 0 in the softmax.
        private RankedItems answer() {
            var items = new int[top.size()];
            var best = new float[items.length];
            int count = top.drain(items, best);
            double all = mass + (ids.size() - scored);
            var scores = new double[count];
            var reasons = new Reason[count];
            for (int i = 0; i < count; i++) {
                scores[i] = Math.exp(blend.sharpness() * best[i]) / all;
                reasons[i] = Reason.RELEVANT;
            }
            return new RankedItems(items, scores, reasons);
        }
    }

    /// A set but for a few items.
    private static final class But implements ItemSet {

        private final ItemSet set;
        private final int[] left;

        But(ItemSet set, int[] left) {
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
