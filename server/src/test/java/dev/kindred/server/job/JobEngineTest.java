package dev.kindred.server.job;

import static dev.kindred.server.operation.Shop.await;
import static java.lang.System.Logger.Level.DEBUG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.QueuedJob;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.catalog.Transaction;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobEngineTest {
    private static final System.Logger LOG = System.getLogger(JobEngineTest.class.getName());
    private static final Scope HERE = new Scope("000000000000", "here");
    private static final Duration RETRY_DELAY = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofMinutes(1);

    /// The clock, which only tests advance.
    private final HandClock clock = new HandClock(Instant.parse("2026-01-01T00:00:00Z"));

    private int ticks;
    private Duration patience = Duration.ofSeconds(5);
    private final Catalog catalog;
    private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> outcomes = new ConcurrentLinkedQueue<>();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private @Nullable JobEngine engine;

    JobEngineTest(@TempDir Path folder) {
        catalog = Catalog.open(folder.resolve("catalog.sqlite"));
    }

    @AfterEach
    void close() {
        stop();
        catalog.close();
    }

    private void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    @FunctionalInterface
    private interface Work {
        void on(Job job) throws Exception;
    }

    /// Does some work, records the time, and ends the job.
    private record Noting(
            TaskName name, Task.Load load, Work work, Catalog catalog, ConcurrentLinkedQueue<String> events)
            implements Task {

        @Override
        public void run(Job job) throws Exception {
            events.add("begin " + job.arn().rest());
            work.on(job);
            events.add("end " + job.arn().rest());
            job.write(catalog, transaction -> transaction.jobs().remove(job.queued()));
        }

        @Override
        public void fail(Transaction transaction, Job job, JobOutcome.Failed failure) {
            events.add("fail " + job.arn().rest() + ": " + failure.reason().text());
        }
    }

    private JobEngine start(Work heavy, Work light) {
        return start(heavy, light, 2, 3);
    }

    private JobEngine start(Work heavy, Work light, int workers, int attempts) {
        return start(heavy, light, workers, attempts, "one");
    }

    private JobEngine start(Work heavy, Work light, int workers, int attempts, String node) {
        var started = new JobEngine(
                catalog,
                List.of(
                        new Noting(TaskName.IMPORT, Task.Load.TRANSFER, heavy, catalog, events),
                        new Noting(TaskName.DEPLOY, Task.Load.LIGHT, light, catalog, events)),
                new JobEngine.Settings(
                        Map.of(Task.Load.TRANSFER, workers), attempts, RETRY_DELAY, patience, node, LEASE),
                new Outcomes(),
                clock);
        engine = started;
        started.start();
        return started;
    }

    private final class Outcomes implements JobEngine.Watch {

        @Override
        public void reached(QueuedJob job, Progress.Snapshot progress) {}

        @Override
        public void ended(QueuedJob job, JobOutcome outcome) {
            outcomes.add(job.arn().rest() + " " + outcome.label());
        }
    }

    /// Advances the clock. The engine reads it when a job is enqueued.
    private void move(Duration time) {
        clock.pass(time);
        var tick = "tick-" + ticks++;
        light(tick);
        await(() -> events.contains("end " + tick));
    }

    private void heavy(String name, String lane) {
        enqueue(TaskName.IMPORT, name, lane, Instant.EPOCH);
    }

    private void light(String name) {
        enqueue(TaskName.DEPLOY, name, name, Instant.EPOCH);
    }

    private void enqueue(TaskName task, String name, String lane, Instant notBefore) {
        catalog.write(transaction -> {
            transaction.enqueue(task, arn(name), HERE.arn("dataset", lane), notBefore);
            return name;
        });
    }

    private static Arn arn(String name) {
        return HERE.arn("dataset-import-job", name);
    }

    private void untilOpened(Job job) throws InterruptedException {
        gate(job.arn().rest()).await();
    }

    private CountDownLatch gate(String name) {
        return gates.computeIfAbsent(name, _ -> new CountDownLatch(1));
    }

    private List<QueuedJob> queue() {
        return catalog.read(view -> view.jobs().all());
    }

    @Test
    void workThatNoTaskDoesWaitsAndHoldsUpNoOther() {
        enqueue(TaskName.TRAIN, "model", "model", Instant.EPOCH);
        light("group");

        start(_ -> {}, _ -> {});

        await(() -> events.contains("end group"));
        assertThat(queue()).extracting(QueuedJob::task).contains(TaskName.TRAIN);
    }

    @Test
    void jobsOfALaneAreWorkedOneAfterAnotherInOrderOfCreation() {
        for (var name : List.of("a", "b", "c", "d")) {
            heavy(name, "lane");
        }

        start(_ -> {}, _ -> {});

        await(() -> queue().isEmpty());
        assertThat(events)
                .containsExactly("begin a", "end a", "begin b", "end b", "begin c", "end c", "begin d", "end d");
    }

    @Test
    void lanesAreWorkedSideBySideWithinTheNumberOfWorkers() throws InterruptedException {
        start(this::untilOpened, _ -> {});
        heavy("a", "one");
        heavy("b", "two");
        heavy("c", "three");

        await(() -> events.contains("begin a") && events.contains("begin b"));
        move(Duration.ZERO); // the engine has read the queue since
        assertThat(events).doesNotContain("begin c");
        gate("b").countDown();

        await(() -> events.contains("begin c"));
        assertThat(events).doesNotContain("end a");
        gate("a").countDown();
        gate("c").countDown();
        await(() -> queue().isEmpty());
    }

    @Test
    void heavyJobsDoNotKeepLightOnesWaiting() {
        start(this::untilOpened, _ -> {});
        heavy("a", "one");
        heavy("b", "two");
        heavy("c", "three");
        await(() -> events.contains("begin a") && events.contains("begin b"));

        light("quick");

        await(() -> events.contains("end quick"));
        List.of("a", "b", "c").forEach(name -> gate(name).countDown());
        await(() -> queue().isEmpty());
    }

    @Test
    void aJobIsNotBegunBeforeItsTime() {
        start(_ -> {}, _ -> {});
        enqueue(TaskName.DEPLOY, "later", "lane", clock.instant().plusSeconds(60));

        move(Duration.ofSeconds(59));
        assertThat(events).doesNotContain("begin later");
        move(Duration.ofSeconds(1));

        await(() -> queue().isEmpty());
        assertThat(events).contains("end later");
    }

    @Test
    void aJobThatTheCatalogFailedIsTriedAgainAfterAWhile() {
        var failures = new AtomicInteger();
        var working = start(
                _ -> {
                    if (failures.incrementAndGet() <= 2) {
                        failCatalog();
                    }
                },
                _ -> {});
        heavy("unlucky", "lane");
        await(() -> failures.get() == 1 && working.underWay().isEmpty()); // its next time is set

        move(RETRY_DELAY.minusMillis(1));
        assertThat(failures).hasValue(1);
        move(RETRY_DELAY);
        await(() -> failures.get() == 2 && working.underWay().isEmpty());
        move(RETRY_DELAY.plus(RETRY_DELAY));

        await(() -> queue().isEmpty());
        assertThat(events).contains("end unlucky");
        assertThat(outcomes).containsSubsequence("unlucky retried", "unlucky retried", "unlucky done");
    }

    private static void failCatalog() {
        Catalog.open(Path.of("/dev/null/no/such/file"));
    }

    @Test
    void aFaultOfTheServerEndsTheJobWithAReason() {
        start(_ -> {}, _ -> {
            throw new IllegalStateException("secret of the machine");
        });

        light("broken");

        await(() -> queue().isEmpty());
        assertThat(events)
                .containsExactly(
                        "begin broken",
                        "fail broken: The server failed (IllegalStateException). Its log tells more, under this job's"
                                + " ARN.");
    }

    @Test
    void anErrorOfTheMachineEndsTheJobToo() {
        start(_ -> {}, _ -> {
            throw new OutOfMemoryError("for the test");
        });

        light("huge");

        await(() -> queue().isEmpty());
        assertThat(events.toString()).contains("fail huge: The deployment needs more memory than the server has.");
    }

    @Test
    void aJobThatWasBegunTooOftenIsGivenUpUnbegun() {
        light("killer");
        var lease = new QueuedJob.Lease("one", clock.instant().plus(LEASE));
        for (int i = 0; i < 3; i++) {
            catalog.write(transaction ->
                    transaction.jobs().claim(transaction.jobs().all().getFirst(), lease));
        }

        start(_ -> {}, _ -> {}, 2, 3);

        await(() -> queue().isEmpty());
        assertThat(events)
                .containsExactly("fail killer: The server ended, or its catalog failed, 3 times while it ran this job."
                        + " See the server's log, then try again.");
    }

    @Test
    void whatATaskThrowsDecidesTheOutcomeWhateverItsResourceIs() {
        start(_ -> {}, job -> {
            switch (job.arn().rest()) {
                case "refused" -> throw new JobFailure("It has no rows.");
                case "cancelled" -> throw new CancellationException();
                default -> throw new UncheckedIOException(new IOException("No space left on device"));
            }
        });

        List.of("refused", "cancelled", "full").forEach(this::light);

        await(() -> queue().isEmpty());
        assertThat(outcomes).containsExactlyInAnyOrder("refused failed", "cancelled cancelled", "full failed");
        assertThat(events)
                .contains(
                        "fail refused: It has no rows.",
                        "fail cancelled: The job was cancelled.",
                        "fail full: The deployment broke off: the server's disk is full. Free space, or give the server"
                                + " a larger disk; then try again.");
    }

    @Test
    void theLeaseOfARunningJobIsRenewed() {
        start(this::untilOpened, _ -> {});
        heavy("long", "lane");
        await(() -> events.contains("begin long"));

        move(LEASE.dividedBy(2));

        await(() -> new QueuedJob.Lease("one", clock.instant().plus(LEASE))
                .equals(queue().getFirst().lease()));
        gate("long").countDown();
        await(() -> queue().isEmpty());
    }

    @Test
    void aJobOfANodeThatDiedRunsOnAnotherAfterTheLease() {
        heavy("orphan", "lane");
        var lease = new QueuedJob.Lease("dead", clock.instant().plus(LEASE));
        catalog.write(
                transaction -> transaction.jobs().claim(transaction.jobs().all().getFirst(), lease));
        start(_ -> {}, _ -> {}, 2, 3, "another");
        move(Duration.ZERO); // the engine has seen the lease since

        move(LEASE.minusMillis(1));
        assertThat(events).doesNotContain("begin orphan");
        move(Duration.ofMillis(1));

        await(() -> queue().isEmpty());
        assertThat(events).contains("end orphan");
    }

    @Test
    void aJobOfThisNodeRunsAgainAtOnceAfterARestart() {
        heavy("own", "lane");
        var lease = new QueuedJob.Lease("one", clock.instant().plus(LEASE));
        catalog.write(
                transaction -> transaction.jobs().claim(transaction.jobs().all().getFirst(), lease));

        start(_ -> {}, _ -> {});

        await(() -> queue().isEmpty());
        assertThat(events).containsExactly("begin own", "end own");
    }

    @Test
    void aStopInterruptsTheWorkAndLeavesItToTheNextStart() {
        var interrupted = new AtomicBoolean();
        heavy("long", "lane");
        heavy("next", "lane");
        start(
                job -> {
                    try {
                        untilOpened(job);
                    } catch (InterruptedException e) {
                        interrupted.set(job.stopping().getAsBoolean());
                        throw e;
                    }
                },
                _ -> {});
        await(() -> events.contains("begin long"));

        stop();

        assertThat(interrupted).isTrue();
        assertThat(queue()).extracting(job -> job.arn().rest()).containsExactly("long", "next");
        start(_ -> {}, _ -> {});
        await(() -> queue().isEmpty());
        assertThat(events).containsExactly("begin long", "begin long", "end long", "begin next", "end next");
    }

    @Test
    void aStopIsNoFailedAttempt() {
        heavy("long", "lane");
        for (int i = 0; i < 4; i++) {
            int begins = i + 1;
            start(this::untilOpened, _ -> {}, 2, 3);
            await(() -> events.stream().filter("begin long"::equals).count() == begins);
            stop();
        }

        gate("long").countDown();
        start(this::untilOpened, _ -> {}, 2, 3);

        await(() -> queue().isEmpty());
        assertThat(events).contains("end long").noneMatch(event -> event.startsWith("fail"));
    }

    @Test
    void aStopThatAJobOutlastsIsNoAttemptAndTheJobCommitsNothing() {
        patience = Duration.ZERO;
        heavy("stubborn", "lane");
        start(job -> awaitUninterruptibly(gate(job.arn().rest())), _ -> {});
        await(() -> events.contains("begin stubborn"));

        stop();

        assertThat(queue()).singleElement().returns(0, QueuedJob::attempts).returns(null, QueuedJob::lease);
        gate("stubborn").countDown();
        await(() -> outcomes.contains("stubborn left"));
        assertThat(queue()).hasSize(1);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean isOpen = false;
        while (!isOpen) {
            try {
                latch.await();
                isOpen = true;
            } catch (InterruptedException e) {
                LOG.log(DEBUG, "An interrupt is ignored", e);
            }
        }
    }

    @Test
    void classesOfJobsDoNotWaitForEachOther() {
        var each = Map.of(
                TaskName.TRAIN, Task.Load.TRAINING,
                TaskName.IMPORT, Task.Load.TRANSFER,
                TaskName.BATCH_INFERENCE, Task.Load.BATCH,
                TaskName.DEPLOY, Task.Load.LIGHT);
        var tasks = each.entrySet().stream()
                .<Task>map(task -> new Noting(task.getKey(), task.getValue(), this::untilOpened, catalog, events))
                .toList();
        var one = Map.of(Task.Load.TRAINING, 1, Task.Load.TRANSFER, 1, Task.Load.BATCH, 1);
        var working = new JobEngine(
                catalog,
                tasks,
                new JobEngine.Settings(one, 3, RETRY_DELAY, patience, "one", LEASE),
                new Outcomes(),
                clock);
        engine = working;
        working.start();
        for (var task : each.keySet()) {
            enqueue(task, task + "-1", task + "-1", Instant.EPOCH);
            enqueue(task, task + "-2", task + "-2", Instant.EPOCH);
        }

        await(() -> events.size() == 5);
        assertThat(events)
                .containsExactlyInAnyOrder(
                        "begin TRAIN-1",
                        "begin IMPORT-1",
                        "begin BATCH_INFERENCE-1",
                        "begin DEPLOY-1",
                        "begin DEPLOY-2");
        each.keySet()
                .forEach(task -> List.of("-1", "-2").forEach(n -> gate(task + n).countDown()));
        await(() -> queue().isEmpty());
    }

    @Test
    void progressIsVisibleWhileAJobIsUnderWay() {
        var working = start(
                job -> {
                    job.progress().expect(1_000);
                    job.progress().reach(7, 350);
                    untilOpened(job);
                },
                _ -> {});
        heavy("long", "lane");

        await(() -> working.underWay(arn("long"))
                .map(JobEngine.UnderWay::progress)
                .filter(new Progress.Snapshot(7L, 350L, 1_000L, null, null)::equals)
                .isPresent());
        assertThat(working.underWay(arn("other"))).isEmpty();
        gate("long").countDown();
        await(() -> working.underWay(arn("long")).isEmpty());
    }

    @Test
    void allThatIsUnderWayIsListedWhateverItDoesInTheOrderOfItsCreation() {
        var working = start(this::untilOpened, this::untilOpened);
        heavy("first", "lane");
        light("second");
        heavy("third", "another lane");
        heavy("waits", "a third lane");

        await(() -> working.underWay().size() == 3);

        assertThat(working.underWay())
                .extracting(job -> job.task() + " " + job.arn().rest())
                .containsExactly("IMPORT first", "DEPLOY second", "IMPORT third");
        assertThat(working.underWay())
                .allSatisfy(job -> assertThat(job.started()).isEqualTo(clock.instant()));
        List.of("first", "second", "third", "waits").forEach(name -> gate(name).countDown());
        await(() -> queue().isEmpty() && working.underWay().isEmpty());
    }

    @Test
    void aProgressOfStagesTellsItsWatchAndNeverFalls() {
        var heard = new CopyOnWriteArrayList<Progress.Snapshot>();
        var progress = new Progress(heard::add);

        progress.reach("reading", 0);
        progress.reach("measuring", 0.5);
        progress.reach("measuring again", 0.25);
        progress.reach("writing", 1.5);

        assertThat(heard)
                .extracting(step -> step.stage() + " " + step.done())
                .containsExactly("reading 0.0", "measuring 0.5", "measuring again 0.5", "writing 1.0");
        assertThat(progress.snapshot()).isEqualTo(heard.getLast()).returns(null, Progress.Snapshot::rows);
    }

    @Test
    void hundredsOfJobsAreAllDoneOnce() {
        start(_ -> {}, _ -> {});
        for (int i = 0; i < 100; i++) {
            heavy("heavy-" + i, "lane-" + i % 7);
        }

        await(() -> queue().isEmpty());
        assertThat(events.stream().filter(event -> event.startsWith("end")))
                .hasSize(100)
                .doesNotHaveDuplicates();
    }
}
