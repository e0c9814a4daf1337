package dev.kindred.engine.recipe.blend;

import static dev.kindred.engine.recipe.SmallSets.forHistory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.engine.recipe.Models;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.SmallSets;
import dev.kindred.engine.recipe.Trained;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.TrainingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The recipe that uses the order of events, through the models that it trains.
class SequencePersonalizationTest {

    private static final Recipe.SequencePersonalization ORDERED = new Recipe.SequencePersonalization(true);
    private static final Recipe.SequencePersonalization BLIND = new Recipe.SequencePersonalization(false);

    @TempDir
    Path folder;

    private static Model train(Recipe.SequencePersonalization recipe, TrainingSet set) {
        return Trainer.train(recipe, set, SmallSets.context(2)).model();
    }

    private static final String NDCG = "normalized_discounted_cumulative_gain_at_10";

    private static double ndcg(Trained trained) {
        return trained.metrics().getOrDefault(NDCG, Double.NaN);
    }

    @Test
    void seesTheOrderOfEventsUnlessToldNotTo() {
        var set = SmallSets.walks(500, 100, 3);
        var ordered = train(ORDERED, set);
        var blind = train(BLIND, set);

        assertThat(ordered.rank(forHistory(100, 5, 10, 50)).items())
                .isNotEqualTo(ordered.rank(forHistory(100, 5, 50, 10)).items());
        assertThat(blind.rank(forHistory(100, 5, 10, 50)).items())
                .isEqualTo(blind.rank(forHistory(100, 5, 50, 10)).items());
    }

    @Test
    void ranksAGivenListWithScoresThatSumToOne() {
        var model = train(ORDERED, SmallSets.walks(500, 60, 3));

        var answer = model.rerank(forHistory(60, 1, 20), new int[] {5, 21, 40, 22});
        var cold = model.rerank(forHistory(60, 1), new int[] {5, 21});

        assertThat(Arrays.copyOf(answer.items(), 2)).containsExactlyInAnyOrder(21, 22);
        assertThat(answer.items()).containsExactlyInAnyOrder(5, 21, 22, 40);
        assertThat(Arrays.stream(answer.scores()).sum()).isEqualTo(1, within(1e-9));
        assertThat(Arrays.stream(cold.scores()).sum()).isEqualTo(1, within(1e-9));
    }

    @Test
    void learnsWhetherPeopleComeBackToItems() {
        var once = new int[200][];
        var again = new int[200][];
        for (int user = 0; user < 200; user++) {
            int first = user % 20;
            once[user] = new int[] {first, (first + 1) % 20, (first + 2) % 20, (first + 3) % 20};
            again[user] = new int[] {first, (first + 1) % 20, first, (first + 1) % 20, first};
        }

        var newOnes = train(ORDERED, SmallSets.of(20, once));
        var oldOnes = train(ORDERED, SmallSets.of(20, again));

        assertThat(newOnes.rank(forHistory(20, 2, 6, 5)).items()).doesNotContain(5, 6);
        assertThat(oldOnes.rank(forHistory(20, 1, 6, 5)).items()).containsExactly(5);
    }

    @Test
    void weighsEventsAsTheyAreWeighed() {
        var log = new InteractionLog(
                3, new int[] {0, 2, 4}, new int[] {0, 1, 0, 2}, new long[] {1, 2, 1, 2}, new float[] {1, 0.2f, 1, 0.9f
                });

        var answer = train(ORDERED, SmallSets.set(log, List.of())).rank(forHistory(3, 2, 0));

        assertThat(answer.items()).containsExactly(2, 1);
        assertThat(answer.scores()[0]).isGreaterThan(answer.scores()[1]);
    }

