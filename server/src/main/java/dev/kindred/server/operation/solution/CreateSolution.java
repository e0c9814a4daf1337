package dev.kindred.server.operation.solution;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.constraint.EventTypeName;
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
import dev.kindred.server.operation.TrainingColumns;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.resource.SolutionConfig;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Creates a solution: a recipe with its configuration for training on a dataset group's data.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CreateSolution.html">API reference</a>
public final class CreateSolution implements Operation<CreateSolution.Request, CreateSolution.Response> {

    public record Request(
            @Required @ResourceName String name,
            @Nullable Boolean performHPO,
            @Nullable Boolean performAutoML,
            @Nullable Boolean performAutoTraining,
            @Nullable Boolean performIncrementalUpdate,
            @PersonalizeArn @Nullable String recipeArn,
            @Required @PersonalizeArn String datasetGroupArn,
            @EventTypeName @Nullable String eventType,
            @Nullable SolutionConfig solutionConfig,
            @Length(max = 200) @Sensitive @Nullable List<Tag> tags) {}

    public record Response(Arn solutionArn) {}

    private final ServiceContext context;

    public CreateSolution(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var tags = Tagging.checked(request.tags(), context.quotas());
        var config = request.solutionConfig() == null ? SolutionConfig.EMPTY : request.solutionConfig();
        boolean trainsItself = !Boolean.FALSE.equals(request.performAutoTraining());
        SolutionRules.checkSchedule(config.autoTrainingConfig(), trainsItself);
        var recipe = recipeOf(request, config, caller.scope());
        var now = context.now();
        var arn = caller.arn(ResourceKind.SOLUTION, request.name());
        return context.catalog().write(transaction -> {
            var group = transaction.require(DatasetGroup.class, caller.scope(), request.datasetGroupArn());
            group.requireActive();
            var schemas = GroupSchemas.of(transaction, group.arn());
            recipe.ifPresentOrElse(
                    it -> new SolutionRules(it, schemas).check(request.eventType(), config),
                    () -> TrainingColumns.check(config.trainingDataConfig(), schemas));
            var eventType = "".equals(request.eventType()) ? null : request.eventType();
            var solution = new Solution(
                    request.name(),
                    arn,
                    Boolean.TRUE.equals(request.performHPO()),
                    Boolean.TRUE.equals(request.performAutoML()),
                    trainsItself,
                    updatesItself(request, recipe),
                    recipe.map(it -> it.arn(caller.scope())).orElse(null),
                    group.arn(),
                    eventType,
                    config,
                    null,
                    Status.ACTIVE,
                    now,
                    now,
                    null,
                    null);
            transaction.insert(solution, tags);
            Quotas.requireRoom(
                    transaction.resources().count(group.arn(), ResourceKind.SOLUTION),
                    context.quotas().perGroup().solutions(),
                    "a solution");
            if (trainsItself) {
                transaction.schedule(TaskName.AUTO_TRAIN, arn, now.plus(context.firstTrainingDelay()));
            }
            return new Response(arn);
        });
    }

    /// The default is true for recipes with incremental updates.
    private static boolean updatesItself(Request request, Optional<RecipeFacts> recipe) {
        return !Boolean.FALSE.equals(request.performIncrementalUpdate())
                && recipe.filter(it -> it.can(RecipeAbility.INCREMENTAL_UPDATE)).isPresent();
    }

    /// Returns the recipe that the request names, or empty if the service selects one.
    private static Optional<RecipeFacts> recipeOf(Request request, SolutionConfig config, Scope scope) {
        if (Boolean.TRUE.equals(request.performAutoML())) {
            AutoMLRules.check(request.recipeArn(), config, scope);
            if (Boolean.TRUE.equals(request.performIncrementalUpdate())) {
                throw new InvalidInput(
                        "performIncrementalUpdate is for recipe aws-semantic-similarity, which performAutoML does not choose. Leave it out.");
            }
            return Optional.empty();
        }
        if (config.autoMLConfig() != null) {
            throw new InvalidInput("solutionConfig.autoMLConfig needs performAutoML to be true.");
        }
        if (request.recipeArn() == null) {
            throw new InvalidInput("recipeArn is missing. Name a recipe, or set performAutoML to true.");
        }
        var recipe = RecipeLookup.require(request.recipeArn(), scope);
        if (recipe.domain() != null) {
            throw new InvalidInput("Recipe %s is a use case of the domain %s. Use it with CreateRecommender."
                    .formatted(recipe.name(), recipe.domain()));
        }
        if (Boolean.TRUE.equals(request.performHPO()) && !recipe.can(RecipeAbility.HYPERPARAMETER_SEARCH)) {
            throw new InvalidInput("Recipe %s has no hyper-parameters that can be searched for. Leave performHPO out."
                    .formatted(recipe.name()));
        }
        if (Boolean.TRUE.equals(request.performIncrementalUpdate()) && !recipe.can(RecipeAbility.INCREMENTAL_UPDATE)) {
            throw new InvalidInput(
                    "performIncrementalUpdate is for recipe aws-semantic-similarity, not %s. Leave it out."
                            .formatted(recipe.name()));
        }
        return Optional.of(recipe);
    }
}
