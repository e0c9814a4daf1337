package dev.kindred.server.task;

import static dev.kindred.server.operation.OperationsFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.LatestVersion;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.operation.OperationsFixture;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.SolutionVersion;
import org.junit.jupiter.api.Test;

class CampaignsTest {
    private final OperationsFixture fixture = OperationsFixture.open();
    private final String solution = fixture.solution("top", fixture.films(), "aws-sims");

    private void sync(String version) {
        fixture.write(transaction -> {
            Campaigns.syncTo(transaction, transaction.require(SolutionVersion.class, Arn.of(version)), fixture.now());
            return version;
        });
    }

    private String update(String campaign) {
        return fixture.call("DescribeCampaign", "campaignArn", fixture.arn("campaign/" + campaign))
                .at("/campaign/latestCampaignUpdate/solutionVersionArn")
                .asString("none");
    }

    @Test
    void campaignsThatFollowGoOverToTheNewVersion() {
        var first = fixture.version(solution);
        fixture.campaign("stays", first);
        fixture.activated(fixture.call(
                        "CreateCampaign",
                        "name",
                        "follows",
                        "solutionVersionArn",
                        solution + "/$LATEST",
                        "campaignConfig",
                        json("syncWithLatestSolutionVersion", true))
                .at("/campaignArn")
                .asString());
        int deployed = fixture.queued(TaskName.DEPLOY).size();
        var second = fixture.version(solution);

        sync(second);

        assertThat(update("follows")).isEqualTo(second);
        assertThat(update("stays")).isEqualTo("none");
        assertThat(fixture.queued(TaskName.DEPLOY)).hasSize(deployed + 1);

        var third = fixture.version(solution);
        sync(third);
        assertThat(update("follows")).as("it is still being changed").isEqualTo(second);
        fixture.write(transaction -> {
            var campaign = transaction.require(Campaign.class, Arn.of(fixture.arn("campaign/follows")));
            var started = transaction.replace(campaign, campaign.onUpdate(new LifeCycleEvent.Started(), fixture.now()));
            var done = transaction.replace(started, started.onUpdate(new LifeCycleEvent.Finished(), fixture.now()));
            Campaigns.catchUp(transaction, done, fixture.now());
            return done;
        });
        assertThat(update("follows")).isEqualTo(third);
    }

    @Test
    void nobodyGoesBackToAnOlderVersion() {
        var first = fixture.version(solution);
        var campaign = fixture.activated(fixture.call(
                        "CreateCampaign",
                        "name",
                        "follows",
                        "solutionVersionArn",
                        solution + "/$LATEST",
                        "campaignConfig",
                        json("syncWithLatestSolutionVersion", true))
                .at("/campaignArn")
                .asString());
        var second = fixture.version(solution);
        fixture.call("UpdateCampaign", "campaignArn", campaign, "solutionVersionArn", second);
        fixture.write(transaction -> {
            var current = transaction.require(Campaign.class, Arn.of(campaign));
            var started = transaction.replace(current, current.onUpdate(new LifeCycleEvent.Started(), fixture.now()));
            return transaction.replace(started, started.onUpdate(new LifeCycleEvent.Finished(), fixture.now()));
        });

        sync(first);

        assertThat(update("follows")).isEqualTo(second);
    }

    @Test
    void theLatestVersionIsOneThatWasTrainedInFull() {
        var people = fixture.solution("people", fixture.arn("dataset-group/films"), "aws-user-personalization");
        var full = fixture.version(people);
        var updated =
                fixture.activated(fixture.call("CreateSolutionVersion", "solutionArn", people, "trainingMode", "UPDATE")
                        .at("/solutionVersionArn")
                        .asString());

        var latest = fixture.read(view -> LatestVersion.of(view, Arn.of(people)).orElseThrow());

        assertThat(latest.arn()).isEqualTo(Arn.of(full)).isNotEqualTo(Arn.of(updated));
    }
}
