package dev.kindred.server.operation.campaign;

import static dev.kindred.server.operation.OperationsFixture.json;
import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.OperationsFixture;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.LifeCycleEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UpdateCampaignTest {
    private final OperationsFixture fixture = OperationsFixture.open();
    private final String group = fixture.films();
    private final String solution = fixture.solution("top", group, "aws-user-personalization");
    private final String first = fixture.version(solution);
    private final String campaign = fixture.campaign("live", first);

    private JsonNode update(@Nullable Object... members) {
        var request = json(members);
        fixture.call(
                "UpdateCampaign",
                "campaignArn",
                campaign,
                "solutionVersionArn",
                request.get("solutionVersionArn"),
                "minProvisionedTPS",
                request.get("minProvisionedTPS"),
                "campaignConfig",
                request.get("campaignConfig"));
        return shown();
    }

    private JsonNode shown() {
        return fixture.call("DescribeCampaign", "campaignArn", campaign).at("/campaign");
    }

    private void finishUpdate() {
        fixture.write(transaction -> {
            var it = transaction.require(Campaign.class, Arn.of(campaign));
            var started = transaction.replace(it, it.onUpdate(new LifeCycleEvent.Started(), fixture.now()));
            return transaction.replace(started, started.onUpdate(new LifeCycleEvent.Finished(), fixture.now()));
        });
    }

    @Test
    void theOldVersionServesUntilTheNewOneIsReady() {
        var second = fixture.version(solution);

        var pending = update("solutionVersionArn", second, "minProvisionedTPS", 5);

        assertThat(pending.at("/status").asString()).isEqualTo("ACTIVE");
        assertThat(pending.at("/solutionVersionArn").asString()).isEqualTo(first);
        assertThat(pending.at("/minProvisionedTPS").asInt()).isEqualTo(1);
        assertThat(pending.at("/latestCampaignUpdate/status").asString()).isEqualTo("CREATE PENDING");
        assertThat(pending.at("/latestCampaignUpdate/solutionVersionArn").asString())
                .isEqualTo(second);
        assertThat(refusal(() -> update("minProvisionedTPS", 2)))
                .isEqualTo("ResourceInUse: Resource Arn " + campaign
                        + " is being updated. Wait until latestCampaignUpdate is ACTIVE.");
        assertThat(refusal(() -> fixture.call("DeleteCampaign", "campaignArn", campaign)))
                .startsWith("ResourceInUse: ");

        finishUpdate();
        assertThat(shown().at("/solutionVersionArn").asString()).isEqualTo(second);
        assertThat(shown().at("/minProvisionedTPS").asInt()).isEqualTo(5);
        assertThat(shown().at("/latestCampaignUpdate/status").asString()).isEqualTo("ACTIVE");
    }

    @Test
    void latestTurnsFollowingOnAndAVersionTurnsItOff() {
        assertThat(update("solutionVersionArn", solution + "/$LATEST")
                        .at("/latestCampaignUpdate/campaignConfig/syncWithLatestSolutionVersion")
                        .asBoolean())
                .isTrue();
        finishUpdate();
        assertThat(update("minProvisionedTPS", 2)
                        .at("/latestCampaignUpdate/campaignConfig/syncWithLatestSolutionVersion")
                        .asBoolean())
                .isTrue();
        finishUpdate();
        assertThat(update("solutionVersionArn", first)
                        .at("/latestCampaignUpdate/campaignConfig/syncWithLatestSolutionVersion")
                        .asBoolean())
                .isFalse();
        finishUpdate();
        assertThat(refusal(() -> update("campaignConfig", json("syncWithLatestSolutionVersion", true))))
                .contains("needs a solutionVersionArn that ends in /$LATEST");
    }

    @Test
    void aVersionOfAnotherSolutionIsRefused() {
        var other = fixture.version(fixture.solution("sims", group, "aws-sims"));

        assertThat(refusal(() -> update("solutionVersionArn", other)))
                .isEqualTo("InvalidInput: Solution version " + other + " is of another solution than campaign "
                        + campaign + ", which serves " + solution + ". Create another campaign.");
    }

    @Test
    void anUnknownCampaignIsNotFound() {
        assertThat(refusal(() -> fixture.call("UpdateCampaign", "campaignArn", fixture.arn("campaign/none"))))
                .startsWith("ResourceNotFound: ");
    }
}
