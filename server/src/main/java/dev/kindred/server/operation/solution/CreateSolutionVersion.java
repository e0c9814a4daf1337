package dev.kindred.server.operation.solution;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.OneOf;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.ResourceName;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.error.ServiceException.ResourceAlreadyExists;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.Quotas;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.operation.Tagging;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.Tag;
import dev.kindred.server.resource.TrainingMode;
import dev.kindred.server.resource.TrainingType;
import dev.kindred.server.schema.DatasetType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Creates a version of a solution and enqueues its training.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_CreateSolutionVersion.html">API
/// reference</a>
public final class CreateSolutionVersion
        implements Operation<CreateSolutionVersion.Request, CreateSolutionVersion.Response> {

    public record Request(
            @ResourceName @Nullable String name,
            @Required @PersonalizeArn String solutionArn,

            @OneOf({"FULL", "UPDATE", "AUTOTRAIN"}) @Nullable
            String trainingMode,

            @Length(max = 200) @Sensitive @Nullable List<Tag> tags) {}

    public record Response(Arn solutionVersionArn) {}

    private final ServiceContext context;

    public CreateSolutionVersion(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var tags = Tagging.checked(request.tags(), context.quotas());
        var mode = request.trainingMode() == null ? TrainingMode.FULL : TrainingMode.valueOf(request.trainingMode());
        if (mode == TrainingMode.AUTOTRAIN) {
            throw new InvalidInput("trainingMode AUTOTRAIN is reserved for scheduled trainings. Give FULL or UPDATE.");
        }
        return context.catalog().write(transaction -> {
            var solution = transaction.require(Solution.class, caller.scope(), request.solutionArn());
            solution.requireActive();
            var schemas = GroupSchemas.of(transaction, solution.datasetGroupArn());
            var trainedOn = trainedOn(solution);
            schemas.requireNotGoing(trainedOn);
            schemas.require(trainedOn, "A training");
            requireActions(solution, schemas);
            if (mode == TrainingMode.UPDATE) {
                requireUpdatable(solution, transaction);
            }
            requireFreeName(solution, request.name(), transaction);
            var now = context.now();
            var arn = transaction.resources().newVersionArn(solution);
            var version = SolutionVersion.pending(solution, arn, request.name(), mode, TrainingType.MANUAL, now);
            transaction.insertVersion(version, tags, now); // same transaction: no version without its work
            Quotas.requireRoomForWork(
                    transaction,
                    caller.scope(),
                    ResourceKind.SOLUTION_VERSION,
                    context.quotas().pendingSolutionVersions());
            return new Response(arn);
        });
    }

    private static DatasetType trainedOn(Solution solution) {
        boolean itemsAlone = solution.recipeArn() != null
                && RecipeCatalogue.of(solution.recipeArn()).can(RecipeAbility.ITEMS_ALONE);
        return itemsAlone ? DatasetType.ITEMS : DatasetType.INTERACTIONS;
    }

    private static void requireActions(Solution solution, GroupSchemas schemas) {
        var recipe = solution.recipeArn();
        if (recipe != null && RecipeCatalogue.of(recipe).can(RecipeAbility.NEEDS_ACTIONS_DATASET)) {
            schemas.requireNotGoing(DatasetType.ACTIONS);
            schemas.require(
                    DatasetType.ACTIONS,
                    "A training by " + RecipeCatalogue.of(recipe).name());
        }
    }

    /// The name is not part of the version's ARN, so the catalog does not detect a duplicate.
    private static void requireFreeName(Solution solution, @Nullable String name, CatalogView view) {
        if (name == null) {
            return;
        }
        view.resources().childrenOf(solution.arn(), SolutionVersion.class, ResourceKind.SOLUTION_VERSION).stream()
                .filter(version -> name.equals(version.name()))
                .findFirst()
                .ifPresent(version -> {
                    throw new ResourceAlreadyExists("Solution %s already has a version named %s: %s."
                            .formatted(solution.arn(), name, version.arn()));
                });
    }

    private static void requireUpdatable(Solution solution, CatalogView view) {
        if (solution.recipeArn() == null
                || !RecipeCatalogue.of(solution.recipeArn()).can(RecipeAbility.UPDATE_TRAINING)) {
            throw new InvalidInput("trainingMode UPDATE is for recipes aws-user-personalization and aws-hrnn-coldstart."
                    + " Train with trainingMode FULL.");
        }
        boolean hasFull =
                view
                        .resources()
                        .childrenOf(solution.arn(), SolutionVersion.class, ResourceKind.SOLUTION_VERSION)
                        .stream()
                        .anyMatch(version ->
                                version.trainingMode() == TrainingMode.FULL && version.status() == Status.ACTIVE);
        if (!hasFull) {
            throw new InvalidInput(
                    "trainingMode UPDATE adds to an ACTIVE version that was trained with FULL, and solution %s has none."
                            .formatted(solution.arn()));
        }
    }
}
