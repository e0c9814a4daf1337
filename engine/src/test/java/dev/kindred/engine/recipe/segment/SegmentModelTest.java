package dev.kindred.engine.recipe.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.SmallSets;
import dev.kindred.engine.recipe.Trained;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.factor.AlsSettings;
import dev.kindred.engine.recipe.factor.ImplicitAls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Users of four groups with 25 items each; user `u` belongs to group `u % 4`, and sometimes has an item of
/// another.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SegmentModelTest {

    private static final int TASTES = 4;
    private static final int ITEMS = 100;
    private static final int USERS = 400;

    private final TrainingSet set = groupedUsers();
    private final Trained trained = Trainer.train(new Recipe.ItemAffinity(64), set, SmallSets.context(2));
    private final SegmentModel model = (SegmentModel) trained.stored();

    private static TrainingSet groupedUsers() {
        var random = new SplittableRandom(3);
        var users = new int[USERS][];
        for (int user = 0; user < USERS; user++) {
            int taste = user % TASTES;
            users[user] = IntStream.range(0, 40)
                    .map(_ -> random.nextInt(8) == 0
                            ? random.nextInt(ITEMS)
                            : taste + TASTES * random.nextInt(ITEMS / TASTES))
                    .distinct()
                    .limit(random.nextInt(5, 15))
                    .toArray();
        }
        var offsets = IntStream.rangeClosed(0, ITEMS).toArray();
        var codes = IntStream.range(0, ITEMS).map(item -> item % TASTES).toArray();
        return SmallSets.of(
                ITEMS,
                List.of(new Feature.Categorical("TASTE", new String[] {"a", "b", "c", "d"}, offsets, codes)),
                users);
    }

    private UserRanking ranking(SegmentModel of, int threads) {
        return of.over(
                set.interactions(),
                set.items().ids(),
                SmallSets.context(threads).workers());
    }

    private static UserRanking.Query question(int item, int results) {
        return new UserRanking.Query(new int[] {item}, _ -> true, results);
    }

    @Test
    void anItemIsForTheUsersOfItsTaste() {
        var answers = ranking(model, 2).rank(List.of(question(0, 40), question(1, 40)), () -> false);

        for (int taste = 0; taste < 2; taste++) {
            int wanted = taste;
            assertThat(answers.get(taste)).hasSize(40).doesNotHaveDuplicates();
            assertThat(IntStream.of(answers.get(taste))
                            .filter(user -> user % TASTES == wanted)
                            .count())
                    .isGreaterThanOrEqualTo(36);
        }
    }

    @Test
    void manyQuestionsAtOnceGetWhatEachGetsAloneWhateverTheThreads() {
        var questions =
                IntStream.range(0, ITEMS).mapToObj(item -> question(item, 50)).toList();

        var together = ranking(model, 3).rank(questions, () -> false);

        var alone = ranking(model, 1);
        for (int item = 0; item < ITEMS; item += 7) {
            assertThat(alone.rank(List.of(question(item, 50)), () -> false).getFirst())
                    .containsExactly(together.get(item));
        }
    }

    @Test
    void onlyKeptUsersAreNamedAndNoMoreThanThereAre() {
        var question = new UserRanking.Query(new int[] {0}, user -> user % 10 == 3, 5_000_000);

        var answer = ranking(model, 2).rank(List.of(question), () -> false).getFirst();

        assertThat(answer)
                .containsExactlyInAnyOrder(
                        IntStream.range(0, USERS).filter(user -> user % 10 == 3).toArray());
    }

    @Test
    void usersAndItemsThatCameAfterTheTrainingCount() {
        var later = SmallSets.of(3, new int[] {2, 0}, new int[] {2, 1}, new int[] {0});
        var ids = IdIndex.of(List.of("item-0", "item-1", "brand-new"));

        var answer = model.over(later.interactions(), ids, SmallSets.context(1).workers())
                .rank(List.of(question(2, 3)), () -> false)
                .getFirst();

        assertThat(answer).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void theFileIsTheModelAndTheSameEachTime(@TempDir Path folder) throws IOException {
        model.write(folder.resolve("one"));
        Trainer.train(new Recipe.ItemAffinity(64), set, SmallSets.context(1))
                .stored()
                .write(folder.resolve("two"));

        assertThat(folder.resolve("one")).hasSameBinaryContentAs(folder.resolve("two"));
        var opened = SegmentModel.open(folder.resolve("one"));
        assertThat(ranking(opened, 1)
                        .rank(List.of(question(5, 30)), () -> false)
                        .getFirst())
                .containsExactly(ranking(model, 1)
                        .rank(List.of(question(5, 30)), () -> false)
                        .getFirst());
        assertThat(Files.size(folder.resolve("one"))).isLessThan(100_000);
    }

    @Test
    void factorsTellOfUsersWhereTheyCount(@TempDir Path folder) throws IOException {
        var context = SmallSets.context(2);
        var settings = AlsSettings.ofRank(16).withIterations(5);
        var factors = UserFactors.of(
                ImplicitAls.train(set.interactions(), settings, context),
                UserItems.of(set.interactions()),
                context.workers());
        var byFactors = new Affinity(0.5, 0, 0, 1, 0, 0, 1000);
        new SegmentModel(set.items().ids(), byFactors, factors).write(folder.resolve("model"));

        var answers = ranking(SegmentModel.open(folder.resolve("model")), 2)
                .rank(List.of(question(0, 60), question(3, 60)), () -> false);

        assertThat(IntStream.of(answers.getFirst())
                        .filter(user -> user % TASTES == 0)
                        .count())
                .isGreaterThanOrEqualTo(40);
        assertThat(IntStream.of(answers.getLast())
                        .filter(user -> user % TASTES == 3)
                        .count())
                .isGreaterThanOrEqualTo(40);
    }

    @Test
    void attributesAreForTheUsersOfTheirTaste() {
        var byAttribute = (SegmentModel) Trainer.train(new Recipe.ItemAttributeAffinity(64), set, SmallSets.context(2))
                .stored();
        var items = IntStream.range(0, ITEMS).filter(item -> item % TASTES == 2).toArray();

        var answer = ranking(byAttribute, 2)
                .rank(List.of(new UserRanking.Query(items, _ -> true, 50)), () -> false)
                .getFirst();

        assertThat(answer).hasSize(50);
        assertThat(IntStream.of(answer)).allMatch(user -> user % TASTES == 2);
    }

    @Test
    void theMetricsAreBetterThanChance() {
        assertThat(trained.metrics().get("recall_at_1_percent")).isGreaterThan(0.02);
        assertThatThrownBy(trained::model).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRankingCanBeGivenUp() {
        assertThatThrownBy(() -> ranking(model, 2).rank(List.of(question(0, 5)), () -> true))
                .isInstanceOf(CancellationException.class);
    }
}
