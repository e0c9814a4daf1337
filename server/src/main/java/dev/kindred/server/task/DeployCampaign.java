package dev.kindred.server.task;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.deployment.Deployments;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.job.Task;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Campaign;
import dev.kindred.server.resource.LifeCycleEvent;
import dev.kindred.server.resource.Solution;
import dev.kindred.server.resource.SolutionVersion;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/// Deploys a solution version's model for a campaign. The creation, or an update, is in progress until [Deployments]
/// serve the model, and becomes ACTIVE then. If the model cannot be loaded, the campaign serves its previous model.
public final class DeployCampaign implements Task {

    private static final System.Logger LOG = System.getLogger(DeployCampaign.class.getName());

    private static final String UNREADABLE =
            "The model of its solution version cannot be read. Train another version and deploy that; the server's log"
                    + " tells what is wrong with this one.";

    private final Catalog catalog;
    private final Deployments deployments;
    private final Duration updateInterval;
    private final InstantSource clock;

    /// @param updateInterval the time from a deployment to the first automatic update of its model
    public DeployCampaign(Catalog catalog, Deployments deployments, Duration updateInterval, InstantSource clock) {
        this.catalog = catalog;
        this.deployments = deployments;
        this.updateInterval = updateInterval;
        this.clock = clock;
    }

    @Override
    public TaskName name() {
        return TaskName.DEPLOY;
    }

    @Override
    public Load load() {
        return Load.LIGHT;
    }

    @Override
    public void run(Job job) throws JobFailure, InterruptedException {
        job.write(catalog, transaction -> {
            var current = transaction.require(Campaign.class, job.arn());
            return transaction.replace(current, on(current, new LifeCycleEvent.Started()));
        });
        job.progress().reach("loading the model", 0);
        requireServed(job);
        var deployed = job.write(catalog, transaction -> {
            transaction.jobs().finish(job.queued());
            var campaign = transaction.require(Campaign.class, job.arn());
            var ended = end(transaction, campaign, new LifeCycleEvent.Finished());
            scheduleUpdate(transaction, ended.solutionVersionArn());
            return ended;
        });
        LOG.log(INFO, "{0}: serves {1}", job.arn(), deployed.solutionVersionArn());
    }

    private void requireServed(Job job) throws JobFailure, InterruptedException {
        try {
            deployments.requireServed(job.arn());
        } catch (IOException e) {
            throw new JobFailure(UNREADABLE, e);
        }
    }

    private static boolean isFirst(Campaign campaign) {
        return !campaign.hasUpdateUnderWay();
    }

    private Campaign on(Campaign campaign, LifeCycleEvent event) {
        var now = Times.now(clock);
        return isFirst(campaign) ? campaign.on(event, now) : campaign.onUpdate(event, now);
    }

    private Campaign end(Transaction transaction, Campaign campaign, LifeCycleEvent event) {
        var now = Times.now(clock);
        var ended = transaction.replace(campaign, on(campaign, event));
        Campaigns.catchUp(transaction, ended, now);
        transaction
                .find(Solution.class, ended.parent())
                .filter(Solution::performIncrementalUpdate)
                .ifPresent(solution -> transaction.schedule(TaskName.INCREMENTAL_UPDATE, solution.arn(), now));
        return ended;
    }

    private void scheduleUpdate(Transaction transaction, Arn versionArn) {
        var version = transaction.require(SolutionVersion.class, versionArn);
        AutoUpdate.begin(transaction, versionArn, version.recipeArn(), updateInterval, clock);
    }

    @Override
    public void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {
        var event = new LifeCycleEvent.Failed(failure.reason().text());
        transaction.find(Campaign.class, job.arn()).ifPresent(campaign -> end(transaction, campaign, event));
    }
}
