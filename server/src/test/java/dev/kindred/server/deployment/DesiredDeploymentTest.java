package dev.kindred.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.ModelRecord;
import dev.kindred.server.operation.OperationsFixture;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DesiredDeploymentTest {

    private static final LifeCycleEvent STARTED = new LifeCycleEvent.Started();
    private static final LifeCycleEvent FINISHED = new LifeCycleEvent.Finished();
    private static final LifeCycleEvent FAILED = new LifeCycleEvent.Failed("The disk failed.");

    private final OperationsFixture fixture = OperationsFixture.open();

    private Optional<DesiredDeployment> desired(String arn) {
        return fixture.read(view -> DesiredDeployment.of(view, Arn.of(arn)));
    }

    private Arn owner(String arn) {
        return desired(arn).orElseThrow().model().owner();
    }

    private String solution() {
        return fixture.solution("films", fixture.films(), "aws-user-personalization-v2");
    }

    @Test
    void aCampaignIsServedFromTheBeginningOfItsDeploymentToItsDeletion() {
        var version = fixture.version(solution());
        var campaign = fixture.call("CreateCampaign", "name", "campaign", "solutionVersionArn", version)
                .at("/campaignArn")
                .asString();
        assertThat(desired(campaign)).isEmpty();

        fixture.on(campaign, STARTED);
        var deploying = desired(campaign);
        assertThat(deploying)
                .map(DesiredDeployment::model)
                .map(ModelRecord::owner)
                .contains(Arn.of(version));

        fixture.on(campaign, FINISHED);
        assertThat(desired(campaign)).as("nothing is loaded again").isEqualTo(deploying);

        fixture.call("DeleteCampaign", "campaignArn", campaign);
        assertThat(desired(campaign)).isEmpty();
    }

    @Test
    void aCampaignThatCannotBeDeployedIsNotServed() {
        var campaign = fixture.call(
                        "CreateCampaign", "name", "campaign", "solutionVersionArn", fixture.version(solution()))
                .at("/campaignArn")
                .asString();

        fixture.on(campaign, STARTED, FAILED);

        assertThat(desired(campaign)).isEmpty();
    }

    @Test
    void anUpdateIsServedWhileItIsInProgressAndAfterItsSuccess() {
        var solution = solution();
        var first = fixture.version(solution);
        var second = fixture.version(solution);
        var campaign = fixture.campaign("campaign", first);
        fixture.call(
                "UpdateCampaign",
                "campaignArn",
                campaign,
                "solutionVersionArn",
                second,
                "campaignConfig",
                Map.of("enableMetadataWithRecommendations", true));
        assertThat(owner(campaign)).isEqualTo(Arn.of(first));

        update(campaign, Campaign.class, STARTED, Campaign::onUpdate);
        var updating = desired(campaign);
        assertThat(owner(campaign)).isEqualTo(Arn.of(second));

        update(campaign, Campaign.class, FINISHED, Campaign::onUpdate);
        assertThat(desired(campaign)).isEqualTo(updating);
    }

    @Test
    void afterAFailedUpdateTheCampaignIsServedAsBefore() {
        var solution = solution();
        var campaign = fixture.campaign("campaign", fixture.version(solution));
        var before = desired(campaign);
        fixture.call("UpdateCampaign", "campaignArn", campaign, "solutionVersionArn", fixture.version(solution));

        update(campaign, Campaign.class, STARTED, Campaign::onUpdate);
        update(campaign, Campaign.class, FAILED, Campaign::onUpdate);

        assertThat(desired(campaign)).isEqualTo(before);
    }

    @Test
    void aRecommenderIsServedWhileItHasAModelAndIsNotStopped() {
        var recommender = recommender();
        assertThat(desired(recommender)).as("it has no model").isEmpty();

        train(recommender, 1);
        assertThat(owner(recommender)).isEqualTo(Arn.of(recommender));

        fixture.call("StopRecommender", "recommenderArn", recommender);
        fixture.on(recommender, STARTED);
        assertThat(desired(recommender)).isEmpty();
        fixture.on(recommender, FINISHED);
        assertThat(desired(recommender)).isEmpty();

        fixture.call("StartRecommender", "recommenderArn", recommender);
        fixture.on(recommender, STARTED);
        assertThat(desired(recommender)).isPresent();
    }

    @Test
    void anUpdateOfColumnsIsServedWhenItsModelIsTrained() {
        var recommender = recommender();
        train(recommender, 1);
        var before = desired(recommender);
        fixture.call(
                "UpdateRecommender",
                "recommenderArn",
                recommender,
                "recommenderConfig",
                Map.of(
                        "enableMetadataWithRecommendations",
                        true,
                        "trainingDataConfig",
                        Map.of("excludedDatasetColumns", Map.of("Interactions", List.of("EVENT_VALUE")))));

        fixture.pass(Duration.ofMinutes(1));
        update(recommender, Recommender.class, STARTED, Recommender::onUpdate);
        assertThat(desired(recommender)).as("the training goes on").isEqualTo(before);

        fixture.pass(Duration.ofMinutes(1));
        train(recommender, 2);
        var updating = desired(recommender);
        assertThat(updating).isNotEqualTo(before);

        update(recommender, Recommender.class, FINISHED, Recommender::onUpdate);
        assertThat(desired(recommender)).isEqualTo(updating);
    }

    private String recommender() {
        var group = fixture.group("videos", "VIDEO_ON_DEMAND");
        fixture.dataset(group, "INTERACTIONS", OperationsFixture.EVENTS);
        fixture.dataset(group, "ITEMS", OperationsFixture.FILMS);
        return fixture.recommender("top", group, "aws-vod-top-picks");
    }

    private void train(String recommender, int generation) {
        fixture.write(transaction -> {
            transaction
                    .models()
                    .add(new ModelRecord(
                            Arn.of(recommender),
                            generation,
                            "model-" + generation,
                            1,
                            2,
                            Map.of(),
                            fixture.now(),
                            1_000));
            return generation;
        });
    }

    private <R extends Resource> void update(String arn, Class<R> type, LifeCycleEvent event, Updating<R> updating) {
        fixture.write(transaction -> {
            var current = transaction.require(type, Arn.of(arn));
            return transaction.replace(current, updating.on(current, event, fixture.now()));
        });
    }

    private interface Updating<R> {
        R on(R current, LifeCycleEvent event, Instant now);
    }
}
