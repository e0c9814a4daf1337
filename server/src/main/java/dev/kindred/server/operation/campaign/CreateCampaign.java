package dev.kindred.server.operation.campaign;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Range;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.ResourceName;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.Quotas;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.Tagging;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.CampaignConfig;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Creates a campaign, which deploys a solution version to serve recommendations.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CreateCampaign.html">API reference</a>
public final class CreateCampaign implements Operation<CreateCampaign.Request, CreateCampaign.Response> {

    public record Request(
            @Required @ResourceName String name,
            @Required @PersonalizeArn String solutionVersionArn,
            @Range(min = 1) @Nullable Integer minProvisionedTPS,
            @Nullable CampaignConfig campaignConfig,
            @Length(max = 200) @Sensitive @Nullable List<Tag> tags) {}

    public record Response(Arn campaignArn) {}

    private final ServiceContext context;

    public CreateCampaign(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var tags = Tagging.checked(request.tags(), context.quotas());
        var now = context.now();
        var arn = caller.arn(ResourceKind.CAMPAIGN, request.name());
        var config = request.campaignConfig();
        return context.catalog().write(transaction -> {
            var served = ServedVersion.require(transaction, caller.scope(), request.solutionVersionArn());
            requireAgreement(served, config);
            CampaignRules.check(config, served, transaction);
            var campaign = new Campaign(
                    request.name(),
                    arn,
                    served.version().arn(),
                    request.minProvisionedTPS() == null ? 1 : request.minProvisionedTPS(),
                    config,
                    Status.CREATE_PENDING,
                    null,
                    now,
                    now,
                    null);
            transaction.insert(campaign, tags);
            Quotas.requireRoom(
                    campaignsOf(served.version().datasetGroupArn(), transaction),
                    context.quotas().perGroup().campaigns(),
                    "a campaign");
            transaction.enqueue(TaskName.DEPLOY, arn, arn, now);
            return new Response(arn);
        });
    }

    private static void requireAgreement(ServedVersion served, @Nullable CampaignConfig config) {
        boolean sync = config != null && Boolean.TRUE.equals(config.syncWithLatestSolutionVersion());
        if (sync && !served.followsLatest()) {
            throw new InvalidInput(
                    "campaignConfig.syncWithLatestSolutionVersion needs a solutionVersionArn that ends in /$LATEST, not one version's.");
        }
        if (!sync && served.followsLatest()) {
            throw new InvalidInput(
                    "A solutionVersionArn that ends in /$LATEST needs campaignConfig.syncWithLatestSolutionVersion to be true.");
        }
    }

    private static long campaignsOf(Arn group, CatalogView view) {
        return view.resources().childrenOf(group, Solution.class, ResourceKind.SOLUTION).stream()
                .mapToLong(solution -> view.resources().count(solution.arn(), ResourceKind.CAMPAIGN))
                .sum();
    }
}
