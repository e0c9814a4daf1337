package dev.kindred.server.operation.solution;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.constraint.PersonalizeArn;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.operation.Caller;
import dev.kindred.server.operation.GroupSchemas;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.operation.ServiceContext;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.resource.SolutionUpdateConfig;
import dev.kindred.server.resource.SolutionUpdateSummary;
import dev.kindred.server.resource.Status;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Updates a solution's automatic training, incremental updates or event weights. The training schedule restarts
/// at the update.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_UpdateSolution.html">API reference</a>
public final class UpdateSolution implements Operation<UpdateSolution.Request, UpdateSolution.Response> {

    public record Request(
            @Required @PersonalizeArn String solutionArn,
            @Nullable Boolean performAutoTraining,
            @Nullable Boolean performIncrementalUpdate,
            @Nullable SolutionUpdateConfig solutionUpdateConfig) {}

    public record Response(Arn solutionArn) {}

    private final ServiceContext context;

    public UpdateSolution(ServiceContext context) {
        this.context = context;
    }

    @Override
    public Response handle(Request request, Caller caller) {
        var config = request.solutionUpdateConfig();
        if (request.performAutoTraining() == null
                && request.performIncrementalUpdate() == null
                && (config == null || (config.autoTrainingConfig() == null && config.eventsConfig() == null))) {
            throw new InvalidInput(
                    "The request changes nothing. Give performAutoTraining, performIncrementalUpdate, or a solutionUpdateConfig"
                            + " with an autoTrainingConfig or eventsConfig.");
        }
        return context.catalog().write(transaction -> {
            var solution = transaction.require(Solution.class, caller.scope(), request.solutionArn());
            solution.requireActive();
            check(request, solution, GroupSchemas.of(transaction, solution.datasetGroupArn()));
            var now = context.now();
            var update = new SolutionUpdateSummary(
                    request.solutionUpdateConfig(),
                    Status.ACTIVE,
                    request.performAutoTraining(),
                    request.performIncrementalUpdate(),
                    now,
                    now,
                    null);
            schedule(transaction, transaction.replace(solution, solution.updated(update)), now);
            return new Response(solution.arn());
        });
    }

    private static void schedule(Transaction transaction, Solution updated, Instant now) {
        if (updated.performIncrementalUpdate()) {
            transaction.schedule(TaskName.INCREMENTAL_UPDATE, updated.arn(), now); // ends if nothing is deployed
        }
        if (updated.performAutoTraining()) {
            var interval = Duration.ofDays(updated.trainingIntervalDays());
            transaction.schedule(TaskName.AUTO_TRAIN, updated.arn(), now.plus(interval));
        } else {
            transaction.jobs().cancel(TaskName.AUTO_TRAIN, updated.arn());
        }
    }

    private static boolean canUpdateItself(Solution solution) {
        return solution.recipeArn() != null
                && RecipeCatalogue.of(solution.recipeArn()).can(RecipeAbility.INCREMENTAL_UPDATE);
    }

    private static void check(Request request, Solution solution, GroupSchemas schemas) {
        if (Boolean.TRUE.equals(request.performIncrementalUpdate()) && !canUpdateItself(solution)) {
            throw new InvalidInput(
                    "performIncrementalUpdate is for recipe aws-semantic-similarity alone. Leave it out.");
        }
        var config = request.solutionUpdateConfig();
        if (config == null) {
            return;
        }
        boolean trainsItself =
                request.performAutoTraining() == null ? solution.performAutoTraining() : request.performAutoTraining();
        SolutionRules.checkSchedule(config.autoTrainingConfig(), trainsItself);
        if (config.eventsConfig() == null) {
            return;
        }
        if (solution.recipeArn() == null) {
            throw new InvalidInput("eventsConfig is not for solutions with performAutoML. Leave it out.");
        }
        if (solution.eventType() != null) {
            throw new InvalidInput(
                    "The solution trains only on events of type %s, so eventsConfig cannot weight others."
                            .formatted(solution.eventType()));
        }
        new SolutionRules(RecipeCatalogue.of(solution.recipeArn()), schemas).checkEvents(config.eventsConfig());
    }
}
