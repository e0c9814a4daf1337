package dev.kindred.server.operation.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kindred.server.operation.Shop;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class DescribeAlgorithmTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void theRangesOfEveryKindAreThere() {
        var algorithm = describe("aws-user-personalization");

        assertThat(algorithm.defaultHyperParameters())
                .isEqualTo(Map.of("hidden_dimension", "149", "bptt", "32", "recency_mask", "true"));
        var ranges = algorithm.defaultHyperParameterRanges();
        assertThat(ranges.integerHyperParameterRanges())
                .extracting(range -> tuple(range.name(), range.minValue(), range.maxValue(), range.isTunable()))
                .containsExactly(tuple("hidden_dimension", 32, 256, true), tuple("bptt", 2, 32, true));
        assertThat(ranges.continuousHyperParameterRanges()).isEmpty();
        assertThat(ranges.hasContinuousHyperParameterRanges()).isTrue();
        assertThat(ranges.categoricalHyperParameterRanges())
                .extracting(range -> tuple(range.name(), range.values(), range.isTunable()))
                .containsExactly(tuple("recency_mask", List.of("true", "false"), true));
    }

    @Test
    void realNumbersKeepTheirBounds() {
        assertThat(describe("aws-sims").defaultHyperParameterRanges().continuousHyperParameterRanges())
                .extracting(range -> tuple(range.name(), range.minValue(), range.maxValue(), range.isTunable()))
                .containsExactly(tuple("popularity_discount_factor", 0.0, 1.0, true));
    }

    private software.amazon.awssdk.services.personalize.model.Algorithm describe(String name) {
        return personalize
                .describeAlgorithm(request -> request.algorithmArn("arn:aws:personalize:::algorithm/" + name))
                .algorithm();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws-user-personalization-v2 | apply_recency_bias=true",
                "aws-personalized-ranking-v2 | apply_recency_bias=true",
                "aws-personalized-ranking    | bptt=32, hidden_dimension=149, recency_mask=true",
                "aws-hrnn                    | bptt=32, hidden_dimension=43, recency_mask=true",
                "aws-hrnn-metadata           | bptt=32, hidden_dimension=43, recency_mask=true",
                "aws-hrnn-coldstart          | bptt=32, hidden_dimension=149, recency_mask=true",
                "aws-similar-items           | item_id_hidden_dim=100, item_metadata_hidden_dim=100, popularity_discount_factor=0.0",
                "aws-sims                    | min_cointeraction_count=3, popularity_discount_factor=0.5",
                "aws-item-affinity           | hidden_dimension=149",
                "aws-popularity-count        | ''",
                "aws-trending-now-custom     | ''",
            })
    void theDefaultsAreTheServicesOwn(String name, String defaults) {
        assertThat(describe(name).defaultHyperParameters().entrySet().stream()
                        .map(Map.Entry::toString)
                        .sorted()
                        .collect(Collectors.joining(", ")))
                .isEqualTo(defaults);
    }
}
