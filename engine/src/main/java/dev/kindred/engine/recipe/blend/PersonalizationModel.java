package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.model.ItemIds;
import dev.kindred.engine.ranking.ExplainedItems;
import dev.kindred.engine.ranking.Explanation;
import dev.kindred.engine.ranking.Explanation.Influence;
import dev.kindred.engine.ranking.Explanation.Kind;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.engine.recipe.Recipe.Objective;
import dev.kindred.engine.recipe.UpdatableModel;
import dev.kindred.engine.recipe.member.Profile;
import dev.kindred.engine.recipe.popularity.PopularItems;
import dev.kindred.kernels.TopK;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Ranks items for a user by a blend of models.
///
/// File: the ids of the items; `popular`, every item once, most popular first, and `users`, the number of users
/// of each item (4 bytes each); `favour`, the objective multiplier of each item's score (4-byte floats, or
/// empty); `trained`, the number of items, the first ones, that the blend was trained with (4 bytes; if it is
/// missing, all); and the sections of [ItemAttributes], [ExplorationPool], [Lifts] (of groups of users, and of
/// contexts) and [Blend].
public final class PersonalizationModel implements UpdatableModel {

    public static final String KIND = "PERSONAL";
    private static final int VERSION = 1;
    private static final String TRAINED = "trained";

    /// Number of most popular items that are scored for a user without history. Taste.
    private static final int CANDIDATES = 500;

    /// An item with fewer users than this is also scored by its metadata, as in AWS's similar-items recipe.
    private static final int COLD = 5;

    private final IdIndex ids;
    private final PopularItems popular;
    private final int[] users;
    private final long allUsers;
    private final float[] objectiveMultipliers;
    private final Metadata metadata;
    private final Blend blend;
    private final Ranking.Parts parts;

    /// The data of a model besides its blend.
    record Metadata(ItemAttributes attributes, ExplorationPool explorationPool, Lifts groups, Lifts contexts) {

        /// The lifts of a user without history, by metadata and context.
        Map<Integer, Float> lifts(Query query) {
            var sums = new HashMap<>(contexts.of(query.context()));
            groups.of(query.user()).forEach((item, lift) -> sums.merge(item, lift, Float::sum));
            return sums;
        }
    }

    /// @param users the number of users of each item
    /// @param objectiveMultipliers the multiplier of each item's score, or empty without an objective
    PersonalizationModel(
            IdIndex ids,
            PopularItems popular,
            int[] users,
            float[] objectiveMultipliers,
            Metadata metadata,
            Blend blend) {
        this.ids = ids;
        this.popular = popular;
        this.users = users;
        this.allUsers = Arrays.stream(users).asLongStream().sum();
        this.objectiveMultipliers = objectiveMultipliers;
        this.metadata = metadata;
        this.blend = blend;
        var cold = new BitSet();
        for (int item = 0; item < users.length && !metadata.attributes().isEmpty(); item++) {
            cold.set(item, users[item] < COLD);
        }
        this.parts = new Ranking.Parts(ids.size(), popular, cold, objectiveMultipliers, metadata, blend);
    }

    /// Opens a model by memory map.
    public static PersonalizationModel open(Path path) throws IOException {
        return SectionFile.read(path, KIND, VERSION, PersonalizationModel::read);
    }

