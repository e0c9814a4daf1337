package dev.kindred.engine.recipe.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionContext;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.ranking.ExplainedItems;
import dev.kindred.engine.ranking.Explanation;
import dev.kindred.engine.ranking.Explanation.Cause;
import dev.kindred.engine.ranking.Explanation.Influence;
import dev.kindred.engine.ranking.Explanation.Kind;
import dev.kindred.engine.ranking.Explanation.MemberShare;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.Query.Exploration;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Recipe.Percentiles;
import dev.kindred.engine.recipe.SmallSets;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.UpdatableModel;
import dev.kindred.engine.recipe.member.MemberData;
import dev.kindred.engine.recipe.member.Profile;
import dev.kindred.engine.recipe.popularity.PopularItems;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Shares add up to the scores by which models rank.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplanationTest {

    private static final int USERS = 120;
    private static final int ITEMS = 120;
    private static final int NEW_ITEMS = 24;
    private static final int ALL = ITEMS + NEW_ITEMS;
    private static final Map<String, String> TV = Map.of("DEVICE", "tv");
    private static final Map<String, String> OF_GROUP_5 = Map.of("GROUP", "g5");

    private final TrainingSet grouped = withDevices(GroupedTasteFixture.of(USERS, ALL, NEW_ITEMS, 3));
    private final TrainingSet walks = SmallSets.walks(USERS, 60, 1);
    private final TrainingSet repeating = repeating(2 * USERS, 60);

    /// A model whose answers are explained.
    enum Subject {
        FOR_TASTE,
        FOR_ORDER,
        WITH_OBJECTIVE,
        WITH_REPEATS,
        WITH_REPEATS_IN_ORDER,
        WITH_REPEATS_AND_OBJECTIVE,
        UPDATED
    }

    private Model model(Subject subject) {
        return switch (subject) {
            case FOR_TASTE -> train(personalization(null), grouped);
            case FOR_ORDER -> train(new Recipe.SequencePersonalization(true), walks);
            case WITH_OBJECTIVE -> train(personalization(objective(ALL)), grouped);
            case WITH_REPEATS -> train(personalization(null), repeating);
            case WITH_REPEATS_IN_ORDER -> train(new Recipe.SequencePersonalization(true), repeating);
            case WITH_REPEATS_AND_OBJECTIVE -> train(personalization(objective(60)), repeating);
            case UPDATED ->
                updated((UpdatableModel) train(personalization(null), GroupedTasteFixture.of(USERS, ITEMS, 0, 3)));
        };
    }

    private static Model updated(UpdatableModel model) {
        var before = GroupedTasteFixture.of(USERS, ITEMS, 0, 3).interactions();
        var after = GroupedTasteFixture.of(USERS, ALL, NEW_ITEMS, 3);
        var log = InteractionLog.unweighted(ALL, before.offsets(), before.items(), before.times());
        return model.updated(after.items(), log, null);
    }

    private static TrainingSet withDevices(TrainingSet plain) {
        var codes = Arrays.stream(plain.interactions().items())
                .map(item -> item % 3 == 0 ? 1 : 0)
                .toArray();
        var device = new InteractionContext("DEVICE", IdIndex.of(List.of("phone", "tv")), codes);
        return new TrainingSet(plain.interactions(), plain.items(), plain.users(), List.of(device));
    }

    /// Returns walks that often come back to the last item.
    private static TrainingSet repeating(int users, int items) {
        var random = new SplittableRandom(5);
        var walks = new int[users][];
        for (int user = 0; user < users; user++) {
            walks[user] = new int[random.nextInt(4, 12)];
            int at = random.nextInt(items);
            for (int step = 0; step < walks[user].length; step++) {
                walks[user][step] = at;
                at = random.nextInt(10) < 4 ? at : (at + random.nextInt(1, 3)) % items;
            }
        }
        return SmallSets.of(items, walks);
    }

    private static Recipe.Objective objective(int items) {
        var rewards = new float[items];
        for (int item = 0; item < items; item++) {
            rewards[item] = item % 5;
        }
        return new Recipe.Objective(rewards, 0.5);
    }

    private static Recipe personalization(Recipe.@Nullable Objective objective) {
        return new Recipe.Personalization(16, true, Percentiles.ALL, objective);
    }

    private static Model train(Recipe recipe, TrainingSet set) {
        return Trainer.train(recipe, set, SmallSets.context(2)).model();
    }

    @ParameterizedTest
    @EnumSource
    void sharesAddUpToScoresAndScoresToTheAnswer(Subject subject) {
        var model = model(subject);
        int items = model.items().size();
        var random = new SplittableRandom(7);
        int explained = 0;
        for (int round = 0; round < 20; round++) {
            var query = query(random, items);
            var answer = model.rankExplained(query, ALL);

            assertThat(answer.ranked().items())
                    .containsExactly(model.rank(query).items());
            assertThat(answer.ranked().scores())
                    .containsExactly(model.rank(query).scores());
            assertExplained(answer, query);
            var list = random.ints(0, items).distinct().limit(12).toArray();
            var reranked = model.rerankExplained(query, list, ALL);
            assertThat(reranked.ranked().items())
                    .containsExactly(model.rerank(query, list).items());
            assertExplained(reranked, query);
            explained += answer.explanations().size() + reranked.explanations().size();
        }
        assertThat(explained).isGreaterThan(400);
    }

    private static Query query(SplittableRandom random, int items) {
        int events = random.nextInt(0, 4) == 0 ? 0 : random.nextInt(1, 40);
        var had = random.ints(events, 0, items).toArray();
        for (int i = 1; i < events; i++) {
            had[i] = random.nextInt(4) == 0 ? had[i - 1] : had[i];
        }
        var times = new long[events];
        Arrays.setAll(times, i -> 1_702_000_000L - 60L * i);
        var weights = new float[events];
        for (int i = 0; i < events; i++) {
            weights[i] = 0.5f + random.nextInt(3);
        }
        return new Query(
                new History(had, times, weights),
                Query.NO_ITEM,
                random.nextInt(2) == 0 ? Map.of() : OF_GROUP_5,
                random.nextInt(2) == 0 ? Map.of() : TV,
                ItemSet.all(items),
                random.nextInt(3) == 0 ? items : 20,
                random.nextInt(2) == 0 ? null : new Exploration(0.3, 1e6),
                1_702_000_001L,
                1);
    }

    private static void assertExplained(ExplainedItems answer, Query query) {
        int last = -1; // the last item whose place is that of its score
        for (int i = 0; i < answer.ranked().size(); i++) {
            var explanation = answer.explanations().get(i);
            assertThat(sum(explanation)).isCloseTo(explanation.score(), within(tolerance(explanation)));
            for (var cause : explanation.causes()) {
                double ofMembers =
                        cause.members().stream().mapToDouble(MemberShare::share).sum();
                assertThat(ofMembers).isCloseTo(cause.share(), within(1e-9 + 1e-6 * Math.abs(cause.share())));
                assertThat(query.history().items()).contains(cause.item());
            }
            if (answer.ranked().reasons()[i] != Reason.EXPLORATION) {
                if (last >= 0 && query.history().size() > 0) {
                    double shown = Math.log(
                            answer.ranked().scores()[last] / answer.ranked().scores()[i]);
                    double ofScores = answer.explanations().get(last).score() - explanation.score();
                    assertThat(shown).isCloseTo(ofScores, within(2 * tolerance(explanation)));
                } else if (last >= 0) {
                    assertThat(explanation.score())
                            .isLessThanOrEqualTo(answer.explanations().get(last).score() + 1e-9);
                }
                last = i;
            }
        }
    }

    private static boolean has(Cause cause, String member) {
        return cause.members().stream().anyMatch(share -> share.member().equals(member));
    }

    private static double sum(Explanation explanation) {
        return explanation.causes().stream().mapToDouble(Cause::share).sum()
                + explanation.influences().stream()
                        .mapToDouble(Influence::share)
                        .sum();
    }

    /// Returns some roundings of a float at the size of the largest terms.
    private static double tolerance(Explanation explanation) {
        double size = 1 + Math.abs(explanation.score());
        for (var cause : explanation.causes()) {
            size += Math.abs(cause.share());
        }
        return 2e-5 * size;
    }

    @Test
    void everyKindOfInfluenceOccursWhereItBelongs() {
        var full = IntStream.range(0, 20).toArray();
        var taste = model(Subject.FOR_TASTE);
        var kinds = new HashSet<Kind>();
        var known = taste.rankExplained(
                new Query(history(full), -1, OF_GROUP_5, TV, ItemSet.all(ALL), ALL, null, 1_702_000_000L, 1), ALL);
        known.explanations().forEach(each -> each.influences().forEach(influence -> kinds.add(influence.kind())));
        assertThat(kinds)
                .contains(Kind.CONTEXT, Kind.SEEN)
                .doesNotContain(Kind.POPULARITY, Kind.USER_METADATA, Kind.OBJECTIVE);
        assertThat(known.explanations().stream().flatMap(each -> each.causes().stream()))
                .anyMatch(cause -> has(cause, WeightAttribution.METADATA));

        var unknown = taste.rankExplained(
                new Query(History.EMPTY, -1, OF_GROUP_5, TV, ItemSet.all(ALL), 5, null, 1_702_000_000L, 1), ALL);
        assertThat(unknown.explanations().getFirst().causes()).isEmpty();
        assertThat(unknown.explanations().getFirst().influences().stream().map(Influence::kind))
                .contains(Kind.POPULARITY, Kind.USER_METADATA);

        var rewarded = model(Subject.WITH_OBJECTIVE).rankExplained(SmallSets.forHistory(ALL, 10, full), ALL);
        assertThat(rewarded.explanations().stream().flatMap(each -> each.influences().stream()))
                .anyMatch(influence -> influence.kind() == Kind.OBJECTIVE);

        var repeated = model(Subject.WITH_REPEATS_IN_ORDER).rankExplained(SmallSets.forHistory(60, 3, 7, 7, 6), ALL);
        var first = repeated.explanations().getFirst();
        assertThat(repeated.ranked().items()[0]).isEqualTo(7);
        assertThat(first.causes()).anyMatch(cause -> cause.item() == 7 && has(cause, "repeats"));
        assertThat(first.influences()).anyMatch(influence -> influence.kind() == Kind.REPEATS);
    }

    /// Members of weight 0 are not in trained models.
    @ParameterizedTest
    @EnumSource
    void theScoresOfEveryMemberAreAttributed(MemberData.EventOrder order) {
        var log = SmallSets.walks(USERS, 60, 3).interactions();
        var data = new MemberData(log, log, order, 16);
        var random = new SplittableRandom(2);
        for (var candidate : MemberTrainers.search(data, MemberTrainersTest.users(log, 60), SmallSets.context(2))) {
            var popular = IntStream.range(0, 60).toArray();
            var scoring = new Scoring(List.of(candidate.member()), new float[] {1}, popular, true);
            double all = 0;
            for (int round = 0; round < 20; round++) {
                var had = random.ints(random.nextInt(1, 50), 0, 60).toArray();
                var profile = Profile.of(history(had), 0.4);
                scoring.start(profile);
                var items = random.ints(0, 60).distinct().limit(30).toArray();
                var scores = scoring.scores(items);
                var attribution = scoring.attribute(0, items);
                for (int i = 0; i < items.length; i++) {
                    double sum = 0;
                    for (int place = 0; place < profile.size(); place++) {
                        sum += attribution.amount(attribution.find(items[i]), place);
                    }
                    assertThat(scoring.factorOf(0) * sum)
                            .as(candidate.member().name())
                            .isCloseTo(scores[i], within(1e-4 * (1 + Math.abs(scores[i]))));
                    all += Math.abs(scores[i]);
                }
            }
            assertThat(all).as(candidate.member().name()).isPositive();
        }
    }

    /// Models that were written before there was a model of repeats add a bonus to scores.
    @Test
    void theBonusOfRepeatsIsAShareOfTheItemItself() {
        var log = walks.interactions();
        var data = new MemberData(log, log, MemberData.EventOrder.IGNORED, 16);
        var member = MemberTrainers.search(data, MemberTrainersTest.users(log, 60), SmallSets.context(2))
                .getFirst()
                .member();
        var popular = IntStream.range(0, 60).toArray();
        var blend = new Blend(
                List.of(member), new float[] {1}, 0, new Blend.Repeats.Bonus(30), new Curve(4, 0.5f), popular);
        var metadata = new PersonalizationModel.Metadata(
                ItemAttributes.of(walks.items()),
                ExplorationPool.of(walks.items(), log, new int[60]),
                Lifts.ofContexts(List.of(), log),
                Lifts.ofContexts(List.of(), log));
        var model = new PersonalizationModel(
                walks.items().ids(), new PopularItems(popular), new int[60], new float[0], metadata, blend);
        var query = SmallSets.forHistory(60, 60, 3, 3, 9);

        var answer = model.rankExplained(query, ALL);

        assertExplained(answer, query);
        assertThat(answer.ranked().items()[0]).isEqualTo(3);
        assertThat(answer.explanations().getFirst().causes())
                .anyMatch(cause -> cause.item() == 3 && has(cause, "repeats"));
    }

    @Test
    void theSharesOfMoreItemsAreAddedUp() {
        var model = model(Subject.FOR_TASTE);
        var query = query(new SplittableRandom(4), ALL);
        var full = model.rankExplained(query, ALL).explanations().getFirst();

        var explanation = model.rankExplained(query, 3).explanations().getFirst();

        assertThat(full.causes()).hasSizeGreaterThan(5);
        assertThat(explanation.causes()).isEqualTo(full.causes().subList(0, 3));
        assertThat(explanation.influences()).anyMatch(influence -> influence.kind() == Kind.MORE_ITEMS);
        assertThat(full.influences()).noneMatch(influence -> influence.kind() == Kind.MORE_ITEMS);
        assertThat(explanation.score()).isEqualTo(full.score());
        assertThat(sum(explanation)).isCloseTo(sum(full), within(1e-9));
    }

    private static History history(int... items) {
        var times = new long[items.length];
        Arrays.setAll(times, i -> 1_702_000_000L - i);
        var weights = new float[items.length];
        Arrays.fill(weights, 1);
        return new History(items, times, weights);
    }
}
