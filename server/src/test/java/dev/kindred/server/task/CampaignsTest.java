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
    private final OperationsFixture studio = OperationsFixture.open();
    private final String solution = studio.solution("top", studio.films(), "aws-sims");

    private void sync(String version) {
        studio.write(transaction -> {
            Campaigns.syncTo(transaction, transaction.require(SolutionVersion.class, Arn.of(version)), studio.now());
            return version;
        });
    }

    private String update(String campaign) {
        return studio.call("DescribeCampaign", "campaignArn", studio.arn("campaign/" + campaign))
                .at("/campaign/latestCampaignUpdate/solutionVersionArn")
                .asString("none");
    }

    @Test
    void campaignsThatFollowGoOverToTheNewVersion() {
        var first = studio.version(solution);
        studio.campaign("stays", first);
        studio.activated(studio.call(
                        "CreateCampaign",
                        "name",
                        "follows",
                        "solutionVersionArn",
                        solution + "/$LATEST",
                        "campaignConfig",
                        json("syncWithLatestSolutionVersion", true))
                .at("/campaignArn")
                .asString());
        int deployed = studio.queued(TaskName.DEPLOY).size();
        var second = studio.version(solution);

        sync(second);

        assertThat(update("follows")).isEqualTo(second);
        assertThat(update("stays")).isEqualTo("none");
        assertThat(studio.queued(TaskName.DEPLOY)).hasSize(deployed + 1);

        var third = studio.version(solution);
        sync(third);
        assertThat(update("follows")).as("it is still being changed").isEqualTo(second);
        studio.write(transaction -> {
            var campaign = transaction.require(Campaign.class, Arn.of(studio.arn("campaign/follows")));
            var started = transaction.replace(campaign, campaign.onUpdate(new LifeCycleEvent.Started(), studio.now()));
            var done = transaction.replace(started, started.onUpdate(new LifeCycleEvent.Finished(), studio.now()));
            Campaigns.catchUp(transaction, done, studio.now());
            return done;
        });
        assertThat(update("follows")).isEqualTo(third);
    }

    @Test
    void nobodyGoesBackToAnOlderVersion() {
        var first = studio.version(solution);
        var campaign = studio.activated(studio.call(
                        "CreateCampaign",
                        "name",
                        "follows",
                        "solutionVersionArn",
                        solution + "/$LATEST",
                        "campaignConfig",
                        json("syncWithLatestSolutionVersion", true))
                .at("/campaignArn")
                .asString());
        var second = studio.version(solution);
        studio.call("UpdateCampaign", "campaignArn", campaign, "solutionVersionArn", second);
        studio.write(transaction -> {
            var current = transaction.require(Campaign.class, Arn.of(campaign));
            var started = transaction.replace(current, current.onUpdate(new LifeCycleEvent.Started(), studio.now()));
            return transaction.replace(started, started.onUpdate(new LifeCycleEvent.Finished(), studio.now()));
        });

        sync(first);

        assertThat(update("follows")).isEqualTo(second);
    }

    @Test
    void theLatestVersionIsOneThatWasTrainedInFull() {
        var people = studio.solution("people", studio.arn("dataset-group/films"), "aws-user-personalization");
        var full = studio.version(people);
        var updated =
                studio.activated(studio.call("CreateSolutionVersion", "solutionArn", people, "trainingMode", "UPDATE")
                        .at("/solutionVersionArn")
                        .asString());

        var latest = studio.read(view -> LatestVersion.of(view, Arn.of(people)).orElseThrow());

        assertThat(latest.arn()).isEqualTo(Arn.of(full)).isNotEqualTo(Arn.of(updated));
    }
}
