package dev.kindred.server.job;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogException;
import dev.kindred.server.catalog.QueuedJob;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.Status;
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

/// Works through the catalog's queue: jobs of one lane one after another in order of creation, different
/// lanes side by side, heavy
/// ones within the number of workers. The queue is the only memory: what was under way when the process ended
/// is still in it and
/// is begun again.
public final class JobEngine implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(JobEngine.class.getName());

    private final Catalog catalog;
    private final Map<TaskName, Task> tasks;
    private final Settings settings;
    private final Watch watch;
    private final InstantSource clock;
    private final Thread dispatcher;

    @GuardedBy("this")
    private final Map<Long, Running> running = new HashMap<>();

    @GuardedBy("this")
    private final Map<Long, Instant> retryAt = new HashMap<>();

    @GuardedBy("this")
    private boolean changed;

    private volatile boolean stopping;

    /// How the engine works.
    ///
    /// @param workers how many heavy jobs run side by side
    /// @param attempts how often a job is begun before it is given up
    /// @param retryDelay how long a job waits after the machine failed it
    /// @param patience how long a stop waits for jobs to let go
    public record Settings(int workers, int attempts, Duration retryDelay, Duration patience) {}

    /// Hears of each step that a job's progress takes, on the thread that takes it.
    @FunctionalInterface
    public interface Watch {

        /// For jobs nobody watches.
        Watch NONE = (_, _) -> {};

        void reached(QueuedJob job, Progress.Snapshot progress);

        /// Hears that a worker lets a job out of its hands.
        default void ended(QueuedJob job, Outcome outcome) {}
    }

    /// What came of a worker's work on a job.
    public enum Outcome {
        /// It is done.
        DONE,
        /// It is over, and what it was for is not.
        FAILED,
        /// It is left to the next start of the server.
        LEFT,
        /// It is tried again.
        RETRIED
    }

    /// A job that a worker has, as it is at one moment.
    ///
    /// @param arn the resource it works on
    /// @param started when the worker began
    public record UnderWay(TaskName task, Arn arn, Instant started, Progress.Snapshot progress) {}

    private record Running(QueuedJob job, Task.Load load, Progress progress, Instant started, Thread thread) {

        UnderWay underWay() {
            return new UnderWay(job.task(), job.arn(), started, progress.snapshot());
        }
    }

    public JobEngine(Catalog catalog, List<Task> tasks, Settings settings, Watch watch, InstantSource clock) {
        this.catalog = catalog;
        this.tasks = tasks.stream().collect(Collectors.toUnmodifiableMap(Task::name, Function.identity()));
        this.settings = settings;
        this.watch = watch;
        this.clock = clock;
        this.dispatcher = Thread.ofPlatform().name("job-dispatcher").daemon().unstarted(this::dispatch);
    }

    /// Begins to work, first on what an earlier process left.
    public void start() {
        catalog.onEnqueue(this::wake);
        dispatcher.start();
    }

    /// Returns the jobs under way, those that wait longest in the queue first.
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

    private synchronized void wake() {
        changed = true;
        notifyAll();
    }

    private void dispatch() {
        while (!stopping) {
            try {
                var next = startWhatCanRun();
                awaitChange(next);
            } catch (InterruptedException e) {
                return; // only close() interrupts
            } catch (RuntimeException | Error e) { // without this thread no job would ever run again
                if (stopping) {
                    return; // interrupted while it read
                }
                LOG.log(ERROR, "The queue cannot be worked; trying again", e);
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

    /// Starts every job whose turn it is; returns when the next one's time comes.
    private Instant startWhatCanRun() {
        synchronized (this) {
            changed = false;
        }
        var queue = catalog.read(view -> view.queue());
        var now = clock.instant();
        var earliest = now.plus(Duration.ofHours(1));
        var busyLanes = new HashSet<String>();
        synchronized (this) {
            if (stopping) {
                return earliest; // close() has counted what is running
            }
            running.values().forEach(busy -> busyLanes.add(busy.job().lane())); // also where it was cancelled since
            for (var job : queue) {
                if (!busyLanes.add(job.lane())) {
                    continue;
                }
                var due = retryAt.getOrDefault(job.seq(), job.notBefore());
                if (due.isAfter(now)) {
                    earliest = due.isBefore(earliest) ? due : earliest;
                } else if (tasks.containsKey(job.task()) && hasRoomFor(taskOf(job))) {
                    begin(job); // what no task of this server does waits for a server that has one
                }
            }
        }
        return earliest;
    }

    private synchronized void awaitChange(Instant until) throws InterruptedException {
        while (!changed && !stopping) {
            long millis = Duration.between(clock.instant(), until).toMillis() + 1;
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
        return task.load() == Task.Load.LIGHT
                || running.values().stream()
                                .filter(entry -> entry.load() == Task.Load.HEAVY)
                                .count()
                        < settings.workers();
    }

    @GuardedBy("this")
    private void begin(QueuedJob queued) {
        var task = taskOf(queued);
        var job = new Job(queued, new Progress(progress -> watch.reached(queued, progress)), () -> stopping);
        var thread = Thread.ofPlatform().name("job-" + queued.seq()).daemon().unstarted(() -> work(task, job));
        retryAt.remove(queued.seq());
        running.put(queued.seq(), new Running(queued, task.load(), job.progress(), clock.instant(), thread));
        thread.start();
    }

    private void work(Task task, Job job) {
        try {
            if (!catalog.write(transaction -> transaction.begin(job.queued()))) {
                return; // it was done between the reading of the queue and now
            }
            if (job.queued().attempts() < settings.attempts()) {
                task.run(job);
                watch.ended(job.queued(), outcomeOf(job));
            } else {
                task.abandon(
                        job,
                        "The server ended, or its catalog failed, %d times while it worked on this. Create the job anew, and look in the server's log."
                                .formatted(settings.attempts()));
                watch.ended(job.queued(), Outcome.FAILED);
            }
        } catch (InterruptedException e) {
            letGo(job);
        } catch (RuntimeException e) {
            broke(task, job, e);
        } catch (Error e) {
            giveUp(task, job, e);
        } finally {
            ended(job);
        }
    }

    /// A task that cannot do what it was for says so in its resource.
    private Outcome outcomeOf(Job job) {
        var status = catalog.<Optional<Resource>>read(view -> view.find(job.arn()))
                .map(Resource::status)
                .orElse(null);
        return status == Status.CREATE_FAILED || status == Status.FAILED ? Outcome.FAILED : Outcome.DONE;
    }

    private void broke(Task task, Job job, RuntimeException cause) {
        if (stopping) {
            letGo(job); // the interrupt broke off what it was doing
        } else if (cause instanceof CatalogException) {
            LOG.log(WARNING, "The catalog failed " + job.arn() + "; trying again", cause);
            watch.ended(job.queued(), Outcome.RETRIED);
            retryLater(job);
        } else {
            giveUp(task, job, cause);
        }
    }

    /// Leaves the job to the next start. It is not the job that ended the server, so this beginning does not
    /// count.
    private void letGo(Job job) {
        watch.ended(job.queued(), Outcome.LEFT);
        Thread.interrupted(); // or the catalog would not be waited for
        try {
            catalog.write(transaction -> {
                transaction.letGo(job.queued());
                return true;
            });
            LOG.log(INFO, "{0} stops and will be taken up at the next start", job.arn());
        } catch (CatalogException e) {
            LOG.log(WARNING, job.arn() + " stops, and its beginning counts as an attempt", e);
        }
    }

    private void giveUp(Task task, Job job, Throwable cause) {
        LOG.log(ERROR, "The " + task.name() + " of " + job.arn() + " failed by a fault of the server", cause);
        watch.ended(job.queued(), Outcome.FAILED);
        try {
            task.abandon(
                    job,
                    "The server failed (%s). Its log tells more, under this job's ARN."
                            .formatted(cause.getClass().getSimpleName()));
        } catch (RuntimeException e) {
            LOG.log(ERROR, "The failure of " + job.arn() + " cannot be written; trying again", e);
            retryLater(job);
        }
    }

    private synchronized void retryLater(Job job) {
        retryAt.put(job.queued().seq(), clock.instant().plus(settings.retryDelay()));
    }

    private synchronized void ended(Job job) {
        running.remove(job.queued().seq());
        wake();
    }

    /// Stops taking up jobs, and waits a while for those under way to let go. What is not done stays in the
    /// queue.
    @Override
    public void close() {
        stopping = true;
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
    }

    private void join(Thread thread, Instant deadline) {
        try {
            if (!thread.join(Duration.between(clock.instant(), deadline))) {
                LOG.log(WARNING, "{0} did not let go in time", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
