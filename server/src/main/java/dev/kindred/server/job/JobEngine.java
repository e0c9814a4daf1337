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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
/// that was
/// under way when the process ended is still in it, and runs again.
public final class JobEngine implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(JobEngine.class.getName());

    private final Catalog catalog;
    private final Map<TaskName, Task> tasks;
    private final Settings settings;
    private final Watch watch;
    private final InstantSource clock;
    private final Leases leases;
    private final Thread dispatcher;
    private final ChangeFeed.Following following;

    @GuardedBy("this")
    private final Map<Long, Running> running = new HashMap<>();

    @GuardedBy("this")
    private final Map<Long, Instant> retryAt = new HashMap<>();

    @GuardedBy("this")
    private final DueTimes dueTimes = new DueTimes(System::nanoTime);

    /// When the leases of the jobs under way are renewed.
    @GuardedBy("this")
    private Instant renewal;

    @GuardedBy("this")
    private boolean changed;

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
    /// @param job as it was in the queue, and with its lease once the worker has claimed it
    private record Running(QueuedJob job, Task.Load load, Progress progress, Instant started, Thread thread) {

        Running claimed(QueuedJob leased) {
            return new Running(leased, load, progress, started, thread);
        }

        UnderWay underWay() {
            return new UnderWay(job.task(), load, job.arn(), started, progress.snapshot());
        }
    }

    public JobEngine(Catalog catalog, List<Task> tasks, Settings settings, Watch watch, InstantSource clock) {
        this.catalog = catalog;
        this.tasks = tasks.stream().collect(Collectors.toUnmodifiableMap(Task::name, Function.identity()));
        this.settings = settings;
        this.watch = watch;
        this.clock = clock;
        this.leases = new Leases(settings.node(), settings.lease(), clock);
        this.renewal = leases.nextRenewal();
        this.dispatcher = Thread.ofPlatform().name("job-dispatcher").daemon().unstarted(this::dispatch);
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
                wake();
            }
        }

        @Override
        public void anythingChanged() {
            wake();
        }
    }

    private synchronized void wake() {
        changed = true;
        notifyAll();
    }

    private void dispatch() {
        while (!stopping) {
            try {
                renewLeases();
                awaitChange(startWhatCanRun());
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
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void renewLeases() {
        List<QueuedJob> held;
        synchronized (this) {
            if (clock.instant().isBefore(renewal)) {
                return;
            }
            renewal = leases.nextRenewal();
            held = running.values().stream().map(Running::job).toList();
        }
        var lease = leases.granted();
        catalog.write(transaction -> {
            held.forEach(job -> transaction.jobs().renew(job, lease));
            return lease;
        });
    }

    /// Starts every job that can run; returns when the next one is due.
    private Instant startWhatCanRun() {
        synchronized (this) {
            changed = false;
        }
        var queue = catalog.read(view -> view.jobs().all());
        var now = clock.instant();
        var earliest = now.plus(Duration.ofHours(1));
        var busyLanes = new HashSet<String>();
        synchronized (this) {
            if (stopping) {
                return earliest; // close() has counted what is running
            }
            running.values().forEach(busy -> busyLanes.add(busy.job().lane())); // also where it was cancelled since
            dueTimes.retain(queue);
            for (var job : queue) {
                if (!busyLanes.add(job.lane())) {
                    continue;
                }
                var due = startOf(job, now);
                if (due.isAfter(now)) {
                    earliest = due.isBefore(earliest) ? due : earliest;
                } else if (tasks.containsKey(job.task()) && hasRoomFor(taskOf(job))) {
                    begin(job); // a job without a task here waits for a server that has one
                }
            }
            return running.isEmpty() || earliest.isBefore(renewal) ? earliest : renewal;
        }
    }

    /// Leases of other nodes end by the wall clock, as the claim requires.
    @GuardedBy("this")
    private Instant startOf(QueuedJob job, Instant now) {
        var due = retryAt.getOrDefault(job.seq(), job.dueFor(settings.node()));
        boolean waitsForLease = due.isAfter(job.notBefore()) && !retryAt.containsKey(job.seq());
        return waitsForLease ? due : dueTimes.startOf(job, due, now);
    }

    private synchronized void awaitChange(Instant until) throws InterruptedException {
        long end = System.nanoTime() + Duration.between(clock.instant(), until).toNanos();
        while (!changed && !stopping) {
            long millis = Duration.ofNanos(end - System.nanoTime()).toMillis() + 1;
            if (millis <= 0) {
                return;
            }
            wait(millis);
        }
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
        var run = new JobRun(catalog, task, job, leases, settings.attempts(), watch, new Bookkeeping());
        var thread = Thread.ofPlatform().name("job-" + queued.seq()).daemon().unstarted(() -> {
            try {
                run.run();
            } finally {
                ended(job);
            }
        });
        retryAt.remove(queued.seq());
        running.put(queued.seq(), new Running(queued, task.load(), job.progress(), clock.instant(), thread));
        thread.start();
    }

    private final class Bookkeeping implements JobRun.Owner {

        @Override
        public void claimed(QueuedJob job) {
            synchronized (JobEngine.this) {
                running.computeIfPresent(job.seq(), (_, entry) -> entry.claimed(job));
            }
        }

        @Override
        public void retryLater(QueuedJob job) {
            synchronized (JobEngine.this) {
                retryAt.put(job.seq(), clock.instant().plus(settings.retryDelay()));
            }
        }
    }

    private synchronized void ended(Job job) {
        running.remove(job.queued().seq());
        wake();
    }

    /// Starts no more jobs, interrupts those under way and waits a while for them to end. What is not done stays
    /// in the queue. A job that does not end in time is given back: the stop counts as no attempt, and the worker
    /// commits nothing.
    @Override
    public void close() {
        stopping = true;
        following.close();
        dispatcher.interrupt();
        List<Running> left;
        synchronized (this) {
            left = List.copyOf(running.values());
            notifyAll();
        }
        left.forEach(entry -> entry.thread().interrupt());
        var deadline = clock.instant().plus(settings.patience());
        for (var entry : left) {
            join(entry.thread(), deadline);
        }
        giveBackWhatIsLeft();
    }

    private void giveBackWhatIsLeft() {
        List<QueuedJob> left;
        synchronized (this) {
            left = running.values().stream()
                    .map(Running::job)
                    .filter(job -> job.lease() != null)
                    .toList();
        }
        if (left.isEmpty()) {
            return;
        }
        try {
            catalog.write(transaction -> {
                left.forEach(job -> transaction.jobs().giveBack(job));
                return left;
            });
        } catch (CatalogException e) {
            LOG.log(WARNING, "The runs of " + left.size() + " jobs count as attempts", e);
        }
    }

    private void join(Thread thread, Instant deadline) {
        try {
            if (!thread.join(Duration.between(clock.instant(), deadline))) {
                LOG.log(WARNING, "{0} did not end in time", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
