package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.catalog.LatestVersion;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.Task;
import dev.kindred.server.recipe.RecipeAbility;
import dev.kindred.server.recipe.RecipeCatalogue;
import dev.kindred.server.recipe.RecipeFacts;
import dev.kindred.server.recipe.RecipeType;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.Recommender;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.SolutionVersion;
import dev.kindred.server.resource.Status;
import dev.kindred.server.resource.TrainingMode;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Begins the updates of models that are deployed, so that new items can be recommended before the next training:
/// of a solution's newest version that was trained in full, and of a recommender. Where nothing is new it begins none.
/// Either way it sets the time at which it looks again, as long as the model may be updated at all.
///
/// @see <a
/// href="https://docs.aws.amazon.com/personalize/latest/dg/native-recipe-new-item-USER_PERSONALIZATION.html#automatic-updates">
/// Automatic updates</a>
public final class AutoUpdate implements Task {

    private static final System.Logger LOG = System.getLogger(AutoUpdate.class.getName());

    private final Catalog catalog;
    private final NewData newData;
    private final Duration interval;
    private final InstantSource clock;

    /// @param newData whether there is anything to take in
    /// @param interval how long after one look the next is taken
    public AutoUpdate(Catalog catalog, NewData newData, Duration interval, InstantSource clock) {
        this.catalog = catalog;
        this.newData = newData;
        this.interval = interval;
        this.clock = clock;
    }

    /// Sets the time of the first look at a model that has just been deployed, if models of its recipe are updated.
    static void begin(
            Transaction transaction, Arn source, @Nullable Arn recipe, Duration interval, InstantSource clock) {
        if (recipe != null && isUpdated(RecipeCatalogue.of(recipe))) {
            transaction.schedule(TaskName.AUTO_UPDATE, source, Times.now(clock).plus(interval));
        }
    }

    /// Actions are read when they are recommended, new ones too.
    private static boolean isUpdated(RecipeFacts recipe) {
        return recipe.can(RecipeAbility.AUTO_UPDATE) && recipe.type() != RecipeType.PERSONALIZED_ACTIONS;
    }

    @Override
    public TaskName name() {
        return TaskName.AUTO_UPDATE;
    }

    @Override
    public Load load() {
        return Load.LIGHT;
    }

    @Override
    public void run(Job job) {
        catalog.write(transaction -> {
            if (transaction.dequeue(job.queued())) { // otherwise a deployment has begun the schedule anew
                transaction
                        .find(job.arn())
                        .filter(source -> mayBeUpdated(transaction, source))
                        .ifPresent(source -> update(transaction, source));
            }
            return job;
        });
    }

    /// One update less is no harm: the schedule goes on.
    @Override
    public void abandon(Job job, String reason) {
        LOG.log(WARNING, "{0} is not updated by itself this time: {1}", job.arn(), reason);
        catalog.write(transaction -> {
            if (transaction.dequeue(job.queued())) {
                transaction.schedule(
                        TaskName.AUTO_UPDATE, job.arn(), Times.now(clock).plus(interval));
            }
            return job;
        });
    }

    private boolean mayBeUpdated(CatalogView view, Resource source) {
        return switch (source) {
            case Recommender recommender -> !recommender.status().isBeingDeleted();
            case SolutionVersion version ->
                version.status() == Status.ACTIVE
                        && LatestVersion.of(view, version.solutionArn())
                                .filter(version::equals)
                                .isPresent()
                        && !hasUpdateByHand(view, version)
                        && isServed(view, version);
            default -> throw new IllegalStateException(source.arn() + " has no model");
        };
    }

    private static boolean isServed(CatalogView view, SolutionVersion version) {
        return view.resources().childrenOf(version.solutionArn(), Campaign.class, ResourceKind.CAMPAIGN).stream()
                .anyMatch(campaign -> campaign.status() == Status.ACTIVE
                        && campaign.solutionVersionArn().equals(version.arn()));
    }

    /// Whoever updates by hand does so from then on.
    private static boolean hasUpdateByHand(CatalogView view, SolutionVersion version) {
        return view
                .resources()
                .childrenOf(version.solutionArn(), SolutionVersion.class, ResourceKind.SOLUTION_VERSION)
                .stream()
                .anyMatch(other -> other.trainingMode() == TrainingMode.UPDATE && other.status() == Status.ACTIVE);
    }

    private void update(Transaction transaction, Resource source) {
        var now = Times.now(clock);
        transaction.schedule(TaskName.AUTO_UPDATE, source.arn(), now.plus(interval));
        boolean isNeeded = source.status() == Status.ACTIVE
                && transaction
                        .models()
                        .findNewest(source.arn())
                        .filter(model -> newData.since(transaction, groupOf(source), model.knownUntil()))
                        .isPresent();
        boolean isUnderWay = transaction.queue().stream()
                .anyMatch(
                        job -> job.task() == TaskName.UPDATE_MODEL && job.arn().equals(source.arn()));
        if (isNeeded && !isUnderWay) {
            LOG.log(INFO, "{0} takes in what is new", source.arn());
            transaction.enqueue(TaskName.UPDATE_MODEL, source.arn(), source.arn(), now);
        }
    }

    private static Arn groupOf(Resource source) {
        return switch (source) {
            case Recommender recommender -> recommender.datasetGroupArn();
            case SolutionVersion version -> version.datasetGroupArn();
            default -> throw new IllegalStateException(source.arn() + " has no model");
        };
    }
}
