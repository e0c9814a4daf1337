package dev.kindred.engine.recipe.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.engine.recipe.Models;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Recipe.Percentiles;
import dev.kindred.engine.recipe.Trained;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersonalizationModelTest {

    private static final int USERS = 600;
    private static final int ITEMS = 400;
    private static final int NEW_ITEMS = 40;
    private static final long NOW = 1_702_000_000L;

    private final TrainingSet groupedUsers = GroupedTasteFixture.of(USERS, ITEMS, NEW_ITEMS, 3);
    private final Trained trained = train(groupedUsers, 2, plain());

    @Test
    void qualityIsThatOfTheStructureInTheData() {
        double gain = trained.metrics().getOrDefault("normalized_discounted_cumulative_gain_at_25", 0.0);
        var popularity = train(groupedUsers, 2, new Recipe.PopularityCount());
        double popular = popularity.metrics().getOrDefault("normalized_discounted_cumulative_gain_at_25", 0.0);

        assertThat(gain).isBetween(0.25, 0.75).isGreaterThan(1.5 * popular);
    }

    @Test
    void aUserGetsItemsOfTheirKind() {
        var answer = trained.model().rank(query(history(3, 11, 19, 27), ItemSet.all(ITEMS), 20, null));

        assertThat(answer.size()).isEqualTo(20);
        assertThat(Arrays.stream(answer.items())
                        .filter(item -> item % GroupedTasteFixture.GROUPS == 3)
                        .count())
                .isGreaterThan(12);
    }

    @Test
    void scoresAreASoftmaxOverTheCatalog() {
        var answer = trained.model().rank(query(history(3, 11, 19), ItemSet.all(ITEMS), ITEMS - NEW_ITEMS, null));

        double sum = Arrays.stream(answer.scores())
                .filter(score -> !Double.isNaN(score))
                .sum();
        assertThat(sum).isBetween(0.5, 1 + 1e-9);
        for (int i = 1; i < answer.size() && !Double.isNaN(answer.scores()[i]); i++) {
            assertThat(answer.scores()[i]).isLessThanOrEqualTo(answer.scores()[i - 1]);
        }
    }

    /// The query has all but the last four events of a user who is not part of the training.
    @Test
    void scoresAreHowLikelyAnItemIsToComeNext() {
        var others = GroupedTasteFixture.of(400, ITEMS, NEW_ITEMS, 99).interactions();
        double foretold = 0;
        double came = 0;
        for (int user = 0; user < others.userCount(); user++) {
            var shown = Arrays.copyOfRange(others.items(), others.from(user), others.to(user) - 4);
            var hidden = Arrays.copyOfRange(others.items(), others.to(user) - 4, others.to(user));
            var answer = trained.model().rank(query(history(shown), ItemSet.all(ITEMS), 25, null));
            foretold += Arrays.stream(answer.scores()).sum();
            came += Arrays.stream(hidden)
                            .filter(item -> Arrays.stream(answer.items()).anyMatch(found -> found == item))
                            .count()
                    / 4.0;
        }
        assertThat(foretold / came).isBetween(0.6, 1.6);
    }

    @Test
    void aRerankedListKeepsItsItemsAndItsScoresAddUpToOne() {
        var list = IntStream.range(0, 50).map(i -> 7 * i).toArray();

        var answer = trained.model().rerank(query(history(3, 11, 19), ItemSet.all(ITEMS), 25, null), list);

        assertThat(answer.items()).containsExactlyInAnyOrder(list);
        assertThat(Arrays.stream(answer.scores()).sum()).isCloseTo(1, within(1e-6));
    }

    @Test
    void theAnswerIsAsLongAsAskedForEvenIfTheFilterKeepsItemsNobodyHad() {
        var few = set(ITEMS - 3, ITEMS - 2, ITEMS - 1, 5, 3);

        var answer = trained.model().rank(query(history(3, 11), few, 5, null));

        assertThat(answer.items()).containsExactlyInAnyOrder(ITEMS - 3, ITEMS - 2, ITEMS - 1, 5, 3);
        assertThat(answer.items()[4]).as("had already").isEqualTo(3);
        assertThat(answer.reasons()[4]).isEqualTo(Reason.POPULAR);
    }

    @Test
    void anItemNobodyHadIsScoredByItsMetadata() {
        int alike = ITEMS - NEW_ITEMS + 3;
        int other = ITEMS - NEW_ITEMS + 4;

        var answer = trained.model()
                .rerank(query(history(3, 11, 19), ItemSet.all(ITEMS), 25, null), new int[] {other, alike});

        assertThat(answer.items()).containsExactly(alike, other);
        assertThat(answer.scores()[0]).isGreaterThan(1.1 * answer.scores()[1]);
    }

    @Test
    void aUserOfWhomOnlyTheMetadataAreKnownGetsWhatIsPopularAmongTheirKind() {
        var query = new Query(History.EMPTY, -1, Map.of("GROUP", "g5"), Map.of(), ItemSet.all(ITEMS), 10, null, NOW, 1);

        var answer = trained.model().rank(query);

        assertThat(Arrays.stream(answer.items())).allMatch(item -> item % GroupedTasteFixture.GROUPS == 5);
    }

    @Test
    void numbersSayWhatUsersAndItemsAreToo() {
        var numbered = new TrainingSet(
                groupedUsers.interactions(),
                new ItemTable(
                        groupedUsers.items().ids(),
                        groupedUsers.items().createdAt(),
                        List.of(numbers("WEIGHT", ITEMS)),
                        groupedUsers.items().shown()),
                new UserTable(USERS, List.of(numbers("AGE", USERS))));
        var model = train(numbered, 2, plain()).model();
        var stranger =
                new Query(History.EMPTY, -1, Map.of("age", "51.9"), Map.of(), ItemSet.all(ITEMS), 10, null, NOW, 1);
        int alike = ITEMS - NEW_ITEMS + 3;
        int other = ITEMS - NEW_ITEMS + 7;

        var answer = model.rank(stranger);
        var reranked = model.rerank(query(history(3, 11, 19), ItemSet.all(ITEMS), 25, null), new int[] {other, alike});

        assertThat(Arrays.stream(answer.items())).allMatch(item -> item % GroupedTasteFixture.GROUPS == 5);
        assertThat(reranked.items()).containsExactly(alike, other);
        assertThat(reranked.scores()[0]).isGreaterThan(1.1 * reranked.scores()[1]);
    }

    /// Returns ten times the group.
    private static Feature numbers(String name, int rows) {
        var values = new float[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = 10 * (row % GroupedTasteFixture.GROUPS);
        }
        return new Feature.Numeric(name, values);
    }

    @Test
    void aUserOfWhomNothingIsKnownGetsWhatIsPopular() {
        var answer = trained.model().rank(query(History.EMPTY, ItemSet.all(ITEMS), 16, null));

        assertThat(Arrays.stream(answer.items())).allMatch(item -> item < 10 * GroupedTasteFixture.GROUPS);
        assertThat(answer.scores()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void explorationTakesAtMostItsShareAndSaysSo() {
        var half = query(history(3, 11, 19), ItemSet.all(ITEMS), 20, new Query.Exploration(0.5, 30));
        var none = query(history(3, 11, 19), ItemSet.all(ITEMS), 20, new Query.Exploration(0, 30));

        var explored = trained.model().rank(half);

        long places = Arrays.stream(explored.reasons())
                .filter(reason -> reason == Reason.EXPLORATION)
                .count();
        assertThat(places).isBetween(1L, 10L);
        assertThat(new HashSet<>(Arrays.stream(explored.items()).boxed().toList()))
                .hasSize(20);
        assertThat(trained.model().rank(none).reasons()).doesNotContain(Reason.EXPLORATION);
        assertThat(trained.model().rank(half).items()).as("same seed").containsExactly(explored.items());
    }

    @Test
    void oldItemsAreNotExplored() {
        var oldOnly = query(history(3, 11, 19), ItemSet.all(ITEMS), 20, new Query.Exploration(1, -1));

        assertThat(trained.model().rank(oldOnly).reasons()).doesNotContain(Reason.EXPLORATION);
    }

    @Test
    void theServedRankingIsThatOfTheExactBlend() {
        var model = (PersonalizationModel) trained.model();
        int same = 0;
        int all = 0;
        for (int user = 0; user < 100; user++) {
            var history = History.of(groupedUsers.interactions(), user);
            var query = query(history, ItemSet.all(ITEMS), 25, null);
            var exact = Arrays.stream(model.rankExactly(query).items()).sorted().toArray();
            for (int item : model.rank(query).items()) {
                same += Arrays.binarySearch(exact, item) >= 0 ? 1 : 0;
                all++;
            }
        }
        assertThat((double) same / all).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void theSameDataSeedAndSettingsGiveTheSameBytesForAnyNumberOfThreads(@TempDir Path folder) throws IOException {
        var small = GroupedTasteFixture.of(120, 80, 0, 5);
        train(small, 1, plain()).model().write(folder.resolve("one"));
        train(small, 2, plain()).model().write(folder.resolve("two"));

        assertThat(Files.mismatch(folder.resolve("one"), folder.resolve("two"))).isEqualTo(-1);
    }

    @Test
    void aModelReadFromItsFileAnswersTheSame(@TempDir Path folder) throws IOException {
        trained.model().write(folder.resolve("model"));

        var read = Models.open(folder.resolve("model"));

        for (int user = 0; user < 20; user++) {
            var query = query(
                    History.of(groupedUsers.interactions(), user),
                    ItemSet.all(ITEMS),
                    25,
                    new Query.Exploration(0.3, 30));
            assertThat(read.rank(query).items())
                    .containsExactly(trained.model().rank(query).items());
            assertThat(read.rank(query).scores())
                    .containsExactly(trained.model().rank(query).scores());
        }
        assertThat(read.items().id(17)).isEqualTo("item-17");
    }

    @Test
    void anObjectiveFavoursWhatIsRewarded() {
        var rewards = new float[ITEMS];
        for (int item = 0; item < ITEMS; item++) {
            rewards[item] = item / GroupedTasteFixture.GROUPS % 2;
        }
        var recipe = new Recipe.Personalization(64, true, Percentiles.ALL, new Recipe.Objective(rewards, 0.5));

        var favouring = train(groupedUsers, 2, recipe);

        var query = query(history(3, 11, 19, 27), ItemSet.all(ITEMS), 20, null);
        assertThat(rewarded(favouring.model(), query, rewards))
                .isGreaterThan(rewarded(trained.model(), query, rewards));
        assertThat(favouring.metrics()).containsKey("average_rewards_at_k");
    }

    @Test
    void whoRepeatsGetsRepeats() {
        var set = groupedUsers;
        var log = set.interactions();
        int each = 20;
        var items = log.items().clone();
        for (int user = 0; user < USERS; user++) {
            for (int i = 5; i < each; i++) {
                items[user * each + i] = items[user * each + i % 5];
            }
        }
        var repeating = new TrainingSet(
                new InteractionLog(ITEMS, log.offsets(), items, log.times(), log.weights()), set.items(), set.users());

        var model = train(repeating, 2, plain());

        var history = History.of(repeating.interactions(), 0);
        var best =
                model.model().rank(query(history, ItemSet.all(ITEMS), 5, null)).items();
        assertThat(Arrays.stream(best).filter(item -> Arrays.stream(items, 0, 5).anyMatch(had -> had == item)))
                .hasSizeGreaterThanOrEqualTo(4);
        assertThat(trained.chosen()).containsEntry("repeats", "held back");
    }

    @Test
    void theSmallestDataSetsTrainAndAnswer() {
        assertAnswers(set(1, new int[] {0}, new int[] {0, 1}));
        assertAnswers(set(1, new int[] {0, 0, 0}, new int[] {0, 2, 3}));
        assertAnswers(set(3, new int[] {0, 1, 2}, new int[] {0, 3}));
        assertAnswers(set(2, new int[0], new int[] {0}));
        assertAnswers(set(5, new int[] {1, 1, 1, 1}, new int[] {0, 1, 2, 3, 4}));
        assertAnswers(set(4, new int[] {0, 1, 1, 2, 0, 2}, new int[] {0, 2, 4, 6}));
    }

    private static void assertAnswers(TrainingSet set) {
        var trained = train(set, 1, plain());
        int items = set.items().size();
        var unknown =
                trained.model().rank(query(History.EMPTY, ItemSet.all(items), 25, new Query.Exploration(0.3, 30)));
        assertThat(unknown.size()).isEqualTo(items);
        var known = trained.model().rank(query(history(0), ItemSet.all(items), 25, new Query.Exploration(0.3, 30)));
        assertThat(known.size()).isEqualTo(items);
        assertThat(trained.metrics()).containsKey("coverage");
    }

    private static TrainingSet set(int items, int[] events, int[] offsets) {
        var ids =
                IdIndex.of(IntStream.range(0, items).mapToObj(Integer::toString).toList());
        return new TrainingSet(
                InteractionLog.unweighted(items, offsets, events, new long[events.length]),
                ItemTable.bare(ids),
                UserTable.bare(offsets.length - 1));
    }

    private static double rewarded(Model model, Query query, float[] rewards) {
        return Arrays.stream(model.rank(query).items())
                .filter(item -> rewards[item] > 0)
                .count();
    }

    private static Recipe plain() {
        return new Recipe.Personalization(64, true, Percentiles.ALL, null);
    }

    private static Trained train(TrainingSet set, int threads, Recipe recipe) {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            return Trainer.train(
                    recipe, set, new TrainingContext(new Workers(pool, threads), 1, TrainingContext.Watch.NONE));
        }
    }

    private static History history(int... items) {
        var weights = new float[items.length];
        Arrays.fill(weights, 1);
        return new History(items, new long[items.length], weights);
    }

    private static Query query(History history, ItemSet eligible, int count, Query.@Nullable Exploration exploration) {
        return new Query(history, -1, Map.of(), Map.of(), eligible, count, exploration, NOW, 1);
    }

    private static ItemSet set(int... items) {
        var sorted = items.clone();
        Arrays.sort(sorted);
        return new ItemSet() {
            @Override
            public boolean contains(int item) {
                return Arrays.binarySearch(sorted, item) >= 0;
            }

            @Override
            public int estimatedSize() {
                return sorted.length;
            }

            @Override
            public void forEach(IntConsumer action) {
                Arrays.stream(sorted).forEach(action);
            }
        };
    }
}
