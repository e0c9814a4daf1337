package dev.kindred.server.operation.recommender;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.Updates;
import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.RecommenderConfig;

/// Updates the configuration of a recommender. The recommender serves with its previous configuration until the
/// update ends.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_UpdateRecommender.html">API reference</a>
public final class UpdateRecommender implements Operation<UpdateRecommender.Request, UpdateRecommender.Response> {

    public record Request(
            @Required @PersonalizeArn String recommenderArn,
            @Required RecommenderConfig recommenderConfig) {}

    public record Response(Arn recommenderArn) {}

    private final ServiceContext context;

    public UpdateRecommender(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        return context.catalog().write(transaction -> {
            var recommender = transaction.require(Recommender.class, caller.scope(), request.recommenderArn());
            recommender.requireActive();
            Updates.requireNoneUnderWay(recommender);
            var asked = request.recommenderConfig();
            var config = RecommenderRules.merged(asked, recommender.recommenderConfig());
            RecommenderRules.check( // an unchanged setting may refer to a deleted dataset
                    asked == null ? config : asked,
                    RecipeCatalogue.of(recommender.recipeArn()),
                    GroupSchemas.of(transaction, recommender.datasetGroupArn()));
            var now = context.now();
            transaction.replace(recommender, recommender.updating(config, now));
            transaction.enqueue(TaskName.TRAIN_RECOMMENDER, recommender.arn(), recommender.arn(), now);
            return new Response(recommender.arn());
        });
    }
}
