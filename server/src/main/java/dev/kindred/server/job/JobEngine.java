package dev.kindred.server.job;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogChange;
import dev.kindred.server.catalog.CatalogException;
import dev.kindred.server.catalog.ChangeFeed;
import dev.kindred.server.catalog.QueuedJob;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.scheduler.Scheduler;
import dev.kindred.server.scheduler.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Runs the jobs of the catalog's queue: jobs of one lane one after another in order of creation, jobs of
/// different lanes at once, within the bound of each class of jobs ([Task.Load]). The queue is the only memory: a job
/// that was under way when the process ended is still in it, and runs again.
public final class JobEngine implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(JobEngine.class.getName());

    /// The longest time between two looks at the queue: so soon the engine notices a wall clock that was set forward,
    /// or a machine that was suspended. Taste.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Catalog catalog;
    private final Map<TaskName, Task> tasks;
    private final Settings settings;
    private final Watch watch;
    private final Scheduler scheduler;
    private final Leases leases;
    private final Thread dispatcher;
    private final ChangeFeed.Following following;

    @GuardedBy("this")
    private final Map<Long, Running> running = new HashMap<>();

    @GuardedBy("this")
    private final DueTimes dueTimes;

    /// Is given when the dispatcher is to read the queue.
    private final Signal changed;

    /// Is given when a run ends.
    private final Signal ended;

    /// The monotonic time of the last renewal of leases.
    @GuardedBy("this")
    private long renewed;

    private volatile boolean stopping;

    /// How the engine works.
    ///
    /// @param workers how many jobs of a class run at once; a class that is absent is not bounded
    /// @param attempts how many runs a job has at most
    /// @param retryDelay how long a job waits after the catalog failed
    /// @param patience how long a stop waits for the jobs under way
    /// @param node the id of this node, the same after a restart
    /// @param lease how long other nodes leave a job to this node if it dies
    public record Settings(
            Map<Task.Load, Integer> workers,
            int attempts,
            Duration retryDelay,
            Duration patience,
            String node,
            Duration lease) {}

    /// Is called with each step of a job's progress and with its outcome, on the worker's thread.
    @FunctionalInterface
    public interface Watch {

        /// Does nothing.
        Watch NONE = (_, _) -> {};

        void reached(QueuedJob job, Progress.Snapshot progress);

        /// A run of a job has ended.
        default void ended(QueuedJob job, JobOutcome outcome) {}
    }

    /// A job under way.
    ///
    /// @param load the class whose bound it counts for
    /// @param arn the resource it works on
    /// @param started when the worker began
    public record UnderWay(TaskName task, Task.Load load, Arn arn, Instant started, Progress.Snapshot progress) {}

    /// A job that a worker runs.
    ///
    /// @param job as it was in the queue before its claim
    private record Running(QueuedJob job, Task.Load load, Progress progress, Instant started, Thread thread) {

        UnderWay underWay() {
            return new UnderWay(job.task(), load, job.arn(), started, progress.snapshot());
        }
    }

    public JobEngine(Catalog catalog, List<Task> tasks, Settings settings, Watch watch, Scheduler scheduler) {
        this.catalog = catalog;
        this.tasks = tasks.stream().collect(Collectors.toUnmodifiableMap(Task::name, Function.identity()));
        this.settings = settings;
        this.watch = watch;
        this.scheduler = scheduler;
        this.leases = new Leases(settings.node(), settings.lease(), scheduler);
        this.dueTimes = new DueTimes(scheduler, settings.node(), settings.lease());
        this.changed = new Signal(scheduler);
        this.ended = new Signal(scheduler);
        this.renewed = scheduler.nanoTime();
        this.dispatcher = scheduler.newThread("job-dispatcher", this::dispatch);
        this.following = catalog.feed().follow("job-feed", new Waking());
    }

    /// Starts the dispatcher. It begins with the jobs that an earlier process left.
    public void start() {
        dispatcher.start();
    }

    /// Returns the jobs under way, in order of creation.
    public synchronized List<UnderWay> underWay() {
        return running.values().stream()
                .sorted(Comparator.comparingLong(entry -> entry.job().seq()))
                .map(Running::underWay)
                .toList();
    }

    /// Returns the job that works on that resource, if one is under way.
    public Optional<UnderWay> underWay(Arn arn) {
        return underWay().stream().filter(job -> job.arn().equals(arn)).findFirst();
    }

    /// Wakes the dispatcher when a job may be in the queue.
    private final class Waking implements ChangeFeed.Follower {

        @Override
        public void changed(CatalogChange change) {
            if (change.jobs()) {
                changed.give();
            }
        }

        @Override
        public void anythingChanged() {
            changed.give();
        }
    }

    private void dispatch() {
        while (!stopping) {
            try {
                renewLeases();
                changed.await(startWhatCanRun());
            } catch (InterruptedException e) {
                return; // only close() interrupts
            } catch (RuntimeException | Error e) { // without this thread no job would ever run again
                if (stopping) {
                    return; // interrupted while it read
                }
                LOG.log(ERROR, "The queue cannot be read; trying again", e);
                pause(settings.retryDelay());
            }
        }
    }

    private void pause(Duration delay) {
        try {
            changed.await(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void renewLeases() {
        List<QueuedJob> jobs;
        synchronized (this) {
            if (untilRenewal().isPositive()) {
                return;
            }
            renewed = scheduler.nanoTime();
            jobs = running.values().stream().map(Running::job).toList();
        }
        var lease = leases.granted();
        catalog.write(transaction -> {
            jobs.forEach(job -> transaction.jobs().renew(job.claimed(lease), lease));
            return lease;
        });
    }

    @GuardedBy("this")
    private Duration untilRenewal() {
        return leases.interval().minusNanos(scheduler.nanoTime() - renewed);
    }

    /// Starts every job that can run; returns the time until the next look at the queue.
    private Duration startWhatCanRun() {
        var queue = catalog.read(view -> view.jobs().all());
        synchronized (this) {
            if (stopping) {
                return LONGEST_WAIT; // close() has counted what is running
            }
            var next = startWhatCanRun(queue);
            return running.isEmpty() ? next : shorter(next, untilRenewal());
        }
    }

    @GuardedBy("this")
    private Duration startWhatCanRun(List<QueuedJob> queue) {
        var next = LONGEST_WAIT;
        var busyLanes = new HashSet<String>();
        running.values().forEach(busy -> busyLanes.add(busy.job().lane())); // also where it was cancelled since
        dueTimes.retain(queue);
        for (var job : queue) {
            var left = dueTimes.left(job);
            if (!busyLanes.add(job.lane())) {
                continue;
            }
            if (left.isPositive()) {
                next = shorter(next, left);
            } else if (tasks.containsKey(job.task()) && hasRoomFor(taskOf(job))) {
                begin(job); // a job without a task here waits for a server that has one
            }
        }
        return next;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Task taskOf(QueuedJob job) {
        var task = tasks.get(job.task());
        if (task == null) {
            throw new IllegalStateException("no task is called " + job.task());
        }
        return task;
    }

    @GuardedBy("this")
    private boolean hasRoomFor(Task task) {
        return running.values().stream()
                        .filter(entry -> entry.load() == task.load())
                        .count()
                < settings.workers().getOrDefault(task.load(), Integer.MAX_VALUE);
    }

    @GuardedBy("this")
    private void begin(QueuedJob queued) {
        var task = taskOf(queued);
        var job = new Job(queued, new Progress(progress -> watch.reached(queued, progress)), () -> stopping);
        var run = new JobRun(catalog, task, job, leases, settings.attempts(), watch, this::retryLater);
        var thread = scheduler.newThread("job-" + queued.seq(), () -> {
            try {
                run.run();
            } finally {
                ended(job);
            }
        });
        thread.start(); // the run cannot end before it is noted: its end needs the lock
        running.put(queued.seq(), new Running(queued, task.load(), job.progress(), scheduler.instant(), thread));
    }

    private synchronized void retryLater(QueuedJob job) {
        dueTimes.delay(job, settings.retryDelay());
    }

    private synchronized void ended(Job job) {
        running.remove(job.queued().seq());
        changed.give();
        ended.give();
    }

    /// Starts no more jobs, interrupts those under way and waits a while for them to end. What is not done stays
    /// in the queue. A job that does not end in time is given back: the stop counts as no attempt, and the worker
    /// commits nothing.
    @Override
    public void close() {
        stopping = true;
        following.close();
        dispatcher.interrupt();
        running().forEach(entry -> entry.thread().interrupt());
        try {
            awaitRuns();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        giveBack(running());
    }

    private synchronized List<Running> running() {
        return List.copyOf(running.values());
    }

    private void awaitRuns() throws InterruptedException {
        long start = scheduler.nanoTime();
        var left = settings.patience();
        while (left.isPositive() && !running().isEmpty()) {
            ended.await(left);
            left = settings.patience().minusNanos(scheduler.nanoTime() - start);
        }
    }

    private void giveBack(List<Running> left) {
        if (left.isEmpty()) {
            return;
        }
        LOG.log(WARNING, "{0} jobs did not end in time", left.size());
        try {
            var lease = leases.granted();
            catalog.write(transaction -> {
                left.forEach(entry -> transaction.jobs().giveBack(entry.job().claimed(lease)));
                return left;
            });
        } catch (CatalogException e) {
            LOG.log(WARNING, "The runs of " + left.size() + " jobs count as attempts", e);
        }
    }
}
