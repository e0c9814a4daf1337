package dev.kindred.engine.recipe.semantic;

import static dev.kindred.engine.recipe.SmallSets.forItem;
import static dev.kindred.engine.recipe.SmallSets.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.data.UserTable;
import dev.kindred.engine.file.CorruptFileException;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.engine.recipe.Directions;
import dev.kindred.engine.recipe.Models;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.SmallSets;
import dev.kindred.engine.recipe.Trained;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.popularity.PopularItems;
import dev.kindred.engine.recipe.semantic.SemanticModel.Influence;
import dev.kindred.engine.text.TextVectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SemanticModelTest {

    /// Items 0–4 have one subject, 5–9 another, 10 and 11 have no text.
    private static final int[] SUBJECTS = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, -1, -1};

    private static final ItemSet ALL = ItemSet.all(SUBJECTS.length);

    @TempDir
    Path folder;

    /// Item 11 has three users, item 3 two, item 7 one; the items were created in the order of their indices.
    private static Trained trained(int threads) {
        var log = InteractionLog.unweighted(
                SUBJECTS.length, new int[] {0, 3, 5, 6}, new int[] {11, 3, 7, 11, 3, 11}, new long[6]);
        var created = new long[SUBJECTS.length];
        Arrays.setAll(created, item -> 1_000L + item);
        var table = new ItemTable(ids(SUBJECTS.length), created, List.of(), new long[0], Directions.of(SUBJECTS));
        return Trainer.train(
                new Recipe.SemanticSimilarity(),
                new TrainingSet(log, table, UserTable.bare(3)),
                SmallSets.context(threads));
    }

    private static IdIndex ids(int count) {
        return IdIndex.of(
                IntStream.range(0, count).mapToObj(item -> "item-" + item).toList());
    }

    private static SemanticModel model() {
        return (SemanticModel) trained(2).model();
    }

    @Test
    void ranksItemsByHowAlikeTheirTextsAreAndThenPopularOnes() {
        var answer = model().rank(forItem(0, ALL, 20));

        assertThat(Arrays.copyOf(answer.items(), 4)).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(Arrays.copyOfRange(answer.items(), 4, 9)).containsExactlyInAnyOrder(5, 6, 7, 8, 9);
        assertThat(Arrays.copyOfRange(answer.items(), 9, 11)).containsExactly(11, 10);
        assertThat(answer.reasons()).startsWith(Reason.RELEVANT).endsWith(Reason.POPULAR, Reason.POPULAR);
        assertThat(answer.scores()[0]).isBetween(0.8, 1.0);
        assertThat(answer.scores()[10]).isNaN();
    }

    @Test
    void givesPopularItemsForAnUnknownItemAndForOneWithoutAText() {
        assertThat(model().rank(forItem(Query.NO_ITEM, ALL, 3)).items()).containsExactly(11, 3, 7);
        assertThat(model().rank(forItem(10, ALL, 3)).items()).containsExactly(11, 3, 7);
        assertThat(model().rank(forItem(11, ALL, 3)).items()).containsExactly(3, 7, 10); // the newest of the others
    }

    @Test
    void keepsToWhatIsEligibleWhetherThatIsMuchOrLittle() {
        assertThat(model().rank(forItem(0, only(12, 3, 5, 10), 12)).items()).containsExactly(3, 5, 10);
        assertThat(model().rank(forItem(0, only(0, 3, 5, 0), 12)).items()).containsExactly(3, 5);
        assertThat(model().rank(forItem(0, ALL, 0)).items()).isEmpty();
    }

    @Test
    void movesItemsByPopularityAndFreshnessAmongTheMostAlike() {
        var alike = only(12, 1, 2, 3, 4);
        var byLikeness = model().rank(forItem(0, alike, 4)).items();

        var popular = model().with(new Influence(1, 0)).rank(forItem(0, alike, 4));
        var fresh = model().with(new Influence(0, 1)).rank(forItem(0, alike, 4));
        var alittle = model().with(new Influence(0.001, 0.001)).rank(forItem(0, alike, 4));

        assertThat(place(3, popular.items())).isLessThan(place(3, byLikeness));
        assertThat(popular.scores()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(fresh.scores()[0]).isCloseTo(1 + model().freshness(fresh.items()[0]), within(1e-6));
        assertThat(alittle.items()).isEqualTo(byLikeness);
    }

    private static int place(int item, int[] items) {
        return IntStream.range(0, items.length)
                .filter(at -> items[at] == item)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void doesNotLetPopularityPushAwayWhatIsAlike() {
        int count = 1_000;
        var subjects = new int[count];
        Arrays.setAll(subjects, item -> item < 200 ? 0 : 1);
        var popularity = new float[count];
        Arrays.fill(popularity, 200, count, 1);
        var model = new SemanticModel(
                ids(count),
                Directions.of(subjects),
                popularity,
                new float[count],
                new PopularItems(IntStream.range(0, count).toArray()),
                new Influence(1, 1));

        assertThat(Arrays.stream(model.rank(forItem(0, ItemSet.all(count), 25)).items()))
                .hasSize(25)
                .allMatch(item -> item < 200);
    }

    @Test
    void findsTheSameNeighboursAsALookAtEachPair() {
        var random = new SplittableRandom(4);
        int count = 3_000;
        var subjects = new int[count];
        Arrays.setAll(subjects, item -> random.nextInt(-1, Directions.DIMENSION));
        var vectors = Directions.of(subjects);
        var table = new ItemTable(ids(count), new long[count], List.of(), new long[0], vectors);
        var set = new TrainingSet(
                InteractionLog.unweighted(count, new int[1], new int[0], new long[0]), table, UserTable.bare(0));
        var model = Trainer.train(new Recipe.SemanticSimilarity(), set, SmallSets.context(2))
                .model();
        int asked = IntStream.range(0, count).filter(vectors::has).findFirst().orElseThrow();

        var row = new byte[Directions.DIMENSION];
        vectors.row(asked, row);
        var cosines = new float[count];
        vectors.cosines(row, vectors.scale(asked), 0, count, cosines);
        var expected = IntStream.range(0, count)
                .filter(item -> item != asked && vectors.has(item))
                .boxed()
                .sorted((a, b) -> Float.compare(cosines[b], cosines[a]))
                .limit(50)
                .mapToInt(Integer::intValue)
                .toArray();

        assertThat(model.rank(forItem(asked, ItemSet.all(count), 50)).items()).containsExactly(expected);
    }

    @Test
    void takesNewItemsInAndLetsOthersGo() {
        var subjects = new int[] {0, 0, 1, 0, 1, -1};
        var newIds = IdIndex.of(List.of("item-0", "item-3", "item-4", "item-new", "item-7", "item-11"));
        var vectors = Directions.of(subjects);

        var updated = model().updated(newIds, vectors);

        assertThat(updated.isOf(newIds, vectors)).isTrue();
        assertThat(model().isOf(newIds, vectors)).isFalse();
        assertThat(updated.rank(forItem(0, ItemSet.all(6), 2)).items()).containsExactlyInAnyOrder(1, 3);
        assertThat(updated.popularity(1)).isEqualTo(model().popularity(3));
        assertThat(updated.popularity(3)).isZero();
        assertThat(updated.rank(forItem(5, ItemSet.all(6), 6)).items())
                .startsWith(1, 4) // as popular as before
                .endsWith(3); // new items come last
    }

    @Test
    void tellsWhetherATextHasChanged() {
        var same = Directions.of(SUBJECTS);
        var changed = Directions.of(SUBJECTS);
        changed.copy(Directions.of(SUBJECTS), 4, 0);

        assertThat(model().isOf(ids(12), same)).isTrue();
        assertThat(model().isOf(ids(12), changed)).isFalse();
    }

    @Test
    void isTheSameForAnyNumberOfThreadsAndAfterOpening() throws Exception {
        var files = new Path[] {folder.resolve("a"), folder.resolve("b"), folder.resolve("c")};
        trained(1).model().write(files[0]);
        trained(3).model().write(files[1]);

        Models.open(files[0]).write(files[2]);

        assertThat(Files.mismatch(files[0], files[1])).isEqualTo(-1);
        assertThat(Files.mismatch(files[0], files[2])).isEqualTo(-1);
        assertThat(trained(1).metrics()).isEqualTo(trained(3).metrics());
    }

    @Test
    void refusesADamagedFile() throws Exception {
        var file = folder.resolve("model");
        model().write(file);
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> Models.open(file)).isInstanceOf(CorruptFileException.class);
    }

    @Test
    void isMeasuredByWhatItsAnswersAreLike() {
        assertThat(trained(2).metrics())
                .containsOnlyKeys("coverage", "item_similarity", "item_popularity", "item_freshness")
                .containsEntry("coverage", 0.8333); // 10 of 12 have a text
        assertThat(trained(2).metrics().getOrDefault("item_similarity", 0.0)).isBetween(0.3, 0.7);
    }

    @Test
    void ranksAGivenListWithTheItemItselfLast() {
        assertThat(model().rerank(forItem(0, ALL, 1), new int[] {11, 0, 6, 2}).items())
                .containsExactly(2, 6, 11, 0);
    }

    @Test
    void doesWithOneItemOrNone() {
        for (int count : new int[] {0, 1}) {
            var table = new ItemTable(
                    ids(count),
                    new long[count],
                    List.of(),
                    new long[0],
                    TextVectors.empty(count, Directions.DIMENSION));
            var set = new TrainingSet(
                    InteractionLog.unweighted(count, new int[1], new int[0], new long[0]), table, UserTable.bare(0));
            var trained = Trainer.train(new Recipe.SemanticSimilarity(), set, SmallSets.context(1));

            assertThat(trained.model()
                            .rank(forItem(Query.NO_ITEM, ItemSet.all(count), 5))
                            .items())
                    .hasSize(count);
            assertThat(trained.metrics()).isNotEqualTo(Map.of());
        }
    }

    @Test
    void keepsCosinesInBytesToTwoDecimals() {
        var random = new SplittableRandom(8);
        int dimension = 384;
        var vectors = TextVectors.empty(200, dimension);
        var exact = new float[200][dimension];
        for (int item = 0; item < 200; item++) {
            double squares = 0;
            for (int i = 0; i < dimension; i++) {
                exact[item][i] = (float) random.nextGaussian();
                squares += exact[item][i] * exact[item][i];
            }
            for (int i = 0; i < dimension; i++) {
                exact[item][i] /= (float) Math.sqrt(squares);
            }
            vectors.set(item, exact[item]);
        }
        var row = new byte[dimension];
        var cosines = new float[200];

        vectors.row(0, row);
        vectors.cosines(row, vectors.scale(0), 0, 200, cosines);

        for (int item = 0; item < 200; item++) {
            double cosine = 0;
            for (int i = 0; i < dimension; i++) {
                cosine += exact[0][i] * exact[item][i];
            }
            assertThat((double) cosines[item]).isCloseTo(cosine, within(0.005));
        }
    }
}
