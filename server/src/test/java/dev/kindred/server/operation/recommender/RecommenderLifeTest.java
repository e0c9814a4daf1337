package dev.kindred.server.operation.recommender;

import static dev.kindred.server.operation.OperationsFixture.json;
import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.ModelRecord;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.operation.OperationsFixture;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.Recommender;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RecommenderLifeTest {
    private final OperationsFixture fixture = OperationsFixture.open();
    private final String group = fixture.group("videos", "VIDEO_ON_DEMAND");
    private final String recommender = recommender();

    private String recommender() {
        fixture.dataset(group, "INTERACTIONS", OperationsFixture.EVENTS);
        return fixture.recommender("top", group, "aws-vod-top-picks");
    }

    private JsonNode shown() {
        return fixture.call("DescribeRecommender", "recommenderArn", recommender)
                .at("/recommender");
    }

    private void call(String operation) {
        assertThat(fixture.call(operation, "recommenderArn", recommender)
                        .at("/recommenderArn")
                        .asString())
                .isEqualTo(recommender);
    }

    @Test
    void itRestsAndWakes() {
        call("StopRecommender");
        assertThat(shown().at("/status").asString()).isEqualTo("STOP PENDING");
        assertThat(fixture.queued(TaskName.SWITCH_RECOMMENDER)).hasSize(1);
        fixture.on(recommender, new LifeCycleEvent.Started(), new LifeCycleEvent.Finished());
        assertThat(shown().at("/status").asString()).isEqualTo("INACTIVE");
        assertThat(refusal(() -> call("StopRecommender")))
                .isEqualTo("ResourceInUse: Resource Arn " + recommender
                        + " is INACTIVE: it can be stopped when it is ACTIVE.");

        call("StartRecommender");
        assertThat(shown().at("/status").asString()).isEqualTo("START PENDING");
        fixture.on(recommender, new LifeCycleEvent.Started(), new LifeCycleEvent.Finished());
        assertThat(shown().at("/status").asString()).isEqualTo("ACTIVE");
        assertThat(refusal(() -> call("StartRecommender"))).contains("it can be started when it is INACTIVE");
    }

    @Test
    void aStopThatFailsLeavesItActive() {
        call("StopRecommender");
        fixture.on(recommender, new LifeCycleEvent.Started(), new LifeCycleEvent.Failed("The disk failed."));

        assertThat(shown().at("/status").asString()).isEqualTo("ACTIVE");
    }

    @Test
    void itMayBeDeletedWhileItRests() {
        call("StopRecommender");
        assertThat(refusal(() -> fixture.call("DeleteRecommender", "recommenderArn", recommender)))
                .startsWith("ResourceInUse: ");
        fixture.on(recommender, new LifeCycleEvent.Started(), new LifeCycleEvent.Finished());

        fixture.call("DeleteRecommender", "recommenderArn", recommender);

        assertThat(shown().at("/status").asString()).isEqualTo("DELETE PENDING");
    }

    @Test
    void theMetricsOfItsNewestModelAreShown() {
        fixture.write(transaction -> {
            transaction
                    .models()
                    .add(new ModelRecord(
                            Arn.of(recommender), 1, "model", 1, 2, Map.of("coverage", 0.66666), fixture.now(), 1_000));
            return recommender;
        });

        assertThat(shown().at("/modelMetrics/coverage").asDouble()).isEqualTo(0.6667);
        assertThat(fixture.call("ListRecommenders", "datasetGroupArn", group)
                        .at("/recommenders/0/recommenderArn")
                        .asString())
                .isEqualTo(recommender);
    }

    @Test
    void anUpdateKeepsWhatItLeavesOutAndNeedsANewModelForOtherColumnsOnly() {
        fixture.call(
                "UpdateRecommender",
                "recommenderArn",
                recommender,
                "recommenderConfig",
                json("minRecommendationRequestsPerSecond", 3));

        assertThat(shown().at("/recommenderConfig/minRecommendationRequestsPerSecond")
                        .asInt())
                .isEqualTo(1);
        assertThat(shown().at("/latestRecommenderUpdate/status").asString()).isEqualTo("CREATE PENDING");
        assertThat(needsTraining()).isFalse();
        assertThat(refusal(() -> call("StopRecommender"))).contains("Wait until latestRecommenderUpdate is ACTIVE");
        finishUpdate();
        assertThat(shown().at("/recommenderConfig/minRecommendationRequestsPerSecond")
                        .asInt())
                .isEqualTo(3);

        fixture.call(
                "UpdateRecommender",
                "recommenderArn",
                recommender,
                "recommenderConfig",
                json("trainingDataConfig", json("excludedDatasetColumns", json("INTERACTIONS", List.of("DEVICE")))));
        assertThat(needsTraining()).isTrue();
        assertThat(shown().at("/latestRecommenderUpdate/recommenderConfig/minRecommendationRequestsPerSecond")
                        .asInt())
                .isEqualTo(3);
    }

    private boolean needsTraining() {
        return fixture.read(view -> view.require(Recommender.class, Arn.of(recommender)))
                .needsTrainingForUpdate();
    }

    private void finishUpdate() {
        fixture.write(transaction -> {
            var it = transaction.require(Recommender.class, Arn.of(recommender));
            var started = transaction.replace(it, it.onUpdate(new LifeCycleEvent.Started(), fixture.now()));
            return transaction.replace(started, started.onUpdate(new LifeCycleEvent.Finished(), fixture.now()));
        });
    }
}
