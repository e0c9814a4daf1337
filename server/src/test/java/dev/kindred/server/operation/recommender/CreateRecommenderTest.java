package dev.kindred.server.operation.recommender;

import static dev.kindred.server.operation.OperationsFixture.RECIPES;
import static dev.kindred.server.operation.OperationsFixture.json;
import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.operation.OperationsFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CreateRecommenderTest {
    private final OperationsFixture fixture = OperationsFixture.open();
    private final String group = fixture.group("videos", "VIDEO_ON_DEMAND");

    private JsonNode create(String recipe, @Nullable Object... config) {
        return fixture.call(
                "CreateRecommender",
                "name",
                "top",
                "datasetGroupArn",
                group,
                "recipeArn",
                RECIPES + recipe,
                "recommenderConfig",
                config.length == 0 ? null : json(config));
    }

    @Test
    void itShowsItsDefaultsAndBeginsToTrain() {
        fixture.dataset(group, "INTERACTIONS", OperationsFixture.EVENTS);

        var arn = create("aws-vod-top-picks").at("/recommenderArn").asString();

        assertThat(arn).isEqualTo(fixture.arn("recommender/top"));
        var shown = fixture.call("DescribeRecommender", "recommenderArn", arn).at("/recommender");
        assertThat(shown.at("/recommenderConfig/minRecommendationRequestsPerSecond")
                        .asInt())
                .isEqualTo(1);
        assertThat(shown.at("/status").asString()).isEqualTo("CREATE PENDING");
        assertThat(shown.has("modelMetrics")).isFalse();
        assertThat(fixture.queued(TaskName.TRAIN_RECOMMENDER)).hasSize(1);
        assertThat(fixture.queued(TaskName.AUTO_TRAIN).getFirst().notBefore())
                .isEqualTo(fixture.now().plus(Duration.ofDays(7)));
    }

    @Test
    void theDomainMustBeTheGroups() {
        fixture.dataset(group, "INTERACTIONS", OperationsFixture.EVENTS);
        var films = fixture.films();

        assertThat(refusal(() -> fixture.recommender("top", films, "aws-vod-top-picks")))
                .isEqualTo("InvalidInput: Recommenders need a domain dataset group, and " + films
                        + " is a custom one. Create a dataset group with a domain, or a solution and a campaign.");
        assertThat(refusal(() -> create("aws-ecomm-recommended-for-you")))
                .contains("a use case of the domain ECOMMERCE", "for the domain VIDEO_ON_DEMAND");
        assertThat(refusal(() -> create("aws-sims"))).contains("Recipe aws-sims is for solutions");
        assertThat(refusal(() -> create("aws-none"))).startsWith("ResourceNotFound: ");
    }

    @Test
    void theDatasetsItNeedsMustBeThere() {
        assertThat(refusal(() -> create("aws-vod-top-picks")))
                .contains("A recommender needs a dataset of type INTERACTIONS");
        fixture.dataset(group, "INTERACTIONS", OperationsFixture.EVENTS);
        assertThat(refusal(() -> create("aws-vod-more-like-x")))
                .contains("A recommender of aws-vod-more-like-x needs a dataset of type ITEMS");
    }

    @Test
    void explorationIsForPersonalUseCasesAndCutsOffAfterADay() {
        fixture.dataset(group, "INTERACTIONS", OperationsFixture.EVENTS);

        assertThat(refusal(() ->
                        create("aws-vod-top-picks", "itemExplorationConfig", json("explorationItemAgeCutOff", "0.5"))))
                .contains("expected a number of days, at least 1");
        assertThat(refusal(() ->
                        create("aws-vod-most-popular", "itemExplorationConfig", json("explorationWeight", "0.5"))))
                .contains("itemExplorationConfig is not for recipe aws-vod-most-popular");
        assertThat(refusal(() -> create(
                        "aws-vod-top-picks",
                        "trainingDataConfig",
                        json("excludedDatasetColumns", json("INTERACTIONS", List.of("COLOUR"))))))
                .contains("names the column COLOUR");
    }

    @Test
    void thereAreAsManyAsTheQuotasSay() {
        var small = OperationsFixture.open(Map.of("quota.recommenders-per-group", "1"));
        var videos = small.group("videos", "VIDEO_ON_DEMAND");
        small.dataset(videos, "INTERACTIONS", OperationsFixture.EVENTS);
        small.recommender("one", videos, "aws-vod-top-picks");

        assertThat(refusal(() -> small.recommender("two", videos, "aws-vod-top-picks")))
                .startsWith("LimitExceeded: Cannot create a recommender.");
    }
}
