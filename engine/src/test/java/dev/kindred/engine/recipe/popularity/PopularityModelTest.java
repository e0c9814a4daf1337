package dev.kindred.engine.recipe.popularity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.recipe.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PopularityModelTest {

    @TempDir
    Path folder;

    /// Item 2 has two users and three events, item 1 three users, item 0 one, item 3 none.
    private static final TrainingSet SET = new TrainingSet(
            InteractionLog.unweighted(
                    4, new int[] {0, 3, 5, 7}, new int[] {2, 2, 1, 1, 2, 1, 0}, new long[] {1, 2, 3, 1, 2, 1, 2}),
            ItemTable.bare(IdIndex.of(List.of("a", "b", "c", "d"))),
            UserTable.bare(3));

    private static Query query(ItemSet eligible, int numResults) {
        return new Query(History.EMPTY, Query.NO_ITEM, Map.of(), Map.of(), eligible, numResults, null, 100, 1);
    }

    @Test
    void ranksByUniqueUsersWithoutScores() {
        var answer = PopularityModel.train(SET).rank(query(ItemSet.all(4), 25));

        assertThat(answer.items()).containsExactly(1, 2, 0, 3);
        assertThat(answer.scores()).containsOnly(Double.NaN);
    }

    @Test
    void keepsToWhatIsEligibleWhetherWalkedOrAsked() {
        var model = PopularityModel.train(SET);
        for (int estimate : new int[] {1, 1000}) {
            var answer = model.rank(query(set(estimate, 0, 2, 3), 2));

            assertThat(answer.items()).containsExactly(2, 0);
        }
    }

    @Test
    void ranksAGivenList() {
        var answer = PopularityModel.train(SET).rerank(query(ItemSet.all(4), 1), new int[] {3, 0, 1});

        assertThat(answer.items()).containsExactly(1, 0, 3);
    }

    @Test
    void isTheSameAfterWritingAndOpening() throws Exception {
        var first = folder.resolve("first");
        var second = folder.resolve("second");
        PopularityModel.train(SET).write(first);

        var opened = Models.open(first);
        opened.write(second);

        assertThat(opened.rank(query(ItemSet.all(4), 3)).items()).containsExactly(1, 2, 0);
        assertThat(opened.items().indexOf("c")).isEqualTo(2);
        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }

    private static ItemSet set(int estimatedSize, int... items) {
        return new ItemSet() {
            @Override
            public boolean contains(int item) {
                return Arrays.stream(items).anyMatch(i -> i == item);
            }

            @Override
            public int estimatedSize() {
                return estimatedSize;
            }

            @Override
            public void forEach(IntConsumer action) {
                Arrays.stream(items).forEach(action);
            }
        };
    }
}
