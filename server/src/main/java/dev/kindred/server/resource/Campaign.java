package dev.kindred.server.resource;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A solution version that answers requests.
///
/// @param solutionVersionArn the version that answers; it moves when an update is ACTIVE
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

    /// Returns this campaign with a change under way.
    public Campaign updating(Arn version, int tps, @Nullable CampaignConfig config, Instant now) {
        return with(this, now, new CampaignUpdateSummary(version, tps, config, Status.CREATE_PENDING, null, now, now));
    }

    /// Returns this campaign after `event` of the change that is under way. Until that is ACTIVE, and where
    /// it fails, all stays as it was.
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
                Status.ACTIVE, // a campaign whose creation had failed is made good by an update
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

    /// Whether a change has not come to its end.
    public boolean hasUpdateUnderWay() {
        return latestCampaignUpdate != null && latestCampaignUpdate.status().isBeingCreated();
    }

    /// Whether it goes over to each new version of its solution by itself.
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

    /// Its solution, by which campaigns are listed.
    @Override
    public Arn parent() {
        return solutionVersionArn.upToFirstSegment();
    }
}
