package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetSchemaSummary;
import software.amazon.awssdk.services.personalize.model.PersonalizeException;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeevents.model.PersonalizeEventsException;
import software.amazon.awssdk.services.s3.S3Client;

/// A disk on which every write fails for a time: the operating system does not let the server's files grow.
class FailingDiskTest {

    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    private static final int SENT_AT_ONCE = 8;
    private static final String GROUP = "arn:aws:personalize:us-east-1:000000000000:dataset-group/shop";

    @TempDir
    private Path folder;

    @BeforeAll
    static void requirePrlimit() {
        assumeThat(PRLIMIT).exists();
    }

    @Test
    void whatAnsweredAnErrorWasNotAppliedWhatWasAcknowledgedIsThereAndTheServerRecovers() throws Exception {
        var data = folder.resolve("data");
        List<String> acknowledged;
        String dataset;
        try (var server = PackagedServer.start(data);
                var personalize = server.personalize();
                var events = server.events()) {
            var healthz = server.endpoint().resolve("/healthz");
            dataset = Shop.open(personalize, "shop").dataset();
            var tracker = personalize
                    .createEventTracker(request -> request.name("clicks").datasetGroupArn(GROUP))
                    .trackingId();
            int before = schemas(personalize).size();

            limitFileSize(server, "0");

            for (int i = 0; i < 3; i++) {
                int number = i;
                assertThatThrownBy(() -> createSchema(personalize, "refused-" + number))
                        .isInstanceOf(PersonalizeException.class)
                        .satisfies(failure -> assertThat(((PersonalizeException) failure).statusCode())
                                .isEqualTo(500));
            }
            acknowledged = putEachAtOnce(events, tracker, 20);
            assertThat(acknowledged)
                    .as("acknowledged while nothing can be written")
                    .isEmpty();
            assertThat(schemas(personalize)).as("reads go on").hasSize(before);
            assertThat(Http.get(healthz)).isEqualTo(503);

            limitFileSize(server, "unlimited");

            assertThat(Http.get(healthz)).isEqualTo(200);
            createSchema(personalize, "kept");
            assertThat(schemas(personalize)).hasSize(before + 1).contains("kept");
            acknowledged = putEachAtOnce(events, tracker, 20);
            assertThat(acknowledged).hasSize(20);
            server.kill();
        }

        try (var server = PackagedServer.start(data);
                var personalize = server.personalize();
                var s3 = server.s3()) {
            assertThat(schemas(personalize)).contains("kept").noneMatch(name -> name.startsWith("refused"));
            assertThat(streamedItems(personalize, s3, dataset)).containsExactlyInAnyOrderElementsOf(acknowledged);
        }
    }

    private static void limitFileSize(PackagedServer server, String bytes) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        PRLIMIT.toString(), "--pid", Long.toString(server.pid()), "--fsize=" + bytes + ":unlimited")
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    private static List<String> schemas(PersonalizeClient personalize) {
        return personalize.listSchemas(request -> {}).schemas().stream()
                .map(DatasetSchemaSummary::name)
                .toList();
    }

    private static void createSchema(PersonalizeClient personalize, String name) {
        personalize.createSchema(request -> request.name(name).schema(Shop.SCHEMA));
    }

    /// Sends each of `count` events several times concurrently, and returns the items of the acknowledged ones.
    private static List<String> putEachAtOnce(PersonalizeEventsClient events, String trackingId, int count)
            throws Exception {
        var acknowledged = new ArrayList<String>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                var item = "item-" + i;
                var answers = IntStream.range(0, SENT_AT_ONCE)
                        .mapToObj(_ -> callers.submit(() -> isAcknowledged(events, trackingId, item)))
                        .toList();
                boolean any = false;
                for (var answer : answers) {
                    any |= answer.get();
                }
                if (any) {
                    acknowledged.add(item);
                }
            }
        }
        return acknowledged;
    }

    private static boolean isAcknowledged(PersonalizeEventsClient events, String trackingId, String item) {
        try {
            var event = Event.builder()
                    .eventId("event-" + item)
                    .eventType("view")
                    .itemId(item)
                    .sentAt(Instant.ofEpochSecond(1_700_000_000))
                    .build();
            events.putEvents(put -> put.trackingId(trackingId)
                    .userId("ann")
                    .sessionId("session")
                    .eventList(List.of(event)));
            return true;
        } catch (PersonalizeEventsException e) {
            return false;
        }
    }

    /// Exports the streamed events and returns the item of each row.
    private static List<String> streamedItems(PersonalizeClient personalize, S3Client s3, String dataset) {
        s3.createBucket(request -> request.bucket("data"));
        var job = personalize
                .createDatasetExportJob(request -> request.jobName("streamed")
                        .datasetArn(dataset)
                        .ingestionMode("PUT")
                        .roleArn("arn:aws:iam::000000000000:role/PersonalizeRole")
                        .jobOutput(output -> output.s3DataDestination(place -> place.path("s3://data/exported/"))))
                .datasetExportJobArn();
        Polling.until(() -> personalize
                .describeDatasetExportJob(request -> request.datasetExportJobArn(job))
                .datasetExportJob()
                .status()
                .equals("ACTIVE"));
        var lines = s3.getObjectAsBytes(request -> request.bucket("data").key("exported/streamed.csv"))
                .asUtf8String()
                .lines()
                .toList();
        int item = List.of(lines.getFirst().split(",", -1)).indexOf("ITEM_ID");
        return lines.stream().skip(1).map(line -> line.split(",", -1)[item]).toList();
    }
}
