package dev.kindred.engine.recipe.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionContext;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.recipe.Models;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Recipe.Percentiles;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Interactions on the television are mostly with items of the first four groups, those on the phone with the
/// others.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContextTest {

    private static final int ITEMS = 6000; // more than are iterated one by one
    private static final int EVENTS = 60_000;
    private static final Map<String, String> TV = Map.of("DEVICE", "tv");
    private static final Map<String, String> PHONE = Map.of("device", "phone");
    private static final History BOTH_KINDS = history(3, 4, 11, 12, 19, 20);

    private final TrainingSet groupedUsers = groupedUsers();
    private final Model model = train(groupedUsers);

    private static TrainingSet groupedUsers() {
        var plain = GroupedTasteFixture.of(EVENTS / 20, ITEMS, 0, 4);
        var random = new SplittableRandom(1);
        var codes = Arrays.stream(plain.interactions().items())
                .map(item -> random.nextInt(20) == 0 ? -1 : isForTv(item) == random.nextInt(10) > 0 ? 1 : 0)
                .toArray();
        var device = new InteractionContext("DEVICE", IdIndex.of(List.of("phone", "tv")), codes);
        return new TrainingSet(plain.interactions(), plain.items(), plain.users(), List.of(device));
    }

    private static boolean isForTv(int item) {
        return item % GroupedTasteFixture.GROUPS < GroupedTasteFixture.GROUPS / 2;
    }

    @Test
    void whatIsRecommendedFitsTheDevice() {
        long without = forTv(model, query(BOTH_KINDS, Map.of(), ItemSet.all(ITEMS)));

        assertThat(forTv(model, query(BOTH_KINDS, TV, ItemSet.all(ITEMS)))).isGreaterThan(Math.max(without, 14));
        assertThat(forTv(model, query(BOTH_KINDS, PHONE, ItemSet.all(ITEMS)))).isLessThan(Math.min(without, 6));
    }

    @Test
    void whoIsNewGetsWhatIsPopularOnTheDevice() {
        assertThat(forTv(model, query(History.EMPTY, TV, ItemSet.all(ITEMS)))).isGreaterThan(15);
        assertThat(forTv(model, query(History.EMPTY, PHONE, ItemSet.all(ITEMS))))
                .isLessThan(5);
    }

    @Test
    void aListIsRankedForTheDevice() {
        int[] list = {3, 4};

        assertThat(model.rerank(query(BOTH_KINDS, TV, ItemSet.all(ITEMS)), list).items()[0])
                .isEqualTo(3);
        assertThat(model.rerank(query(BOTH_KINDS, PHONE, ItemSet.all(ITEMS)), list)
                        .items()[0])
                .isEqualTo(4);
        assertThat(model.rerank(query(History.EMPTY, PHONE, ItemSet.all(ITEMS)), list)
                        .items()[0])
                .isEqualTo(4);
    }

    @Test
    void noItemComesTwice() {
        assertThat(model.rank(query(BOTH_KINDS, TV, ItemSet.all(ITEMS))).items())
                .hasSize(20)
                .doesNotHaveDuplicates();
    }

    @Test
    void aCircumstanceThatWasNeverSeenChangesNothing() {
        var without =
                model.rank(query(BOTH_KINDS, Map.of(), ItemSet.all(ITEMS))).items();

        for (var context : List.of(Map.of("DEVICE", "fridge"), Map.of("WEATHER", "tv"))) {
            assertThat(model.rank(query(BOTH_KINDS, context, ItemSet.all(ITEMS)))
                            .items())
                    .containsExactly(without);
        }
    }

    @Test
    void aModelReadFromItsFileKnowsTheCircumstances(@TempDir Path folder) throws IOException {
        model.write(folder.resolve("model"));

        var read = Models.open(folder.resolve("model"));

        assertThat(read.rank(query(BOTH_KINDS, TV, ItemSet.all(ITEMS))).items())
                .containsExactly(
                        model.rank(query(BOTH_KINDS, TV, ItemSet.all(ITEMS))).items());
    }

    @Test
    void aColumnOfAnotherLengthIsRefused() {
        var device = new InteractionContext("DEVICE", IdIndex.of(List.of("tv")), new int[3]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingSet(
                        groupedUsers.interactions(), groupedUsers.items(), groupedUsers.users(), List.of(device)))
                .withMessageContaining("DEVICE");
    }

    private static long forTv(Model model, Query query) {
        return Arrays.stream(model.rank(query).items())
                .filter(ContextTest::isForTv)
                .count();
    }

    private static Query query(History history, Map<String, String> context, ItemSet eligible) {
        return new Query(history, -1, Map.of(), context, eligible, 20, null, 1_702_000_000L, 1);
    }

    private static History history(int... items) {
        var weights = new float[items.length];
        Arrays.fill(weights, 1);
        return new History(items, new long[items.length], weights);
    }

    private static Model train(TrainingSet set) {
        try (var pool = Executors.newFixedThreadPool(2)) {
            return Trainer.train(
                            new Recipe.Personalization(32, true, Percentiles.ALL, null),
                            set,
                            new TrainingContext(new Workers(pool, 2), 1, TrainingContext.Watch.NONE))
                    .model();
        }
    }
}
