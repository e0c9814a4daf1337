package dev.kindred.engine.recipe.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.engine.ranking.History;
import dev.kindred.engine.recipe.ItemScores;
import dev.kindred.engine.recipe.SmallSets;
import dev.kindred.engine.recipe.member.Profile;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SequencePartsTest {

    @Test
    void countsRulesByDistanceAndSmoothsThem() {
        // 0 → 1 at distance 1 twice; 0 → 2 at distance 2 once and at 1 once
        var set = SmallSets.of(3, new int[] {0, 1, 2}, new int[] {0, 1}, new int[] {0, 2});
        var rules = NextItemRules.train(
                Sequences.of(set.interactions()), new RuleParameters(1, 0.5f, 6), true, SmallSets.context(1));
        var scores = new ItemScores(3);

        rules.scorer().score(profile(1, 0), scores);

        assertThat(scores.score(1)).isEqualTo(0.5f * 2 / (3.5f + 6), within(1e-6f));
        assertThat(scores.score(2)).isEqualTo(1f / (1 + 6) + 0.5f * 1.5f / (3.5f + 6), within(1e-6f));
        assertThat(scores.score(0)).isZero();
    }

    @Test
    void takesWhatCameAfterFromSequencesLikeTheHistory() {
        var set = SmallSets.of(8, new int[] {0, 1, 2, 3}, new int[] {4, 5, 6}, new int[] {7, 5, 0});
        var sequences = RecentSequences.train(Sequences.of(set.interactions()), 0.7f, true);
        var scores = new ItemScores(8);

        sequences.scorer().score(profile(1, 0), scores);

        assertThat(scores.score(2)).isGreaterThan(scores.score(3)).isGreaterThan(0);
        assertThat(scores.score(3)).isGreaterThan(0);
        assertThat(scores.score(6)).isZero();
        assertThat(scores.score(0)).isZero();
    }

    @Test
    void findsTheNewestSharedItemToWhichMoreSequencesBelongThanAreListed() {
        var having = new int[301][];
        Arrays.fill(having, new int[] {0, 3, 3});
        having[300] = new int[] {1, 0, 2}; // the last of equally old ones: not listed for 0
        var sequences =
                RecentSequences.train(Sequences.of(SmallSets.of(4, having).interactions()), 0.7f, true);
        var scores = new ItemScores(4);

        sequences.scorer().score(profile(0, 1), scores);

        assertThat(scores.score(2)).isGreaterThan(0);
        assertThat(scores.score(0)).as("it stands before what came after it").isZero();
    }

    private static Profile profile(int newest, int older) {
        return Profile.of(new History(new int[] {newest, older}, new long[2], new float[] {1, 1}), 0);
    }

    @Test
    void takesAnItemTwiceInARowAsOneEventWithTheGreaterWeight() {
        var history = new History(new int[] {3, 3, 5, 3}, new long[] {9, 8, 7, 6}, new float[] {0.5f, 1, 1, 0.25f});

        var newest = Sequences.newest(history);

        assertThat(newest.items()).containsExactly(3, 5, 3);
        assertThat(newest.times()).containsExactly(9, 7, 6);
        assertThat(newest.weights()).containsExactly(1, 1, 0.25f);
    }
}
