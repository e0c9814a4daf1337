package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.kindred.server.resource.DatasetImportJob;
import dev.kindred.server.task.ImportDataset;
import dev.kindred.server.task.ImportDataset.Milestone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.ImportMode;

/// Imports of different datasets run concurrently within `job.transfer-workers`; those of one dataset run
/// sequentially.
class ImportOrderTest {

    private static final String ROWS = "USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP\nu,i,view,1\n";

    /// Blocks each import at its start until the test releases all of them.
    private static final class Gate implements ImportDataset.Milestones {

        private final Queue<String> begun = new ConcurrentLinkedQueue<>();
        private final CountDownLatch opened = new CountDownLatch(1);

        @Override
        public void passed(DatasetImportJob job, Milestone milestone) {
            if (milestone != Milestone.STARTED) {
                return;
            }
            begun.add(job.jobName());
            try {
                if (!opened.await(30, TimeUnit.SECONDS)) {
                    fail("the gate was never opened");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Records the starts and ends of imports, and the maximum number of concurrent ones.
    private static final class Diary implements ImportDataset.Milestones {

        private final Queue<String> entries = new ConcurrentLinkedQueue<>();
        private final AtomicInteger underWay = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public void passed(DatasetImportJob job, Milestone milestone) {
            if (milestone == Milestone.STARTED) {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                entries.add("begin " + job.jobName());
            } else if (milestone == Milestone.OLD_DATA_REMOVED) {
                entries.add("end " + job.jobName());
                underWay.decrementAndGet();
            }
        }
    }

    @TempDir
    private Path folder;

    @Test
    void asManyImportsAsThereAreWorkersRunSideBySideAndTheNextOneWaits() throws Exception {
        var gate = new Gate();
        try (var server = TestServer.in(folder, Map.of("job.transfer-workers", "2"), gate);
                var personalize = server.personalize()) {
            upload(server);
            var arns = new ArrayList<String>();
            for (var name : List.of("one", "two", "three")) {
                arns.add(createJob(personalize, name, new Interactions(personalize).create(name), ImportMode.FULL));
            }

            Polling.until(() -> gate.begun.size() == 2);
            passTheQueue(personalize);

            assertThat(gate.begun).containsExactlyInAnyOrder("one", "two");
            assertThat(Polling.describe(personalize, arns.get(2)).status()).isEqualTo("CREATE PENDING");
            gate.opened.countDown();
            assertThat(arns)
                    .allSatisfy(arn -> assertThat(
                                    Polling.untilDone(personalize, arn).status())
                            .isEqualTo("ACTIVE"));
        }
    }

    /// Returns when the workers have taken a job that was queued after all others, of a class that has room.
    private static void passTheQueue(PersonalizeClient personalize) {
        var tracked = new Interactions(personalize).create("later");
        personalize.deleteDataset(request -> request.datasetArn(tracked));
        Polling.until(() -> personalize.listDatasets(_ -> {}).datasets().stream()
                .noneMatch(dataset -> dataset.datasetArn().equals(tracked)));
    }

    @Test
    void importsOfOneDatasetRunStrictlyInOrderOfCreation() throws Exception {
        var diary = new Diary();
        try (var server = TestServer.in(folder, Map.of("job.transfer-workers", "4"), diary);
                var personalize = server.personalize()) {
            upload(server);
            var datasets =
                    List.of(new Interactions(personalize).create("a"), new Interactions(personalize).create("b"));
            var arns = new ArrayList<String>();
            for (int i = 0; i < 6; i++) {
                for (int d = 0; d < 2; d++) {
                    var mode = i % 2 == 0 ? ImportMode.FULL : ImportMode.INCREMENTAL;
                    arns.add(createJob(personalize, "job-" + "ab".charAt(d) + i, datasets.get(d), mode));
                }
            }

            arns.forEach(arn ->
                    assertThat(Polling.untilDone(personalize, arn).status()).isEqualTo("ACTIVE"));
            Polling.until(() -> diary.entries.size() == 2 * arns.size()); // an import ends after it is ACTIVE

            for (var dataset : List.of("a", "b")) {
                var expected = IntStream.range(0, 6)
                        .boxed()
                        .flatMap(i -> List.of("begin job-" + dataset + i, "end job-" + dataset + i).stream())
                        .toList();
                assertThat(diary.entries.stream().filter(entry -> entry.contains("job-" + dataset)))
                        .containsExactlyElementsOf(expected);
            }
            assertThat(diary.most.get()).isLessThanOrEqualTo(2); // one for each dataset, regardless of the workers
            var jobs = arns.stream()
                    .map(arn -> Polling.describe(personalize, arn))
                    .filter(job -> job.datasetArn().equals(datasets.getFirst()))
                    .toList();
            for (int i = 1; i < jobs.size(); i++) {
                assertThat(jobs.get(i).lastUpdatedDateTime())
                        .isAfterOrEqualTo(jobs.get(i - 1).lastUpdatedDateTime());
            }
        }
    }

    private static void upload(TestServer server) {
        try (var s3 = server.s3()) {
            s3.createBucket(request -> request.bucket("data"));
            s3.putObject(request -> request.bucket("data").key("rows.csv"), RequestBody.fromString(ROWS));
        }
    }

    private static String createJob(PersonalizeClient personalize, String name, String dataset, ImportMode mode) {
        return personalize
                .createDatasetImportJob(request -> request.jobName(name)
                        .datasetArn(dataset)
                        .importMode(mode)
                        .dataSource(source -> source.dataLocation("s3://data/rows.csv")))
                .datasetImportJobArn();
    }
}
