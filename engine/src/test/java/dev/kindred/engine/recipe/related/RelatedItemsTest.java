package dev.kindred.engine.recipe.related;

import static dev.kindred.engine.recipe.SmallSets.forItem;
import static dev.kindred.engine.recipe.SmallSets.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.engine.recipe.Directions;
import dev.kindred.engine.recipe.Models;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Recipe.Percentiles;
import dev.kindred.engine.recipe.SmallSets;
import dev.kindred.engine.recipe.Trained;
import dev.kindred.engine.recipe.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelatedItemsTest {

    @TempDir
    Path folder;

    private static RelatedItemsModel sims(double discount, int least, TrainingSet set) {
        var recipe = new Recipe.Sims(discount, least, Percentiles.ALL, Percentiles.ALL);
        return SimsTraining.train(recipe, set, SmallSets.context(2));
    }

    private static RelatedItemsModel similar(TrainingSet set) {
        return SimilarItemsTraining.train(new Recipe.SimilarItems(0, 100, 100), set, SmallSets.context(2));
    }

    /// Items 0 and 1 share three users, 0 and 2 two, 0 and 3 one; 1 is the most popular.
    private static final TrainingSet SHARING = SmallSets.of(
            6, new int[] {0, 1, 2}, new int[] {0, 1, 2}, new int[] {0, 1, 3}, new int[] {1}, new int[] {4, 1});

    @Test
    void countsTheUsersThatTwoItemsShare() {
        var row = sims(0, 0, SHARING).similarTo(0);

        assertThat(row.columns()).containsExactly(1, 2, 3);
        assertThat(row.values()).containsExactly(3, 2, 1);
    }

    @Test
    void holdsPopularItemsBackAsFarAsAsked() {
        // 1 has 5 users and shares 3 with 0; 2 has 2 and shares both; 3 has one and shares it
        assertThat(sims(1, 0, SHARING).similarTo(0).columns()).containsExactly(2, 3, 1);
        assertThat(sims(0.5, 0, SHARING).similarTo(0).columns()).containsExactly(2, 1, 3);
    }

    @Test
    void asksForEnoughSharedUsers() {
        assertThat(sims(0, 2, SHARING).similarTo(0).columns()).containsExactly(1, 2);
    }

    @Test
    void countsAUserOnceHoweverOftenTheItem() {
        var set = SmallSets.of(2, new int[] {0, 0, 1, 1, 1});

        assertThat(sims(0, 0, set).similarTo(0).values()).containsExactly(1);
    }

    @Test
    void leavesOutUsersAndItemsBeyondThePercentiles() {
        var set = SmallSets.of(4, new int[] {0, 1}, new int[] {0, 1}, new int[] {0, 2}, new int[] {0, 3}, new int[] {
            0, 1, 2, 3, 1, 2, 3
        });
        var shortOnes = new Recipe.Sims(0, 0, new Percentiles(0, 0.5), Percentiles.ALL);
        var rareOnes = new Recipe.Sims(0, 0, Percentiles.ALL, new Percentiles(0, 0.5));

        var ofShort = SimsTraining.train(shortOnes, set, SmallSets.context(1));
        var ofRare = SimsTraining.train(rareOnes, set, SmallSets.context(1));

        assertThat(ofShort.similarTo(0).values()).containsExactly(2, 1, 1);
        assertThat(ofRare.similarTo(1).columns()).doesNotContain(0);
        assertThat(ofRare.similarTo(0).columns()).isNotEmpty();
    }

    @Test
    void fillsUpWithPopularItemsAndNeverNamesTheItemItself() {
        var answer = sims(0, 2, SHARING).rank(forItem(0, ItemSet.all(6), 25));

        assertThat(answer.items()).containsExactly(1, 2, 3, 4, 5);
        assertThat(answer.reasons())
                .containsExactly(Reason.RELEVANT, Reason.RELEVANT, Reason.POPULAR, Reason.POPULAR, Reason.POPULAR);
        assertThat(answer.scores()).containsOnly(Double.NaN);
    }

    @Test
    void givesPopularItemsForAnUnknownItem() {
        assertThat(sims(0, 0, SHARING)
                        .rank(forItem(Query.NO_ITEM, ItemSet.all(6), 2))
                        .items())
                .containsExactly(1, 0);
    }

    @Test
    void keepsToWhatIsEligible() {
        assertThat(sims(0, 0, SHARING).rank(forItem(0, only(3, 3, 2, 5), 3)).items())
                .containsExactly(2, 3, 5);
    }

    @Test
    void ranksAGivenListByLikenessThenPopularity() {
        assertThat(sims(0, 0, SHARING)
                        .rerank(forItem(0, ItemSet.all(6), 3), new int[] {5, 4, 3, 2})
                        .items())
                .containsExactly(2, 3, 4, 5);
    }

    /// Ten users of "red" items 0–3, ten of "blue" items 4–7; 8 is a red item without users.
    private static TrainingSet colours() {
        var users = new int[20][];
        for (int user = 0; user < 20; user++) {
            int first = user < 10 ? 0 : 4;
            users[user] = new int[] {first + user % 4, first + (user + 1) % 4, first + (user + 2) % 4};
        }
        var colour = new Feature.Categorical(
                "COLOUR", new String[] {"red", "blue"}, new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, new int[] {
                    0, 0, 0, 0, 1, 1, 1, 1, 0
                });
        return SmallSets.of(9, List.of(colour), users);
    }

    @Test
    void givesColdItemsNeighboursAndMakesThemNeighbours() {
        var model = similar(colours());

        assertThat(model.rank(forItem(8, ItemSet.all(9), 4)).items()).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(model.similarTo(0).columns()).contains(8);
        assertThat(model.similarTo(4).columns()).doesNotContain(8);
        assertThat(model.rank(forItem(0, ItemSet.all(9), 4)).items()).containsExactlyInAnyOrder(1, 2, 3, 8);
    }

    @Test
    void needsNoMetadata() {
        assertThat(similar(SHARING).similarTo(0).columns()).containsExactly(2, 1, 3);
    }

    /// Like [#colours()], but texts instead of tags distinguish red and blue.
    private static TrainingSet colouredTexts() {
        var coloured = colours();
        var bare = new ItemTable(
                coloured.items().ids(),
                coloured.items().createdAt(),
                List.of(),
                coloured.items().shown());
        return new TrainingSet(coloured.interactions(), bare, coloured.users())
                .with(Directions.of(0, 0, 0, 0, 1, 1, 1, 1, 0));
    }

    @Test
    void givesColdItemsNeighboursByTheirTexts() {
        var model = similar(colouredTexts());

        assertThat(model.rank(forItem(8, ItemSet.all(9), 4)).items()).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(model.rank(forItem(0, ItemSet.all(9), 4)).items()).containsExactlyInAnyOrder(1, 2, 3, 8);
        assertThat(model.rank(forItem(4, ItemSet.all(9), 3)).items()).containsExactlyInAnyOrder(5, 6, 7);
    }

    @Test
    void takesTextsBesideTagsAndTheSameForAnyNumberOfThreads() throws Exception {
        var set = colours().with(Directions.of(0, 0, 0, 0, 1, 1, 1, 1, 0));
        var recipe = new Recipe.SimilarItems(0, 100, 100);
        var one = folder.resolve("one");
        var three = folder.resolve("three");

        SimilarItemsTraining.train(recipe, set, SmallSets.context(1)).write(one);
        SimilarItemsTraining.train(recipe, set, SmallSets.context(3)).write(three);

        assertThat(Files.mismatch(one, three)).isEqualTo(-1);
        assertThat(similar(set).rank(forItem(8, ItemSet.all(9), 4)).items()).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void isTheSameModelWhereNoItemHasAText() throws Exception {
        var recipe = new Recipe.SimilarItems(0, 100, 100);
        var without = folder.resolve("without");
        var empty = folder.resolve("empty");

        SimilarItemsTraining.train(recipe, colours(), SmallSets.context(2)).write(without);
        SimilarItemsTraining.train(
                        recipe, colours().with(Directions.of(-1, -1, -1, -1, -1, -1, -1, -1, -1)), SmallSets.context(2))
                .write(empty);

        assertThat(Files.mismatch(without, empty)).isEqualTo(-1);
    }

    @Test
    void takesNumbersByRange() {
        var users = new int[40][];
        var random = new SplittableRandom(3);
        for (int user = 0; user < 40; user++) {
            int first = user % 2 * 10;
            users[user] = new int[] {first + random.nextInt(9), first + random.nextInt(9), first + random.nextInt(9)};
        }
        var prices = new float[21];
        for (int item = 0; item < 20; item++) {
            prices[item] = item;
        }
        prices[20] = Float.NaN;
        var model = similar(SmallSets.of(21, List.of(new Feature.Numeric("PRICE", prices)), users));

        assertThat(model.similarTo(19).columns()).contains(18).doesNotContain(5);
        assertThat(model.similarTo(20).columns()).isEmpty();
    }

    @Test
    void isTheSameForAnyNumberOfThreadsAndAfterOpening() throws Exception {
        var set = SmallSets.walks(300, 50, 5);
        var recipe = new Recipe.SimilarItems(0.2, 30, 30);
        var files = new Path[3];
        for (int i = 0; i < 3; i++) {
            files[i] = folder.resolve("model-" + i);
        }
        SimilarItemsTraining.train(recipe, set, SmallSets.context(1)).write(files[0]);
        SimilarItemsTraining.train(recipe, set, SmallSets.context(3)).write(files[1]);

        Models.open(files[0]).write(files[2]);

        assertThat(Files.mismatch(files[0], files[1])).isEqualTo(-1);
        assertThat(Files.mismatch(files[0], files[2])).isEqualTo(-1);
    }

    @Test
    void staysWithinItsQualityBand() {
        var set = SmallSets.walks(2000, 200, 11);
        var popular = Trainer.train(new Recipe.PopularityCount(), set, SmallSets.context(2));
        for (var recipe : List.of(
                new Recipe.Sims(0.5, 3, Percentiles.ALL, Percentiles.ALL), new Recipe.SimilarItems(0, 100, 100))) {
            var trained = Trainer.train(recipe, set, SmallSets.context(2));

            double ndcg = ndcg(trained);
            assertThat(ndcg).as(recipe.toString()).isBetween(0.15, 0.45);
            assertThat(ndcg(popular)).isLessThan(ndcg / 2);
        }
    }

    private static double ndcg(Trained trained) {
        return trained.metrics().getOrDefault("normalized_discounted_cumulative_gain_at_10", Double.NaN);
    }

    @Test
    void doesWithOneUserOneItemOrNoneAtAll() {
        for (var set : List.of(
                SmallSets.of(1, new int[] {0}), SmallSets.of(1), SmallSets.of(3, new int[0]), SmallSets.of(0))) {
            for (var recipe : List.of(
                    new Recipe.Sims(0.5, 3, Percentiles.ALL, Percentiles.ALL), new Recipe.SimilarItems(0, 30, 30))) {
                var model = Trainer.train(recipe, set, SmallSets.context(2)).model();

                assertThat(model.rank(forItem(
                                        Query.NO_ITEM, ItemSet.all(set.items().size()), 5))
                                .items())
                        .hasSize(set.items().size());
            }
        }
    }
}
