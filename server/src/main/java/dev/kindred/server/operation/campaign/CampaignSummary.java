package dev.kindred.server.operation.campaign;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The summary of a campaign in list responses.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CampaignSummary.html">API reference</a>
public record CampaignSummary(
        String name,
        Arn campaignArn,
        Status status,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable String failureReason) {

    static CampaignSummary of(Campaign it) {
        return new CampaignSummary(
                it.name(),
                it.campaignArn(),
                it.status(),
                it.creationDateTime(),
                it.lastUpdatedDateTime(),
                it.failureReason());
    }
}
