package dev.kindred.server.operation.campaign;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Range;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.Updates;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.CampaignConfig;
import dev.kindred.server.resource.Status;
import org.jspecify.annotations.Nullable;

/// Updates the version or the configuration of a campaign. The campaign serves the previous version until the
/// update ends.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_UpdateCampaign.html">API reference</a>
public final class UpdateCampaign implements Operation<UpdateCampaign.Request, UpdateCampaign.Response> {

    public record Request(
            @Required @PersonalizeArn String campaignArn,
            @PersonalizeArn @Nullable String solutionVersionArn,
            @Range(min = 1) @Nullable Integer minProvisionedTPS,
            @Nullable CampaignConfig campaignConfig) {}

    public record Response(Arn campaignArn) {}

    private final ServiceContext context;

    public UpdateCampaign(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().write(transaction -> {
            var campaign = transaction.require(Campaign.class, caller.scope(), request.campaignArn());
            requireChangeable(campaign);
            var named = request.solutionVersionArn();
            var served = ServedVersion.require(
                    transaction,
                    caller.scope(),
                    named == null ? campaign.solutionVersionArn().toString() : named);
            if (!served.version().solutionArn().equals(campaign.parent())) {
                throw new InvalidInput(
                        "Solution version %s is of another solution than campaign %s, which serves %s. Create another campaign."
                                .formatted(served.version().arn(), campaign.arn(), campaign.parent()));
            }
            var config = configAfter(request, campaign, served);
            CampaignRules.check(config, served, transaction);
            var now = context.now();
            int tps = request.minProvisionedTPS() == null ? campaign.minProvisionedTPS() : request.minProvisionedTPS();
            transaction.replace(campaign, campaign.updating(served.version().arn(), tps, config, now));
            transaction.enqueue(TaskName.DEPLOY, campaign.arn(), campaign.arn(), now);
            return new Response(campaign.arn());
        });
    }

    private static void requireChangeable(Campaign campaign) {
        if (campaign.status() != Status.CREATE_FAILED) {
            campaign.requireActive();
        }
        Updates.requireNoneUnderWay(campaign);
    }

    /// Absent members keep their values. `/$LATEST` enables following of the latest version; the ARN of one
    /// version disables it.
    private static @Nullable CampaignConfig configAfter(Request request, Campaign campaign, ServedVersion served) {
        var asked = request.campaignConfig();
        boolean asksToFollow = asked != null && Boolean.TRUE.equals(asked.syncWithLatestSolutionVersion());
        if (asksToFollow
                && !served.followsLatest()
                && !(request.solutionVersionArn() == null && campaign.followsLatestVersion())) {
            throw new InvalidInput(
                    "campaignConfig.syncWithLatestSolutionVersion needs a solutionVersionArn that ends in /$LATEST, not one version's.");
        }
        var config = asked == null ? campaign.campaignConfig() : asked;
        if (served.followsLatest()) {
            return config == null ? new CampaignConfig(null, null, true, null) : config.following(true);
        }
        boolean namesVersion = request.solutionVersionArn() != null;
        return config != null && namesVersion && campaign.followsLatestVersion() ? config.following(false) : config;
    }
}
