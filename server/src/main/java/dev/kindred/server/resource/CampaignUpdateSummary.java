package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The latest update of a campaign.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CampaignUpdateSummary.html">API reference</a>
public record CampaignUpdateSummary(
        Arn solutionVersionArn,
        int minProvisionedTPS,
        @Nullable CampaignConfig campaignConfig,
        Status status,
        @Nullable String failureReason,
        Instant creationDateTime,
        Instant lastUpdatedDateTime) {

    CampaignUpdateSummary on(Arn campaign, LifeCycleEvent event, Instant now) {
        return new CampaignUpdateSummary(
                solutionVersionArn,
                minProvisionedTPS,
                campaignConfig,
                LifeCycle.after(campaign, status, event),
                event instanceof LifeCycleEvent.Failed failed ? failed.reason() : null,
                creationDateTime,
                now);
    }
}
