package dev.kindred.engine.recipe.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.Query.Exploration;
import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.engine.recipe.Models;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Recipe.Percentiles;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.UpdatableModel;
import dev.kindred.engine.recipe.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpdatedModelTest {

    private static final int USERS = 300;
    private static final int ITEMS = 200;
    private static final int NEW = 16;

    /// The old items with many users, and the new items.
    private static final ItemSet POPULAR_AND_NEW = itemsAndNew(8 * GroupedTasteFixture.GROUPS);

    private final UpdatableModel plain = trained(new Recipe.Personalization(64, true, Percentiles.ALL, null));
    private final UpdatableModel ordered = trained(new Recipe.SequencePersonalization(true));

    private static UpdatableModel trained(Recipe recipe) {
        try (var pool = Executors.newFixedThreadPool(2)) {
            var context = new TrainingContext(new Workers(pool, 2), 1, TrainingContext.Watch.NONE);
            return (UpdatableModel) Trainer.train(recipe, GroupedTasteFixture.of(USERS, ITEMS, 0, 3), context)
                    .model();
        }
    }

    /// Adds items to the training data, with interactions of `user` only.
    private static UpdatableModel updated(UpdatableModel model, int newItems, int... hadSince) {
        var before = GroupedTasteFixture.of(USERS, ITEMS, 0, 3).interactions();
        var after = GroupedTasteFixture.of(USERS, ITEMS + newItems, newItems, 3);
        int more = hadSince.length;
        var offsets = before.offsets().clone();
        offsets[USERS] += more;
        var items = Arrays.copyOf(before.items(), before.size() + more);
        var times = Arrays.copyOf(before.times(), items.length);
        System.arraycopy(hadSince, 0, items, before.size(), more);
        Arrays.fill(times, before.size(), times.length, 1_702_000_000L);
        var log = InteractionLog.unweighted(ITEMS + newItems, offsets, items, times);
        return (UpdatableModel) model.updated(after.items(), log, null);
    }

    private UpdatableModel model(String name) {
        return name.equals("plain") ? plain : ordered;
    }

    private static Query query(int numResults, @Nullable Exploration exploration, int... history) {
        var weights = new float[history.length];
        Arrays.fill(weights, 1);
        var had = new History(history, new long[history.length], weights);
        return new Query(
                had, -1, Map.of(), Map.of(), ItemSet.all(ITEMS + NEW), numResults, exploration, 1_702_000_000L, 1);
    }

    /// Returns the items below `end`, and the new ones.
    private static ItemSet itemsAndNew(int end) {
        return new ItemSet() {
            @Override
            public boolean contains(int item) {
                return item < end || item >= ITEMS;
            }

            @Override
            public int estimatedSize() {
                return end + NEW;
            }

            @Override
            public void forEach(IntConsumer action) {
                IntStream.concat(IntStream.range(0, end), IntStream.range(ITEMS, ITEMS + NEW))
                        .forEach(action);
            }
        };
    }

    private static Set<Integer> newItemsOf(RankedItems answer) {
        var found = new HashSet<Integer>();
        for (int i = 0; i < answer.size(); i++) {
            if (answer.items()[i] >= ITEMS && answer.reasons()[i] == Reason.EXPLORATION) {
                found.add(answer.items()[i]);
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "ordered"})
    void whatWasLearntStaysAsItWas(String name) {
        var asked = query(25, null, 3, 11, 19);
        var query = new Query(asked.history(), -1, Map.of(), Map.of(), ItemSet.all(ITEMS), 25, null, 0, 1);

        var before = model(name).rank(query);
        var after = updated(model(name), NEW).rank(query);

        assertThat(after.items()).containsExactly(before.items());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "ordered"})
    void newItemsAreExplored(String name) {
        var model = updated(model(name), NEW);
        var found = new HashSet<Integer>();

        for (int seed = 0; seed < 50; seed++) {
            var asked = query(10, new Exploration(0.5, 30), 3, 11, 19);
            found.addAll(newItemsOf(model.rank(new Query(
                    asked.history(), -1, Map.of(), Map.of(), POPULAR_AND_NEW, 10, asked.exploration(), 0, seed))));
        }

        assertThat(found).hasSizeGreaterThan(NEW / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "ordered"})
    void whatIsLikeWhatTheUserHadIsExploredFirst(String name) {
        var model = updated(model(name), NEW);
        int ofTheirKind = 0;
        int all = 0;

        for (int seed = 0; seed < 200; seed++) {
            var asked = query(10, new Exploration(0.1, 30), 3, 11, 19);
            for (int item : newItemsOf(model.rank(new Query(
                    asked.history(), -1, Map.of(), Map.of(), asked.eligible(), 10, asked.exploration(), 0, seed)))) {
                ofTheirKind += item % GroupedTasteFixture.GROUPS == 3 ? 1 : 0;
                all++;
            }
        }

        assertThat((double) ofTheirKind / all).isGreaterThan(2.0 / GroupedTasteFixture.GROUPS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "ordered"})
    void aHistoryOfNewItemsIsNoneTheBlendKnows(String name) {
        var model = updated(model(name), NEW);

        var ofNewOnly = model.rank(query(25, new Exploration(1, 30), ITEMS, ITEMS + 1));
        var withOthers = model.rank(query(25, new Exploration(1, 30), ITEMS, 3, ITEMS + 1, 11));
        var ranked = model.rerank(query(25, null, ITEMS, 3), new int[] {4, ITEMS + 3, ITEMS + 4});

        assertThat(ofNewOnly.items())
                .hasSize(25)
                .doesNotContain(ITEMS, ITEMS + 1)
                .doesNotHaveDuplicates();
        assertThat(withOthers.items())
                .hasSize(25)
                .doesNotContain(ITEMS, ITEMS + 1)
                .doesNotHaveDuplicates();
        assertThat(ranked.items()).containsExactlyInAnyOrder(4, ITEMS + 3, ITEMS + 4);
        assertThat(indexOf(ranked, ITEMS + 3)).as("of the kind of 3").isLessThan(indexOf(ranked, ITEMS + 4));
    }

    private static int indexOf(RankedItems answer, int item) {
        return IntStream.range(0, answer.size())
                .filter(i -> answer.items()[i] == item)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anAnswerOfNewItemsAloneIsFull() {
        var model = updated(plain, NEW);
        var answer = model.rank(new Query(
                query(NEW, null, 3, 11).history(),
                -1,
                Map.of(),
                Map.of(),
                itemsAndNew(0),
                NEW,
                null,
                1_702_000_000L,
                1));

        assertThat(answer.items()).hasSize(NEW).doesNotHaveDuplicates();
        assertThat(Arrays.stream(answer.items())).allMatch(item -> item >= ITEMS);
        assertThat(answer.items()[0] % GroupedTasteFixture.GROUPS).isEqualTo(3);
    }

    @Test
    void whatManyHadSinceIsNoNewcomerAnyMore() {
        int known = ITEMS + 3;
        var oneUserCountsOnce = IntStream.generate(() -> known).limit(30).toArray();
        var model = updated(plain, NEW, oneUserCountsOnce);

        var seen = new HashSet<Integer>();
        for (int seed = 0; seed < 100; seed++) {
            var asked = query(20, new Exploration(1, 30), 3, 11, 19);
            seen.addAll(newItemsOf(model.rank(new Query(
                    asked.history(), -1, Map.of(), Map.of(), asked.eligible(), 20, asked.exploration(), 0, seed))));
        }

        assertThat(seen).as("had by one user only").contains(known);
    }

    @Test
    void anUpdateCanBeUpdatedAndReadFromItsFile(@TempDir Path folder) throws IOException {
        var twice = updated(updated(plain, NEW / 2), NEW);
        twice.write(folder.resolve("twice"));
        updated(plain, NEW).write(folder.resolve("once"));

        var read = Models.open(folder.resolve("twice"));

        var query = query(25, new Exploration(0.5, 30), 3, ITEMS + 1, 19);
        assertThat(read.items().size()).isEqualTo(ITEMS + NEW);
        assertThat(read.rank(query).items()).containsExactly(twice.rank(query).items());
        assertThat(folder.resolve("twice")).hasSameBinaryContentAs(folder.resolve("once"));
    }

    @Test
    void itemsThatChangePlacesAreRefused() {
        var items = ItemTable.bare(
                IdIndex.of(IntStream.range(0, ITEMS).mapToObj(i -> "other-" + i).toList()));
        var log = GroupedTasteFixture.of(USERS, ITEMS, 0, 3).interactions();

        assertThatThrownBy(() -> plain.updated(items, log, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keeps the indices");
    }
}
