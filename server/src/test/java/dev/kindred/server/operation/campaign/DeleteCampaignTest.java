package dev.kindred.server.operation.campaign;

import static dev.kindred.server.operation.OperationsFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.operation.OperationsFixture;
import org.junit.jupiter.api.Test;

class DeleteCampaignTest {
    private final OperationsFixture fixture = OperationsFixture.open();

    @Test
    void theVersionStays() {
        var version = fixture.version(fixture.solution("top", fixture.films(), "aws-sims"));
        var campaign = fixture.campaign("live", version);

        fixture.call("DeleteCampaign", "campaignArn", campaign);

        assertThat(fixture.call("DescribeCampaign", "campaignArn", campaign)
                        .at("/campaign/status")
                        .asString())
                .isEqualTo("DELETE PENDING");
        assertThat(fixture.queued(TaskName.DELETE)).hasSize(1);
        assertThat(fixture.call("DescribeSolutionVersion", "solutionVersionArn", version)
                        .at("/solutionVersion/status")
                        .asString())
                .isEqualTo("ACTIVE");
        assertThat(refusal(() -> fixture.call("DeleteCampaign", "campaignArn", campaign)))
                .isEqualTo("ResourceInUse: Resource Arn " + campaign + " is DELETE PENDING: it is being deleted"
                        + " already.");
    }
}