    @Test
    void givesNewItemsAPlaceNowAndThen() {
        var set = SmallSets.walks(500, 60, 3);
        long now = 1001;
        var createdAt = new long[61];
        Arrays.fill(createdAt, -100L * 24 * 3600);
        createdAt[60] = now - 1000;
        var log = set.interactions();
        var wider = SmallSets.set(
                new InteractionLog(61, log.offsets(), log.items(), log.times(), log.weights()), List.of());
        var items = new ItemTable(wider.items().ids(), createdAt, List.of(), new long[0]);
        var model = train(ORDERED, new TrainingSet(wider.interactions(), items, wider.users()));

        int explored = 0;
        var places = new HashSet<Integer>();
        for (int seed = 0; seed < 400; seed++) {
            var asked = forHistory(61, 10, 20, 19);
            var answer = model.rank(new Query(
                    asked.history(),
                    asked.item(),
                    asked.user(),
                    asked.context(),
                    asked.eligible(),
                    10,
                    new Query.Exploration(0.05, 30),
                    now,
                    seed));
            assertThat(answer.items()).hasSize(10).doesNotHaveDuplicates();
            for (int place = 0; place < 10; place++) {
                if (answer.reasons()[place] == Reason.EXPLORATION) {
                    assertThat(answer.items()[place]).isEqualTo(60);
                    explored++;
                    places.add(place);
                }
            }
        }

        // a twentieth of ten places is one place in half of the answers
        assertThat(explored).isBetween(160, 240);
        assertThat(places).hasSize(9).doesNotContain(0);
    }

    @Test
    void isTheSameForAnyNumberOfThreadsAndAfterOpening() throws Exception {
        var set = SmallSets.walks(400, 50, 5);
        var files = new Path[3];
        for (int i = 0; i < 3; i++) {
            files[i] = folder.resolve("model-" + i);
        }
        var one = Trainer.train(ORDERED, set, SmallSets.context(1));
        var three = Trainer.train(ORDERED, set, SmallSets.context(3));
        one.model().write(files[0]);
        three.model().write(files[1]);

        Model opened = Models.open(files[0]);
        opened.write(files[2]);

        assertThat(Files.mismatch(files[0], files[1])).isEqualTo(-1);
        assertThat(Files.mismatch(files[0], files[2])).isEqualTo(-1);
        assertThat(one.metrics()).isEqualTo(three.metrics());
        assertThat(opened.rank(forHistory(50, 5, 7, 6)).items())
                .isEqualTo(one.model().rank(forHistory(50, 5, 7, 6)).items());
    }

    @Test
    void staysWithinItsQualityBand() {
        // The next item is one of two with 35 % each, so the optimal NDCG@10 is about .35 + .35 · .63 = .57.
        var set = SmallSets.walks(1500, 150, 11);

        var ordered = Trainer.train(ORDERED, set, SmallSets.context(2));
        var blind = Trainer.train(BLIND, set, SmallSets.context(2));
        var popular = Trainer.train(new Recipe.PopularityCount(), set, SmallSets.context(2));

        assertThat(ndcg(ordered)).isBetween(0.45, 0.6);
        assertThat(ndcg(blind)).isBetween(0.15, 0.45);
        assertThat(ndcg(popular)).isLessThan(0.05);
        assertThat(ordered.chosen()).containsKeys("rules.decay", "weight.rules", "weight.factors");
    }

    @Test
    void doesWithAlmostNothing() {
        for (var set : List.of(
                SmallSets.of(1, new int[] {0}),
                SmallSets.of(1),
                SmallSets.of(2, new int[] {0, 0, 0}),
                SmallSets.of(3, new int[0], new int[] {1, 2}))) {
            for (var recipe : List.of(ORDERED, BLIND)) {
                var trained = Trainer.train(
                        recipe,
                        set,
                        new TrainingContext(SmallSets.context(2).workers(), 1, TrainingContext.Watch.NONE));
                int count = set.items().size();

                assertThat(trained.model().rank(forHistory(count, 25, 0)).items())
                        .hasSize(count);
                assertThat(trained.metrics().values()).allMatch(value -> value >= 0 && value <= 1);
            }
        }
    }

    @Test
    void endsWhenItIsCalledOff() {
        var context = new TrainingContext(SmallSets.context(2).workers(), 1, (stage, done) -> {
            if (done > 0.3) {
                throw new CancellationException(stage);
            }
        });

        assertThatThrownBy(() -> Trainer.train(ORDERED, SmallSets.walks(300, 30, 1), context))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void tellsEventWeightsMetricsWhereThereAreWeights() {
        var set = SmallSets.walks(100, 10, 1);
        var log = set.interactions();
        var weights = new float[log.size()];
        Arrays.fill(weights, 0.5f);
        weights[0] = 1;
        var weighted =
                SmallSets.set(new InteractionLog(10, log.offsets(), log.items(), log.times(), weights), List.of());

        assertThat(Trainer.train(ORDERED, weighted, SmallSets.context(2)).metrics())
                .containsKey("normalized_discounted_cumulative_gain_with_event_weights_at_10");
    }
}
