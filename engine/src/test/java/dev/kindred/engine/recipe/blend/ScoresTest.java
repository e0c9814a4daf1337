package dev.kindred.engine.recipe.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Recipe.Percentiles;
import dev.kindred.engine.recipe.SmallSets;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.UpdatableModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// The scores of whole answers, of both recipes, with users who repeat items and users who do not.
@ParameterizedClass
@MethodSource("models")
class ScoresTest {

    private static final int ITEMS = 80;
    private static final int NEW_ITEMS = 8;
    private static final int SINCE = 6; // items added after the training
    private static final int ALL = ITEMS + SINCE;
    private static final int[] HAD = {3, 11, 3, 19, 27, 4, 3};

    private final UpdatableModel model;

    ScoresTest(String name, UpdatableModel model) {
        this.model = model;
    }

    static List<Object[]> models() {
        return List.of(
                new Object[] {"v1", trained(new Recipe.Personalization(64, true, Percentiles.ALL, null), false)},
                new Object[] {"v2", trained(new Recipe.SequencePersonalization(true), false)},
                new Object[] {"v1, repeats", trained(new Recipe.Personalization(64, true, Percentiles.ALL, null), true)
                },
                new Object[] {"v2, repeats", trained(new Recipe.SequencePersonalization(true), true)});
    }

    private static UpdatableModel trained(Recipe recipe, boolean repeats) {
        var set = GroupedTasteFixture.of(120, ITEMS, NEW_ITEMS, 3);
        var model = Trainer.train(recipe, repeats ? repeating(set) : set, SmallSets.context(2))
                .model();
        var later = GroupedTasteFixture.of(120, ALL, NEW_ITEMS + SINCE, 3);
        return (UpdatableModel) ((UpdatableModel) model).updated(later.items(), wider(set.interactions()), null);
    }

    private static InteractionLog wider(InteractionLog log) {
        return new InteractionLog(ALL, log.offsets(), log.items(), log.times(), log.weights());
    }

    /// Every other event repeats the previous item.
    private static TrainingSet repeating(TrainingSet set) {
        var log = set.interactions();
        var items = log.items().clone();
        for (int user = 0; user < log.userCount(); user++) {
            for (int at = log.from(user) + 1; at < log.to(user); at += 2) {
                items[at] = items[at - 1];
            }
        }
        return new TrainingSet(
                new InteractionLog(log.itemCount(), log.offsets(), items, log.times(), log.weights()),
                set.items(),
                set.users());
    }

    private RankedItems ask(int[] newestFirst, int numResults, IntPredicate eligible) {
        var weights = new float[newestFirst.length];
        Arrays.fill(weights, 1);
        var history = new History(newestFirst, new long[newestFirst.length], weights);
        var set = SmallSets.only(
                numResults, IntStream.range(0, ALL).filter(eligible).toArray());
        return model.rank(
                new Query(history, -1, Map.of("GROUP", "g5"), Map.of(), set, numResults, null, 1_702_000_000L, 1));
    }

    private static double sum(RankedItems answer) {
        return Arrays.stream(answer.scores()).sum();
    }

    @Test
    void ofAllItemsAddUpToOneAndFall() {
        for (var had : new int[][] {
            HAD, {}, {ITEMS + 1}, {ITEMS + 1, 3}, IntStream.range(0, ALL).toArray()
        }) {
            var answer = ask(had, ALL, _ -> true);

            assertThat(answer.items()).hasSize(ALL).doesNotHaveDuplicates();
            assertThat(answer.scores()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
            assertThat(sum(answer)).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void ofItemsThatTheUserHadAreThereWhateverElseIs() {
        var again = ask(HAD, 25, item -> Arrays.stream(HAD).anyMatch(had -> had == item));

        assertThat(again.items()).containsExactlyInAnyOrder(3, 11, 19, 27, 4);
        assertThat(Arrays.stream(again.scores())).allMatch(score -> score > 0);
    }

    @Test
    void doNotDependOnWhatAFilterKeeps() {
        var all = ask(HAD, ALL, _ -> true);

        var few = ask(HAD, 7, item -> item % 7 == 3);

        for (int i = 0; i < few.size(); i++) {
            assertThat(few.scores()[i]).isCloseTo(scoreOf(few.items()[i], all), withinPercentage(1));
        }
    }

    private static double scoreOf(int item, RankedItems answer) {
        return answer.scores()[Arrays.stream(answer.items()).boxed().toList().indexOf(item)];
    }

    @Test
    void ofARankingAddUpToOneAndFollowTheRecommendations() {
        var list = new int[] {40, 3, 8, 51, ITEMS + 2, 19, 5};
        var query = new Query(
                new History(new int[] {3, 11, 19}, new long[3], new float[] {1, 1, 1}),
                -1,
                Map.of(),
                Map.of(),
                ItemSet.all(ALL),
                list.length,
                null,
                0,
                1);

        var ranked = model.rerank(query, list);

        var recommended = Arrays.stream(
                        ask(new int[] {3, 11, 19}, ALL, _ -> true).items())
                .filter(item -> Arrays.stream(list).anyMatch(its -> its == item))
                .toArray();
        assertThat(sum(ranked)).isCloseTo(1, within(1e-6));
        assertThat(ranked.items()).containsExactly(recommended);
    }

    @Test
    void ofAnAnswerThatIsFilledUpAddUpToOneToo() {
        var many = SmallSets.only(1_000_000, IntStream.range(0, ALL).toArray()); // estimated size: too large to iterate
        var history = new History(new int[] {5}, new long[1], new float[] {1});

        var answer = model.rank(new Query(history, -1, Map.of(), Map.of(), many, ALL, null, 0, 1));

        int since = Arrays.stream(answer.items()).boxed().toList().indexOf(ITEMS + 1);
        assertThat(answer.scores()).hasSize(ALL).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(sum(answer)).isCloseTo(1, within(1e-6));
        assertThat(answer.reasons()[since]).isEqualTo(Reason.POPULAR);
        assertThat(answer.reasons()[0]).isEqualTo(Reason.RELEVANT);
    }
}
