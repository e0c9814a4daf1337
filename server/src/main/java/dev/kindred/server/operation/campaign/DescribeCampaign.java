package dev.kindred.server.operation.campaign;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.resource.Campaign;

/// Describes a campaign.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DescribeCampaign.html">API reference</a>
public final class DescribeCampaign implements Operation<DescribeCampaign.Request, DescribeCampaign.Response> {

    public record Request(@Required @PersonalizeArn String campaignArn) {}

    public record Response(Campaign campaign) {}

    private final ServiceContext context;

    public DescribeCampaign(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return new Response(
                context.catalog().read(view -> view.require(Campaign.class, caller.scope(), request.campaignArn())));
    }
}
