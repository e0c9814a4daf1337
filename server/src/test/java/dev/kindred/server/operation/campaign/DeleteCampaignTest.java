package dev.kindred.server.operation.campaign;

import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.operation.OperationsFixture;
import org.junit.jupiter.api.Test;

class DeleteCampaignTest {
    private final OperationsFixture studio = OperationsFixture.open();

    @Test
    void theVersionStays() {
        var version = studio.version(studio.solution("top", studio.films(), "aws-sims"));
        var campaign = studio.campaign("live", version);

        studio.call("DeleteCampaign", "campaignArn", campaign);

        assertThat(studio.call("DescribeCampaign", "campaignArn", campaign)
                        .at("/campaign/status")
                        .asString())
                .isEqualTo("DELETE PENDING");
        assertThat(studio.queued(TaskName.DELETE)).hasSize(1);
        assertThat(studio.call("DescribeSolutionVersion", "solutionVersionArn", version)
                        .at("/solutionVersion/status")
                        .asString())
                .isEqualTo("ACTIVE");
        assertThat(refusal(() -> studio.call("DeleteCampaign", "campaignArn", campaign)))
                .isEqualTo("ResourceInUse: Resource Arn " + campaign + " is DELETE PENDING: it is being deleted"
                        + " already.");
    }
}
