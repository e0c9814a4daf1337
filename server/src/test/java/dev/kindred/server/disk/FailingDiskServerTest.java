package dev.kindred.server.disk;

import static java.lang.System.Logger.Level.INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kindred.server.disk.FailingDisk.Fault;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every operation, every task and every write to the embedded S3 on a disk whose `n`-th call fails, for n = 1, 2, …
/// until the work meets no fault.
///
/// After each fault the answer is a success or an error of AWS's, a request that was refused succeeds when it is sent
/// again, a job that failed succeeds when it is created again, the catalog names whole files only, and nothing is half
/// there. `verify` lets some of the calls fail, the nightly build each of them.
///
/// Slow: a server starts for each fault.
class FailingDiskServerTest {

    private static final System.Logger LOG = System.getLogger(FailingDiskServerTest.class.getName());
    private static final int MOST_CALLS = 2_000;

    /// The error of a request that came too late: the work that it stops has ended.
    private static final Map<String, String> ENDED = Map.of("StopSolutionVersionCreation", "InvalidInputException");

    @TempDir
    private static Path folder;

    private static final FailingDisk DISK = new FailingDisk();
    private static final Map<Fault, Integer> FAULTS = new EnumMap<>(Fault.class);
    private static World world;

    @BeforeAll
    static void start() {
        World.copyTo(folder);
        ObservedDatabase.observe(folder.resolve("catalog.sqlite"), DISK);
        world = World.open(new ObservedFileSystem(DISK).of(folder));
    }

    /// The effects of a fault are gone after the next start.
    @AfterAll
    static void restart() {
        world.close();
        ObservedDatabase.forget(folder.resolve("catalog.sqlite"));
        World.open(folder).close();
        var stored = new StoredCatalog(folder);
        assertThat(stored.damaged()).isEmpty();
        assertThat(stored.strays()).isEmpty();
        LOG.log(INFO, "Faults injected: {0}", FAULTS);
    }

    /// Returns a test in which every `step`-th call fails, one in each attempt. The first is another for each work.
    private static DynamicTest test(Object work, Fault fault, int step, Attempt attempt) {
        int first = 1 + Math.floorMod((work + fault.name()).hashCode(), step);
        return dynamicTest(work + ", " + fault, () -> {
            for (int n = first; n < MOST_CALLS && attempt.run(fault, n); n += step) {
                FAULTS.merge(fault, 1, Integer::sum);
            }
            assertThat(world.stored().damaged()).isEmpty();
        });
    }

    /// Does the work once while the `n`-th call fails, and returns whether a call failed.
    private interface Attempt {
        boolean run(Fault fault, int n);
    }

    @TestFactory
    Stream<DynamicTest> anOperationOutlivesAFault() {
        return EveryOperation.ALL.stream()
                .map(each -> test(each, Fault.WRITE_ERROR, 11, (fault, n) -> tryOperation(each, fault, n)));
    }

    @TestFactory
    @Tag("nightly")
    Stream<DynamicTest> anOperationOutlivesEachFault() {
        return Stream.of(Fault.values())
                .flatMap(fault -> EveryOperation.ALL.stream()
                        .map(each -> test(each, fault, 1, (kind, n) -> tryOperation(each, kind, n))));
    }

    private static boolean tryOperation(EveryOperation.Case operation, Fault fault, int n) {
        world.quiesce();
        var request = operation.prepare().apply(world);
        var ended = ENDED.get(operation.operation());
        if (ended == null) {
            world.quiesce();
        }

        DISK.arm(fault, n);
        var answer = world.client().call(operation.operation(), request);
        var failed = DISK.disarm();

        assertThat(answer.isSuccess() || !answer.error().isEmpty())
                .as("%s, call %d, %s: %s", operation, n, failed, answer)
                .isTrue();
        if (!answer.isSuccess() && !answer.error().equals(ended)) {
            assertThat(failed).as("%s without a fault: %s", operation, answer).isNotNull();
            var again = world.client().call(operation.operation(), request);
            assertThat(again.isSuccess() || again.error().equals(ended))
                    .as("%s, again after call %d, %s, failed: %s, then %s", operation, n, failed, answer, again)
                    .isTrue();
        }
        return failed != null;
    }

    /// Returns how many of a task's first calls may be the one that fails in `verify`.
    private static int reachOf(Fault fault) {
        return switch (fault) {
            case READ_ERROR -> 30;
            case WRITE_ERROR -> 60;
            case ERROR_AFTER_WRITE, DISK_FULL -> 10;
            case SHORT_WRITE -> 5;
            case LOST_FORCE -> 2;
        };
    }

    @TestFactory
    Stream<DynamicTest> aTaskOutlivesAFault() {
        return Stream.of(Fault.values())
                .flatMap(fault -> EveryTask.ALL.stream()
                        .filter(each -> !each.isSlow())
                        .map(each -> dynamicTest(each + ", " + fault, () -> {
                            int n = 1 + Math.floorMod((each + fault.name()).hashCode(), reachOf(fault));
                            if (tryTask(each, fault, n)) {
                                FAULTS.merge(fault, 1, Integer::sum);
                            }
                        })));
    }

    @TestFactory
    Stream<DynamicTest> aWriteToTheEmbeddedS3OutlivesEachFault() {
        return Stream.of(Fault.values())
                .flatMap(fault -> EveryStoredObject.ALL.stream()
                        .map(each -> test(each, fault, 1, (kind, n) -> tryTask(each, kind, n))));
    }

    @TestFactory
    @Tag("nightly")
    Stream<DynamicTest> aTaskOutlivesEachFault() {
        return Stream.of(Fault.values())
                .flatMap(fault ->
                        EveryTask.ALL.stream().map(each -> test(each, fault, 1, (kind, n) -> tryTask(each, kind, n))));
    }

    private static boolean tryTask(EveryTask.Task task, Fault fault, int n) {
        world.quiesce();
        var trial = task.prepare().apply(world);
        world.quiesce();

        DISK.arm(fault, n);
        trial.start().run();
        world.quiesce();
        var failed = DISK.disarm();

        boolean isDone = trial.isDone().getAsBoolean();
        assertThat(isDone || failed != null).as("%s without a fault", task).isTrue();
        trial.check().accept(isDone);
        assertThat(world.stored().damaged()).as("after call %d, %s", n, failed).isEmpty();
        if (!isDone) {
            var again = trial.isRepeatable() ? trial : task.prepare().apply(world);
            again.start().run();
            world.quiesce();
            assertThat(again.isDone().getAsBoolean())
                    .as("again after call %d, %s", n, failed)
                    .isTrue();
            again.check().accept(true);
        }
        return failed != null;
    }
}
