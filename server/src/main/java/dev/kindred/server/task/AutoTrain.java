package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.job.Job;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.resource.AutoTrainingConfig;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.TrainingMode;
import dev.kindred.server.resource.TrainingType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Scheduled task that starts automatic trainings: of a solution at its training interval, of a recommender
/// every week. It starts no training if the dataset group has no new data.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/solution-config-auto-training.html">Automatic
/// training</a>
public final class AutoTrain extends ScheduledStart {

    private static final System.Logger LOG = System.getLogger(AutoTrain.class.getName());

    private final NewData newData;
    private final Duration firstTrainingDelay;
    private final InstantSource clock;

    /// @param firstTrainingDelay delay of a new solution's first automatic training, which a manual training
    /// replaces
    public AutoTrain(Catalog catalog, NewData newData, Duration firstTrainingDelay, InstantSource clock) {
        super(catalog);
        this.newData = newData;
        this.firstTrainingDelay = firstTrainingDelay;
        this.clock = clock;
    }

    @Override
    public TaskName name() {
        return TaskName.AUTO_TRAIN;
    }

    @Override
    void start(Transaction transaction, Resource resource, Job job) {
        switch (resource) {
            case Solution solution -> train(transaction, solution, job);
            case Recommender recommender -> train(transaction, recommender);
            default -> throw new IllegalStateException(resource.arn() + " has no training schedule");
        }
    }

    private void train(Transaction transaction, Solution solution, Job job) {
        var versions = transaction
                .resources()
                .childrenOf(solution.arn(), SolutionVersion.class, ResourceKind.SOLUTION_VERSION);
        if (solution.status() != Status.ACTIVE || isTrainedByHand(solution, versions, job)) {
            return;
        }
        var last = versions.reversed().stream()
                .filter(version ->
                        version.status() == Status.ACTIVE || version.status().isBeingCreated())
                .findFirst();
        boolean knowsAll = last.isPresent()
                && !learnsFromItemsAlone(solution)
                && !newData.since(
                        transaction, solution.datasetGroupArn(), last.get().creationDateTime());
        if (knowsAll
                || last.filter(version -> version.status().isBeingCreated()).isPresent()) {
            LOG.log(INFO, "{0} has no new training data", solution.arn());
            return;
        }
        var now = Times.now(clock);
        var version = SolutionVersion.pending(
                solution,
                transaction.resources().newVersionArn(solution),
                null,
                TrainingMode.FULL,
                TrainingType.AUTOMATIC,
                now);
        transaction.insertVersion(version, List.of(), now);
        LOG.log(INFO, "{0}: automatic training of {1} started", solution.arn(), version.arn());
    }

    /// Training such a recipe is cheap, because each text is embedded once. It refreshes popularity and
    /// freshness.
    private static boolean learnsFromItemsAlone(Solution solution) {
        return solution.recipeArn() != null
                && RecipeCatalogue.of(solution.recipeArn()).can(RecipeAbility.ITEMS_ALONE);
    }

    /// Returns whether the owner trained the solution before its first automatic training.
    private boolean isTrainedByHand(Solution solution, List<SolutionVersion> versions, Job job) {
        var first = solution.creationDateTime().plus(firstTrainingDelay);
        return !versions.isEmpty() && !job.queued().notBefore().isAfter(first);
    }

    private void train(Transaction transaction, Recommender recommender) {
        if (recommender.status() != Status.ACTIVE || recommender.hasUpdateUnderWay()) {
            return;
        }
        boolean knowsAll = transaction
                .models()
                .findNewest(recommender.arn())
                .filter(model -> !newData.since(transaction, recommender.datasetGroupArn(), model.trainedAt()))
                .isPresent();
        if (knowsAll) {
            LOG.log(INFO, "{0} has no new training data", recommender.arn());
            return;
        }
        transaction.enqueue(TaskName.TRAIN_RECOMMENDER, recommender.arn(), recommender.arn(), Times.now(clock));
    }

    /// The next start is a whole number of intervals after this one, regardless of downtime.
    @Override
    Optional<Instant> next(CatalogView view, Resource resource, Job job) {
        int days = switch (resource) {
            case Solution solution -> solution.performAutoTraining() ? solution.trainingIntervalDays() : 0;
            default -> AutoTrainingConfig.DEFAULT_DAYS;
        };
        if (days == 0) {
            return Optional.empty();
        }
        var interval = Duration.ofDays(days);
        var next = job.queued().notBefore().plus(interval);
        while (!next.isAfter(clock.instant())) {
            next = next.plus(interval);
        }
        return Optional.of(next);
    }
}
