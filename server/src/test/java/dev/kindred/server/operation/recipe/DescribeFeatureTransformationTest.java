package dev.kindred.server.operation.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class DescribeFeatureTransformationTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JSON-percentile-filtering | max_user_history_length_percentile=0.99, min_user_history_length_percentile=0.0",
                "sims                      | max_item_interaction_count_percentile=0.9, max_user_history_length_percentile=0.995, min_item_interaction_count_percentile=0.01, min_user_history_length_percentile=0.005",
                "featurize_coldstart       | cold_start_max_duration=5.0, cold_start_max_interactions=15, cold_start_relative_from=latestItem, max_user_history_length_percentile=0.99, min_user_history_length_percentile=0.0",
                "aws-next-best-action      | action_optimization_period=14",
                "aws-trending-now          | trend_discovery_frequency=2 hours",
            })
    void theDefaultsAreTheServicesOwn(String name, String defaults) {
        var arn = "arn:aws:personalize:::feature-transformation/" + name;

        var transformation = personalize
                .describeFeatureTransformation(request -> request.featureTransformationArn(arn))
                .featureTransformation();

        assertThat(transformation.name()).isEqualTo(name);
        assertThat(transformation.featureTransformationArn()).isEqualTo(arn);
        assertThat(transformation.status()).isEqualTo("ACTIVE");
        assertThat(transformation.creationDateTime()).isBeforeOrEqualTo(transformation.lastUpdatedDateTime());
        assertThat(transformation.defaultParameters().entrySet().stream()
                        .map(Map.Entry::toString)
                        .sorted()
                        .collect(Collectors.joining(", ")))
                .isEqualTo(defaults);
    }
}
