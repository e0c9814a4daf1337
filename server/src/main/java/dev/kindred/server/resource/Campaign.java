package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A deployed solution version.
///
/// @param solutionVersionArn the deployed version; it changes when an update becomes ACTIVE
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_Campaign.html">API reference</a>
public record Campaign(
        String name,
        Arn campaignArn,
        Arn solutionVersionArn,
        int minProvisionedTPS,
        @Nullable CampaignConfig campaignConfig,
        Status status,
        @Nullable String failureReason,
        Instant creationDateTime,
        Instant lastUpdatedDateTime,
        @Nullable CampaignUpdateSummary latestCampaignUpdate)
        implements Resource.Living<Campaign> {

    @Override
    public Campaign on(LifeCycleEvent event, Instant now) {
        return new Campaign(
                name,
                campaignArn,
                solutionVersionArn,
                minProvisionedTPS,
                campaignConfig,
                LifeCycle.after(campaignArn, status, event),
                event instanceof LifeCycleEvent.Failed failed ? failed.reason() : null,
                creationDateTime,
                now,
                latestCampaignUpdate);
    }

    /// Returns this campaign with a pending update.
    public Campaign updating(Arn version, int tps, @Nullable CampaignConfig config, Instant now) {
        return with(this, now, new CampaignUpdateSummary(version, tps, config, Status.CREATE_PENDING, null, now, now));
    }

    /// Returns this campaign after `event` of its update. The campaign keeps its configuration until the update is
    /// ACTIVE, and keeps it if the update fails.
    public Campaign onUpdate(LifeCycleEvent event, Instant now) {
        if (latestCampaignUpdate == null) {
            throw new IllegalStateException(campaignArn + " has no update under way");
        }
        var update = latestCampaignUpdate.on(campaignArn, event, now);
        if (update.status() != Status.ACTIVE) {
            return with(this, now, update);
        }
        return new Campaign(
                name,
                campaignArn,
                update.solutionVersionArn(),
                update.minProvisionedTPS(),
                update.campaignConfig(),
                Status.ACTIVE, // an update also repairs a campaign whose creation failed
                null,
                creationDateTime,
                now,
                update);
    }

    private static Campaign with(Campaign it, Instant now, CampaignUpdateSummary update) {
        return new Campaign(
                it.name,
                it.campaignArn,
                it.solutionVersionArn,
                it.minProvisionedTPS,
                it.campaignConfig,
                it.status,
                it.failureReason,
                it.creationDateTime,
                now,
                update);
    }

    /// Returns whether an update has not ended.
    public boolean hasUpdateUnderWay() {
        return latestCampaignUpdate != null && latestCampaignUpdate.status().isBeingCreated();
    }

    /// Returns whether the campaign automatically deploys each new version of its solution.
    public boolean followsLatestVersion() {
        return campaignConfig != null && Boolean.TRUE.equals(campaignConfig.syncWithLatestSolutionVersion());
    }

    @Override
    public Arn arn() {
        return campaignArn;
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.CAMPAIGN;
    }

    /// Returns the solution, which is the key for listing campaigns.
    @Override
    public Arn parent() {
        return solutionVersionArn.upToFirstSegment();
    }
}
