package dev.kindred.server.operation.recommender;

import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Deletion;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.Updates;
import dev.kindred.server.resource.Recommender;

/// Deletes a recommender with its models.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_DeleteRecommender.html">API reference</a>
public final class DeleteRecommender implements Operation<DeleteRecommender.Request, DeleteRecommender.Response> {

    public record Request(@Required @PersonalizeArn String recommenderArn) {}

    public record Response() {}

    private final ServiceContext context;

    public DeleteRecommender(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().write(transaction -> {
            var recommender = transaction.require(Recommender.class, caller.scope(), request.recommenderArn());
            Updates.requireNoneUnderWay(recommender);
            Deletion.begin(transaction, recommender, recommender.arn(), context);
            return new Response();
        });
    }
}
