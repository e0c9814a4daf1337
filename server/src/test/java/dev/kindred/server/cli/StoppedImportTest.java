package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.resource.DatasetImportJob;
import dev.kindred.server.task.ImportDataset;
import dev.kindred.server.task.ImportDataset.Milestone;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;

/// A server that is stopped in order leaves its imports to the next start.
class StoppedImportTest {

    private static final Map<String, String> SETTINGS = Map.of("job.attempts", "2", "log.level", "error");

    @TempDir
    private Path folder;

    /// Blocks the import at one milestone until the server stops, and then continues interrupted.
    private record Hold(Milestone point, CountDownLatch reached) implements ImportDataset.Milestones {

        @Override
        public void passed(DatasetImportJob job, Milestone milestone) {
            if (milestone == point) {
                reached.countDown();
                try {
                    Thread.sleep(30_000);
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTED", "ROWS_WRITTEN"})
    void anImportSurvivesMoreStopsThanItHasAttempts(Milestone point) throws Exception {
        String arn = "";
        for (int stops = 0; stops < 4; stops++) {
            var hold = new Hold(point, new CountDownLatch(1));
            try (var server = TestServer.in(folder, SETTINGS, hold)) {
                if (stops == 0) {
                    arn = createJob(server);
                }
                assertThat(hold.reached().await(30, TimeUnit.SECONDS)).isTrue();
            }
        }

        try (var server = TestServer.in(folder, SETTINGS, ImportDataset.Milestones.UNWATCHED);
                var personalize = server.personalize()) {
            var done = Polling.untilDone(personalize, arn);

            assertThat(done.failureReason()).isNull();
            assertThat(done.status()).isEqualTo("ACTIVE");
        }
    }

    private static String createJob(TestServer server) {
        try (var personalize = server.personalize();
                var s3 = server.s3()) {
            s3.createBucket(request -> request.bucket("data"));
            s3.putObject(
                    request -> request.bucket("data").key("rows.csv"),
                    RequestBody.fromString("USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP\nu,i,view,1\n"));
            var dataset = new Interactions(personalize).create("shop");
            return personalize
                    .createDatasetImportJob(request -> request.jobName("stopped")
                            .datasetArn(dataset)
                            .dataSource(source -> source.dataLocation("s3://data/rows.csv")))
                    .datasetImportJobArn();
        }
    }
}
