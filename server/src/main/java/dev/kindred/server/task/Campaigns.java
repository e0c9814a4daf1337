package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.LatestVersion;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.Status;
import java.time.Instant;

/// Updates of campaigns to a new version of their solution.
public final class Campaigns {

    private static final System.Logger LOG = System.getLogger(Campaigns.class.getName());

    private Campaigns() {}

    /// Starts the update to `version`, which has become ACTIVE, of every campaign that follows the latest
    /// version. A campaign with an update in progress is skipped: call [#catchUp] when that update ends.
    public static void syncTo(Transaction transaction, SolutionVersion version, Instant now) {
        transaction
                .resources()
                .childrenOf(version.solutionArn(), Campaign.class, ResourceKind.CAMPAIGN)
                .forEach(campaign -> sync(transaction, campaign, version, now));
    }

    /// Starts the update of a campaign to its solution's newest ACTIVE version, if the campaign follows the
    /// latest version and serves an older one.
    public static void catchUp(Transaction transaction, Campaign campaign, Instant now) {
        LatestVersion.of(transaction, campaign.parent()).ifPresent(newest -> sync(transaction, campaign, newest, now));
    }

    private static void sync(Transaction transaction, Campaign campaign, SolutionVersion version, Instant now) {
        if (!campaign.followsLatestVersion()
                || campaign.status() != Status.ACTIVE
                || campaign.hasUpdateUnderWay()
                || !isNewer(transaction, version, campaign.solutionVersionArn())) {
            return;
        }
        transaction.replace(
                campaign,
                campaign.updating(version.arn(), campaign.minProvisionedTPS(), campaign.campaignConfig(), now));
        transaction.enqueue(TaskName.DEPLOY, campaign.arn(), campaign.arn(), now);
        LOG.log(INFO, "{0}: update to {1} started", campaign.arn(), version.arn());
    }

    private static boolean isNewer(Transaction transaction, SolutionVersion version, Arn served) {
        var versions = transaction
                .resources()
                .childrenOf(version.solutionArn(), SolutionVersion.class, ResourceKind.SOLUTION_VERSION)
                .stream()
                .map(SolutionVersion::arn)
                .toList();
        return versions.indexOf(version.arn()) > versions.indexOf(served);
    }
}
