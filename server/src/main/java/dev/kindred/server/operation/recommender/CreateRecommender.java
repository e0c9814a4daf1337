package dev.kindred.server.operation.recommender;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.ResourceName;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.Quotas;
import dev.kindred.server.operation.RecipeLookup;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.Tagging;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.AutoTrainingConfig;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.RecommenderConfig;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.Tag;
import dev.kindred.server.schema.DatasetType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Creates a recommender: trains and deploys a model for a use case of a domain.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CreateRecommender.html">API reference</a>
public final class CreateRecommender implements Operation<CreateRecommender.Request, CreateRecommender.Response> {

    public record Request(
            @Required @ResourceName String name,
            @Required @PersonalizeArn String datasetGroupArn,
            @Required @PersonalizeArn String recipeArn,
            @Nullable RecommenderConfig recommenderConfig,
            @Length(max = 200) @Sensitive @Nullable List<Tag> tags) {}

    public record Response(Arn recommenderArn) {}

    private static final RecommenderConfig DEFAULTS = new RecommenderConfig(null, 1, null, null);

    private final ServiceContext context;

    public CreateRecommender(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var tags = Tagging.checked(request.tags(), context.quotas());
        var recipe = RecipeLookup.require(request.recipeArn(), caller.scope());
        var config = RecommenderRules.merged(request.recommenderConfig(), DEFAULTS);
        var now = context.now();
        var arn = caller.arn(ResourceKind.RECOMMENDER, request.name());
        return context.catalog().write(transaction -> {
            var group = transaction.require(DatasetGroup.class, caller.scope(), request.datasetGroupArn());
            group.requireActive();
            requireSameDomain(group, recipe);
            var schemas = GroupSchemas.of(transaction, group.arn());
            schemas.requireNotGoing(DatasetType.INTERACTIONS);
            schemas.require(DatasetType.INTERACTIONS, "A recommender");
            if (recipe.can(RecipeAbility.NEEDS_ITEMS_DATASET)) {
                schemas.require(DatasetType.ITEMS, "A recommender of " + recipe.name());
            }
            RecommenderRules.check(config, recipe, schemas);
            transaction.insert(
                    new Recommender(
                            arn,
                            group.arn(),
                            request.name(),
                            recipe.arn(caller.scope()),
                            config,
                            now,
                            now,
                            Status.CREATE_PENDING,
                            null,
                            null,
                            null),
                    tags);
            requireRoom(transaction, caller, group);
            transaction.enqueue(TaskName.TRAIN_RECOMMENDER, arn, arn, now);
            transaction.schedule(TaskName.AUTO_TRAIN, arn, now.plus(Duration.ofDays(AutoTrainingConfig.DEFAULT_DAYS)));
            return new Response(arn);
        });
    }

    private static void requireSameDomain(DatasetGroup group, RecipeFacts recipe) {
        if (group.domain() == null) {
            throw new InvalidInput(
                    "Recommenders need a domain dataset group, and %s is a custom one. Create a dataset group with a domain, or a solution and a campaign."
                            .formatted(group.arn()));
        }
        if (!group.domain().equals(recipe.domain())) {
            throw new InvalidInput(
                    "Recipe %s is %s; dataset group %s is for the domain %s. Name one of that domain's use cases."
                            .formatted(
                                    recipe.name(),
                                    recipe.domain() == null
                                            ? "for solutions"
                                            : "a use case of the domain " + recipe.domain(),
                                    group.arn(),
                                    group.domain()));
        }
    }

    private void requireRoom(CatalogView view, Caller caller, DatasetGroup group) {
        var quotas = context.quotas();
        Quotas.requireRoom(
                view.resources().count(group.arn(), ResourceKind.RECOMMENDER),
                quotas.perGroup().recommenders(),
                "a recommender");
        Quotas.requireRoom(
                view.resources().count(caller.scope(), ResourceKind.RECOMMENDER),
                quotas.recommenders(),
                "a recommender");
    }
}