    private static PersonalizationModel read(SectionFile file) throws IOException {
        var order = file.ints("popular");
        int trained = file.has(TRAINED) ? file.ints(TRAINED)[0] : order.length;
        return new PersonalizationModel(
                ItemIds.read(file),
                new PopularItems(order),
                file.ints("users"),
                file.floats("favour"),
                new Metadata(
                        ItemAttributes.read(file),
                        ExplorationPool.read(file),
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
            file.floats("favour", objectiveMultipliers);
            if (blend.itemCount() < ids.size()) {
                file.ints(TRAINED, new int[] {blend.itemCount()});
            }
            metadata.attributes().write(file);
            metadata.explorationPool().write(file);
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

    /// Items that were added after the training follow those of the training in the order of popularity, and
    /// have no scores by the blend. They are recommended by exploration, and by their metadata if few items are
    /// eligible.
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
                objective == null ? new float[0] : objective.multipliers(),
                new Metadata(
                        ItemAttributes.of(items),
                        ExplorationPool.of(items, interactions, counts),
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
            var ranking = new Ranking(parts, scoring, profile, query);
            return explored(ranking.rank(), query, profile, ranking::scores);
        });
    }

    @Override
    public ExplainedItems rankExplained(Query query, int mostCauses) {
        var profile = Profile.of(query.history(), blend.recency());
        var trained = profile.upTo(blend.itemCount());
        if (trained.size() == 0) {
            return explainedByPopularity(rank(query), query);
        }
        return blend.with(scoring -> {
            scoring.start(trained);
            var ranking = new Ranking(parts, scoring, profile, query);
            var found = explored(ranking.rank(), query, profile, ranking::scores);
            return new ExplainedItems(found, ranking.explain(found.items(), mostCauses));
        });
    }

    @Override
    public ExplainedItems rerankExplained(Query query, int[] items, int mostCauses) {
        var profile = Profile.of(query.history(), blend.recency());
        var trained = profile.upTo(blend.itemCount());
        if (trained.size() == 0) {
            return explainedByPopularity(rerank(query, items), query);
        }
        return blend.with(scoring -> {
            scoring.start(trained);
            var ranking = new Ranking(parts, scoring, profile, query);
            var found = sorted(items, ranking.weigh(items));
            return new ExplainedItems(found, ranking.explain(found.items(), mostCauses));
        });
    }

    /// Explains the weights of items for a user without history: the natural logarithm of 1 plus the number of
    /// users, times the lifts. The lifts share what they add in proportion to their logarithms.
    private ExplainedItems explainedByPopularity(RankedItems found, Query query) {
        var byUser = metadata.groups().of(query.user());
        var byContext = metadata.contexts().of(query.context());
        var explanations = new ArrayList<Explanation>(found.size());
        for (int item : found.items()) {
            double ofUser = byUser.getOrDefault(item, 0f);
            double ofContext = byContext.getOrDefault(item, 0f);
            double count = allUsers * share(item, Map.of());
            double popularity = Math.log1p(count);
            double lift = ofUser + ofContext;
            double score = Math.log1p(count * Math.exp(lift));
            double slope = lift == 0 ? count / (1 + count) : (score - popularity) / lift;
            explanations.add(new Explanation(
                    score,
                    List.of(),
                    Stream.of(
                                    new Influence(Kind.POPULARITY, popularity),
                                    new Influence(Kind.USER_METADATA, slope * ofUser),
                                    new Influence(Kind.CONTEXT, slope * ofContext))
                            .filter(influence -> influence.share() != 0)
                            .toList()));
        }
        return new ExplainedItems(found, explanations);
    }

    /// Returns the answer with explored items in some of its places, if the query requests it: with weight w, in
    /// an average share w of the places, at random places except the first.
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
        var drawn = metadata.explorationPool()
                .draw(
                        places,
                        exploration.itemAgeCutOffDays(),
                        item -> query.eligible().contains(item)
                                && Arrays.binarySearch(taken, item) < 0
                                && Arrays.binarySearch(had, item) < 0,
                        relevance,
                        random);
        return drawn.length == 0 ? found : ExplorationMixer.mix(found, drawn, query.numResults(), random);
    }

    /// Returns the answer of [#rank], without exploration, by scoring every item: the reference for its recall.
    public RankedItems rankExactly(Query query) {
        var profile = Profile.of(query.history(), blend.recency());
        var scoring = blend.exact();
        scoring.start(profile.upTo(blend.itemCount()));
        return new Ranking(parts, scoring, profile, query).rankAll();
    }

    /// Returns an answer for a user without history: popular items, adjusted by the lifts of the user's metadata
    /// and of the context, scored by their shares of all interactions. Over all items the scores sum to 1.
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
        double all = 1;
        for (int item : lifts.keySet()) {
            all += share(item, lifts) - share(item, Map.of());
        }
        var scores = new double[items.length];
        var reasons = new Reason[items.length];
        for (int i = 0; i < items.length; i++) {
            scores[i] = share(items[i], lifts) / all;
            reasons[i] = Reason.RELEVANT;
        }
        return new RankedItems(items, scores, reasons);
    }

    private double share(int item, Map<Integer, Float> lifts) {
        double share = allUsers == 0 ? 1.0 / ids.size() : (double) users[item] / allUsers;
        Float lift = lifts.get(item);
        return lift == null ? share : share * Math.exp(lift);
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
            return sorted(items, scores);
        }
        return blend.with(scoring -> {
            scoring.start(trained);
            return sorted(items, new Ranking(parts, scoring, profile, query).weigh(items));
        });
    }

    /// Sorts the items by falling weight, with their shares of all weights as scores.
    private static RankedItems sorted(int[] items, float[] logWeights) {
        var top = new TopK(items.length);
        top.offerAll(logWeights, 0, items.length, 0);
        var places = new int[items.length];
        var best = new float[items.length];
        int count = top.drain(places, best);
        var order = new int[count];
        var shares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            order[i] = items[places[i]];
            shares[i] = Math.exp(best[i] - best[0]);
            sum += shares[i];
        }
        for (int i = 0; i < count; i++) {
            shares[i] /= sum;
        }
        var reasons = new Reason[count];
        Arrays.fill(reasons, Reason.RELEVANT);
        return new RankedItems(order, shares, reasons);
    }
}
