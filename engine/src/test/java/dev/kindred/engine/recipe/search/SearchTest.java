package dev.kindred.engine.recipe.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.Recipe.Percentiles;
import dev.kindred.engine.recipe.SmallSets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchTest {

    private static final String NDCG = "normalized_discounted_cumulative_gain_at_10";

    private static final List<ParameterRange> RANGES = List.of(
            new ParameterRange.Integers("min_cointeraction_count", 0, 10),
            new ParameterRange.Continuous("popularity_discount_factor", 0, 1),
            new ParameterRange.Categorical("mask", List.of("true", "false")));

    @Test
    void coversTheRangesEvenlyAndTriesNothingTwice() {
        var tried = Search.combinations(RANGES, 44, 1);

        assertThat(tried).hasSize(44).doesNotHaveDuplicates();
        for (int value = 0; value <= 10; value++) {
            var text = Integer.toString(value);
            assertThat(tried.stream().filter(values -> text.equals(values.get("min_cointeraction_count"))))
                    .hasSizeBetween(2, 6);
        }
        assertThat(tried.stream().filter(values -> "true".equals(values.get("mask"))))
                .hasSizeBetween(15, 29);
        assertThat(tried)
                .allSatisfy(
                        values -> assertThat(Double.parseDouble(values.getOrDefault("popularity_discount_factor", "")))
                                .isBetween(0.0, 1.0));
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(Search.combinations(RANGES, 9, 5))
                .isEqualTo(Search.combinations(RANGES, 9, 5))
                .isNotEqualTo(Search.combinations(RANGES, 9, 6));
    }

    @Test
    void endsWhereTheRangesHoldNoMore() {
        assertThat(Search.combinations(List.of(new ParameterRange.Integers("n", 3, 5)), 100, 1))
                .containsExactlyInAnyOrder(Map.of("n", "3"), Map.of("n", "4"), Map.of("n", "5"));
        assertThat(Search.combinations(List.of(), 100, 1)).containsExactly(Map.of());
    }

    @Test
    void findsTheValueThatDoesBest() {
        // Two items share at most a few users here, so a high minimum leaves popular items only.
        var found = Search.tune(
                List.of(new ParameterRange.Categorical("least", List.of("1000", "0", "2000"))),
                3,
                NDCG,
                values -> new Recipe.Sims(
                        0.5, Integer.parseInt(values.getOrDefault("least", "")), Percentiles.ALL, Percentiles.ALL),
                SmallSets.walks(300, 60, 2),
                SmallSets.context(2));

        assertThat(found.best()).isEqualTo(Map.of("least", "0"));
        assertThat(found.tried()).isEqualTo(3);
        assertThat(found.quality()).isGreaterThan(0.1);
    }

    @Test
    void picksTheRecipeThatFitsTheData() {
        Recipe order = new Recipe.SequencePersonalization(true);
        var found = Search.<Recipe>best(
                List.of(new Recipe.PopularityCount(), order),
                NDCG,
                recipe -> recipe,
                SmallSets.walks(300, 60, 2),
                SmallSets.context(2));

        assertThat(found.best()).isEqualTo(order);
    }

    @Test
    void namesTheMetricsThereAreWhereOneIsUnknown() {
        assertThatThrownBy(() -> Search.<Recipe>best(
                        List.of(new Recipe.PopularityCount()),
                        "luck",
                        recipe -> recipe,
                        SmallSets.walks(30, 10, 2),
                        SmallSets.context(1)))
                .hasMessageContaining("there is no metric luck; there are [coverage,");
        assertThatThrownBy(() -> new ParameterRange.Integers("n", 2, 1)).hasMessageContaining("n ranges from");
    }
}
