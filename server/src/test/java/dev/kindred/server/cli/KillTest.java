package dev.kindred.server.cli;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.runtime.GenreTasteFixture.RECIPES;
import static dev.kindred.server.operation.runtime.GenreTasteFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.runtime.GenreTasteFixture;
import dev.kindred.server.task.ImportDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Event;

/// A server is killed during puts or a training, and another one starts on its folder.
///
/// Slow: each test starts a process and, after its kill, another server.
class KillTest {

    private static final int SENDERS = 3;
    private static final int EVENTS_OF_A_CALL = 4;
    private static final int ENOUGH = 150;

    @TempDir
    private static Path world;

    private static String region = "";
    private static String solution = "";
    private static String trackingId = "";

    @TempDir
    private Path folder;

    @BeforeAll
    static void openCinema() {
        try (var server = TestServer.in(world, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            var cinema = new GenreTasteFixture(Shop.at(server));
            region = cinema.shop.region();
            solution = cinema.solution("sims", create -> create.recipeArn(RECIPES + "aws-sims"));
            var tracker = cinema.shop.tracker("tracker", cinema.group);
            trackingId = cinema.personalize
                    .describeEventTracker(it -> it.eventTrackerArn(tracker))
                    .eventTracker()
                    .trackingId();
            cinema.close();
        }
    }

    @ParameterizedTest(name = "killed at {0}")
    @ValueSource(strings = {"measuring", "writing the model"})
    void aTrainingThatIsKilledBeginsAnewAndEndsWell(String stage) throws IOException {
        Folders.copy(world, folder);
        String version;

        try (var doomed = DoomedProcess.start(folder, stage);
                var personalize =
                        doomed.configure(PersonalizeClient.builder(), region).build()) {
            version = personalize
                    .createSolutionVersion(create -> create.solutionArn(solution))
                    .solutionVersionArn();
            doomed.await("at " + stage);
        }

        try (var server = TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            var cinema = GenreTasteFixture.reopened(Shop.at(server, region));
            await("ACTIVE", () -> cinema.describe(version).status());
            assertThat(filesIn(folder.resolve("models"))).hasSize(1);
            var campaign = cinema.personalize
                    .createCampaign(create -> create.name("sims").solutionVersionArn(version))
                    .campaignArn();
            cinema.awaitCampaign(campaign);
            assertThat(ids(cinema.runtime
                            .getRecommendations(request ->
                                    request.campaignArn(campaign).itemId("c1").numResults(5))
                            .itemList()))
                    .hasSize(5)
                    .allMatch(id -> id.startsWith("c"));
            cinema.close();
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void everyEventThatWasAcknowledgedIsThereAfterAKillAndNoneTwice() throws Exception {
        Folders.copy(world, folder);
        Set<String> sent = ConcurrentHashMap.newKeySet();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();

        try (var senders = Executors.newFixedThreadPool(SENDERS)) {
            try (var doomed = DoomedProcess.start(folder, "no such stage")) {
                for (int sender = 0; sender < SENDERS; sender++) {
                    var name = "sender-" + sender;
                    var events = doomed.configure(PersonalizeEventsClient.builder(), region)
                            .build();
                    senders.execute(() -> sendUntilKilled(name, events, sent, acknowledged));
                }
                await(() -> acknowledged.size() >= ENOUGH);
            }
        }

        var stored = streamedRows();
        assertThat(stored).doesNotHaveDuplicates().containsAll(acknowledged);
        assertThat(sent).containsAll(stored);
    }

    private static void sendUntilKilled(
            String name, PersonalizeEventsClient events, Set<String> sent, Set<String> acknowledged) {
        try (events) {
            for (int call = 0; true; call++) {
                int first = call * EVENTS_OF_A_CALL;
                var numbers =
                        IntStream.range(first, first + EVENTS_OF_A_CALL).boxed().toList();
                var lines = numbers.stream()
                        .map(number -> "%s,item-%d,kept,%d".formatted(name, number, 1_700_000_000L + number))
                        .toList();
                sent.addAll(lines);
                events.putEvents(put -> put.trackingId(trackingId)
                        .userId(name)
                        .sessionId("session")
                        .eventList(numbers.stream()
                                .map(number -> Event.builder()
                                        .eventType("kept")
                                        .itemId("item-" + number)
                                        .sentAt(Instant.ofEpochSecond(1_700_000_000L + number))
                                        .build())
                                .toList()));
                acknowledged.addAll(lines);
            }
        } catch (SdkException killed) {
            return; // calls in progress then may be there or not
        }
    }

    /// Starts another server, which seals the records of the killed one, and returns the streamed rows.
    private List<String> streamedRows() throws Exception {
        String interactions;
        try (var server = TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            var cinema = GenreTasteFixture.reopened(Shop.at(server, region));
            interactions = cinema.interactions;
            cinema.shop.imported(
                    "seals",
                    interactions,
                    cinema.shop.upload(
                            "seals.csv", "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,PLACE", "ann,c1,1600000000,watch,"));
            cinema.close();
        }
        var rows = StoredRows.of(folder, interactions);
        assertThat(rows.damaged()).isEmpty();
        var streamed = new ArrayList<>(rows.lines());
        streamed.removeIf(line -> !line.contains(",kept,"));
        return streamed;
    }
}
