package dev.kindred.server.operation.campaign;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Deletion;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.Updates;
import dev.kindred.server.resource.Campaign;

/// Deletes a campaign. The solution version that it serves is kept.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DeleteCampaign.html">API reference</a>
public final class DeleteCampaign implements Operation<DeleteCampaign.Request, DeleteCampaign.Response> {

    public record Request(@Required @PersonalizeArn String campaignArn) {}

    public record Response() {}

    private final ServiceContext context;

    public DeleteCampaign(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().write(transaction -> {
            var campaign = transaction.require(Campaign.class, caller.scope(), request.campaignArn());
            Updates.requireNoneUnderWay(campaign);
            Deletion.begin(transaction, campaign, campaign.arn(), context);
            return new Response();
        });
    }
}
