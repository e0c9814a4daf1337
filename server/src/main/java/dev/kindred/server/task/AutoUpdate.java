package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.catalog.LatestVersion;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.job.Job;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Scheduled task that starts updates of deployed models, so that new items can be recommended before the next
/// training. It updates a solution's newest version with training mode FULL, or a recommender. It starts no
/// update if there is no new data. The schedule ends when the model can no longer be updated.
///
/// @see <a
/// href="https://docs.aws.amazon.com/personalize/latest/dg/native-recipe-new-item-USER_PERSONALIZATION.html#automatic-updates">
/// Automatic updates</a>
public final class AutoUpdate extends ScheduledStart {

    private static final System.Logger LOG = System.getLogger(AutoUpdate.class.getName());

    private final NewData newData;
    private final Duration interval;
    private final InstantSource clock;

    /// @param interval the time between two runs
    public AutoUpdate(Catalog catalog, NewData newData, Duration interval, InstantSource clock) {
        super(catalog);
        this.newData = newData;
        this.interval = interval;
        this.clock = clock;
    }

    /// Schedules the first update check of a newly deployed model, if models of its recipe are updated.
    static void begin(
            Transaction transaction, Arn source, @Nullable Arn recipe, Duration interval, InstantSource clock) {
        if (recipe != null && isUpdated(RecipeCatalogue.of(recipe))) {
            transaction.schedule(TaskName.AUTO_UPDATE, source, Times.now(clock).plus(interval));
        }
    }

    /// Models of actions need no update: recommendations read the Actions dataset directly, including new
    /// actions.
    private static boolean isUpdated(RecipeFacts recipe) {
        return recipe.can(RecipeAbility.AUTO_UPDATE) && recipe.type() != RecipeType.PERSONALIZED_ACTIONS;
    }

    @Override
    public TaskName name() {
        return TaskName.AUTO_UPDATE;
    }

    @Override
    Optional<Instant> next(CatalogView view, Resource source, Job job) {
        return mayBeUpdated(view, source) ? Optional.of(Times.now(clock).plus(interval)) : Optional.empty();
    }

    @Override
    void start(Transaction transaction, Resource source, Job job) {
        boolean isNeeded = source.status() == Status.ACTIVE
                && mayBeUpdated(transaction, source)
                && transaction
                        .models()
                        .findNewest(source.arn())
                        .filter(model -> newData.since(transaction, groupOf(source), model.knownUntil()))
                        .isPresent();
        boolean isUnderWay = transaction.jobs().all().stream()
                .anyMatch(other ->
                        other.task() == TaskName.UPDATE_MODEL && other.arn().equals(source.arn()));
        if (isNeeded && !isUnderWay) {
            LOG.log(INFO, "{0}: automatic update started", source.arn());
            transaction.enqueue(TaskName.UPDATE_MODEL, source.arn(), source.arn(), Times.now(clock));
        }
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

    /// A manual update ends the automatic updates.
    private static boolean hasUpdateByHand(CatalogView view, SolutionVersion version) {
        return view
                .resources()
                .childrenOf(version.solutionArn(), SolutionVersion.class, ResourceKind.SOLUTION_VERSION)
                .stream()
                .anyMatch(other -> other.trainingMode() == TrainingMode.UPDATE && other.status() == Status.ACTIVE);
    }

    private static Arn groupOf(Resource source) {
        return switch (source) {
            case Recommender recommender -> recommender.datasetGroupArn();
            case SolutionVersion version -> version.datasetGroupArn();
            default -> throw new IllegalStateException(source.arn() + " has no model");
        };
    }
}
