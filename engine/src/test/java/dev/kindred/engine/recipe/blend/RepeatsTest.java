package dev.kindred.engine.recipe.blend;

import static dev.kindred.engine.recipe.SmallSets.forHistory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.recipe.Models;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Recipe.Percentiles;
import dev.kindred.engine.recipe.SmallSets;
import dev.kindred.engine.recipe.Trained;
import dev.kindred.engine.recipe.Trainer;
import dev.kindred.engine.recipe.blend.Blend.Repeats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Sessions on a ring of items: 35 % of the events repeat the last item, 10 % the one before it, and the others
/// are with one of the next two.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepeatsTest {

    private static final int ITEMS = 60;
    private static final int SESSIONS = 800;

    private final Trained ordered = train(new Recipe.SequencePersonalization(true), sessions(1, 45));
    private final Trained plain = train(new Recipe.Personalization(64, true, Percentiles.ALL, null), sessions(1, 45));

    private static Trained train(Recipe recipe, TrainingSet set) {
        return Trainer.train(recipe, set, SmallSets.context(2));
    }

    private static int[][] walks(long seed, int repeats) {
        var random = new SplittableRandom(seed);
        var walks = new int[SESSIONS][];
        for (int session = 0; session < SESSIONS; session++) {
            walks[session] = new int[random.nextInt(3, 9)];
            int newest = random.nextInt(ITEMS);
            for (int i = 0; i < walks[session].length; i++) {
                int draw = random.nextInt(100);
                int before = i > 1 ? walks[session][i - 2] : newest;
                if (i > 0 && draw >= Math.min(repeats, 35)) {
                    newest = draw < repeats ? before : (newest + random.nextInt(1, 3)) % ITEMS;
                }
                walks[session][i] = newest;
            }
        }
        return walks;
    }

    private static TrainingSet sessions(long seed, int repeats) {
        return SmallSets.of(ITEMS, walks(seed, repeats));
    }

    @Test
    void theNewestItemStandsWhereItsChanceSays() {
        for (var trained : new Trained[] {ordered, plain}) {
            var answer = trained.model().rank(forHistory(ITEMS, 10, 30, 30, 29, 27));

            assertThat(answer.items()[0]).isEqualTo(30);
            assertThat(answer.scores()[0]).isBetween(0.25, 0.45);
            assertThat(scoreOf(29, answer)).isGreaterThan(scoreOf(27, answer));
        }
        assertThat(ordered.model().rank(forHistory(ITEMS, 4, 30, 30, 29, 27)).items())
                .contains(31, 32);
    }

    private static double scoreOf(int item, RankedItems answer) {
        int place = IntStream.range(0, answer.size())
                .filter(i -> answer.items()[i] == item)
                .findFirst()
                .orElse(-1);
        return place < 0 ? 0 : answer.scores()[place];
    }

    /// For sessions that are not part of the training, at every event.
    @Test
    void scoresAreTheChancesOfWhatComesNext() {
        double ofRepeats = 0;
        double repeats = 0;
        double ofFirst = 0;
        double first = 0;
        double events = 0;
        for (var walk : Arrays.copyOf(walks(2, 45), 300)) {
            for (int next = 1; next < walk.length; next++) {
                var newestFirst = new int[next];
                for (int age = 0; age < next; age++) {
                    newestFirst[age] = walk[next - 1 - age];
                }
                var answer = ordered.model().rank(forHistory(ITEMS, ITEMS, newestFirst));
                ofRepeats += Arrays.stream(newestFirst)
                        .distinct()
                        .mapToDouble(item -> scoreOf(item, answer))
                        .sum();
                int came = walk[next];
                repeats += Arrays.stream(newestFirst).anyMatch(item -> item == came) ? 1 : 0;
                ofFirst += answer.scores()[0];
                first += answer.items()[0] == came ? 1 : 0;
                events++;
            }
        }

        assertThat(ofRepeats / repeats).as("repeats").isBetween(0.93, 1.07);
        assertThat(ofFirst / first).as("the first place").isBetween(0.85, 1.15);
        assertThat(first / events).isBetween(0.3, 0.5);
    }

    @Test
    void whereNobodyComesBackNewItemsComeFirst() {
        var trained = train(new Recipe.SequencePersonalization(true), sessions(1, 0));

        assertThat(trained.chosen()).containsEntry("repeats", "held back");
        assertThat(ordered.chosen()).containsEntry("repeats", "by their chances");
        var answer = trained.model().rank(forHistory(ITEMS, ITEMS, 20, 19, 17));
        assertThat(Arrays.copyOfRange(answer.items(), ITEMS - 3, ITEMS)).containsExactlyInAnyOrder(17, 19, 20);
    }

    @Test
    void aRankingPutsRepeatsWhereTheRecommendationsDo() {
        var query = forHistory(ITEMS, 10, 30, 29, 27);
        var list = new int[] {50, 27, 31, 30, 29, 32, 5};

        var ranked = ordered.model().rerank(query, list);

        var all = ordered.model().rank(forHistory(ITEMS, ITEMS, 30, 29, 27));
        assertThat(ranked.items())
                .containsExactly(Arrays.stream(all.items())
                        .filter(item -> Arrays.stream(list).anyMatch(its -> its == item))
                        .toArray());
    }

    @Test
    void anObjectiveCountsForRepeatsToo() {
        var rewards = new float[ITEMS];
        rewards[31] = 1;
        var set = sessions(1, 45);
        var recipe = new Recipe.Personalization(64, true, Percentiles.ALL, new Recipe.Objective(rewards, 1));

        var answer = train(recipe, set).model().rank(forHistory(ITEMS, 10, 30, 29, 27));

        assertThat(answer.items()[0]).isEqualTo(31);
    }

    @Test
    void aModelIsTheSameInItsFileAndForAnyNumberOfThreads(@TempDir Path folder) throws IOException {
        var recipe = new Recipe.SequencePersonalization(true);
        ordered.model().write(folder.resolve("two"));
        Trainer.train(recipe, sessions(1, 45), SmallSets.context(1)).model().write(folder.resolve("one"));

        var read = Models.open(folder.resolve("two"));
        read.write(folder.resolve("read"));

        assertThat(Files.mismatch(folder.resolve("one"), folder.resolve("two"))).isEqualTo(-1);
        assertThat(Files.mismatch(folder.resolve("read"), folder.resolve("two")))
                .isEqualTo(-1);
        assertThat(read.rank(forHistory(ITEMS, 10, 30, 29)).scores())
                .containsExactly(
                        ordered.model().rank(forHistory(ITEMS, 10, 30, 29)).scores());
    }

    /// Models of earlier versions have four numbers, and no sections of repeats.
    @Test
    void aModelOfAnEarlierVersionAnswersAsItDid(@TempDir Path folder) throws IOException {
        var file = folder.resolve("early");
        try (var writer = SectionWriter.create(file, "TEST", 1)) {
            writer.text("blend.members", "");
            writer.floats("blend.numbers", new float[] {0, 0, 4, 0.5f});
            writer.finish();
        }

        var blend = SectionFile.read(file, "TEST", 1, it -> Blend.read(it, new int[] {0, 1}));

        assertThat(blend.repeats()).isEqualTo(new Repeats.Bonus(4));
        assertThat(blend.curve()).isEqualTo(Curve.softmax(0.5f));
    }

    @Test
    void aCurveCanBeGoneBothWays() {
        for (var curve : new Curve[] {new Curve(2, 0.5f), Curve.softmax(0.3f)}) {
            for (double score : new double[] {-1, 0, 0.1, 2, 30}) {
                assertThat(curve.score(curve.logWeight(score))).isCloseTo(score, within(1e-6));
            }
            assertThat(curve.logWeight(3)).isGreaterThan(curve.logWeight(2));
        }
    }

    @Test
    void whoHadAllThereIsGetsItAgain() {
        var everything = IntStream.range(0, ITEMS).toArray();

        var answer = ordered.model().rank(forHistory(ITEMS, ITEMS, everything));

        assertThat(answer.items()).hasSize(ITEMS);
        assertThat(Arrays.stream(answer.scores()).sum()).isBetween(0.999, 1.001);
    }
}
