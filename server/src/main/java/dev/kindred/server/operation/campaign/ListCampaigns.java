package dev.kindred.server.operation.campaign;

import dev.kindred.server.constraint.PageLimit;
import dev.kindred.server.constraint.PageToken;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.ListRequest;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ResourceList;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.ResourceKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lists the campaigns of a solution, or all campaigns, newest first. The request may also give the ARN of a
/// solution version, for the campaigns that serve it: clean-up programs for Amazon Personalize do this.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_ListCampaigns.html">API reference</a>
public final class ListCampaigns implements Operation<ListCampaigns.Request, ListCampaigns.Response> {

    public record Request(
            @PersonalizeArn @Nullable String solutionArn,
            @PageToken @Nullable String nextToken,
            @PageLimit @Nullable Integer maxResults)
            implements ListRequest {}

    public record Response(
            List<CampaignSummary> campaigns, @Nullable String nextToken) {}

    private final ServiceContext context;
    private final ResourceList<Campaign, CampaignSummary> campaigns;

    public ListCampaigns(ServiceContext context) {
        this.context = context;
        this.campaigns = new ResourceList<>(context, Campaign.class, ResourceKind.CAMPAIGN, CampaignSummary::of);
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var arn = request.solutionArn();
        var page = versionIn(arn)
                .map(version -> context.paging()
                        .campaignsOf(ResourceList.query(name(), caller, arn, request), version)
                        .map(CampaignSummary::of))
                .orElseGet(() -> campaigns.page(name(), caller, arn, request));
        return new Response(page.entries(), page.nextToken());
    }

    private static Optional<Arn> versionIn(@Nullable String arn) {
        return Optional.ofNullable(arn)
                .flatMap(Arn::find)
                .filter(found -> ResourceKind.find(found).equals(Optional.of(ResourceKind.SOLUTION_VERSION)));
    }
}
