package dev.kindred.server.operation.recommender;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.Updates;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.Recommender;

/// Starts an inactive recommender with the model it has.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_StartRecommender.html">API reference</a>
public final class StartRecommender implements Operation<StartRecommender.Request, StartRecommender.Response> {

    public record Request(@Required @PersonalizeArn String recommenderArn) {}

    public record Response(Arn recommenderArn) {}

    private final ServiceContext context;

    public StartRecommender(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().write(transaction -> {
            var recommender = transaction.require(Recommender.class, caller.scope(), request.recommenderArn());
            Updates.requireNoneUnderWay(recommender);
            var now = context.now();
            transaction.replace(recommender, recommender.on(new LifeCycleEvent.StartRequested(), now));
            transaction.enqueue(TaskName.SWITCH_RECOMMENDER, recommender.arn(), recommender.arn(), now);
            return new Response(recommender.arn());
        });
    }
}
