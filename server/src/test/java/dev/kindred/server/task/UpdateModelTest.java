package dev.kindred.server.task;

import static dev.kindred.server.operation.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.job.JobEngine;
import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.runtime.GenreTasteFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.personalize.model.TrainingMode;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeevents.model.Item;

class UpdateModelTest {

    private static final Map<String, String> OFTEN = Map.of("auto-update.interval", "200ms", "delete.delay", "50ms");
    private static final String V1 = "aws-user-personalization";

    private static void put(GenreTasteFixture cinema, String film) {
        cinema.events.putItems(put -> put.datasetArn(cinema.items)
                .items(Item.builder()
                        .itemId(film)
                        .properties(
                                "{\"genre\": \"Comedy\", \"price\": 9, \"creationTimestamp\": 1701290000, \"takings\": 1}")
                        .build()));
    }

    private static String explorer(GenreTasteFixture cinema, String name, String version) {
        var campaign = cinema.personalize
                .createCampaign(create -> create.name(name)
                        .solutionVersionArn(version)
                        .campaignConfig(config -> config.itemExplorationConfig(
                                Map.of("explorationWeight", "1", "explorationItemAgeCutOff", "365"))))
                .campaignArn();
        cinema.awaitCampaign(campaign);
        return campaign;
    }

    private static List<String> recommended(GenreTasteFixture cinema, String campaign) {
        return GenreTasteFixture.ids(cinema.runtime
                .getRecommendations(
                        request -> request.campaignArn(campaign).userId("u0").numResults(25))
                .itemList());
    }

    private static void awaitRecommended(GenreTasteFixture cinema, String campaign, String film) {
        await(() -> recommended(cinema, campaign).contains(film));
    }

    private static List<Path> models(Path folder) throws IOException {
        try (var files = Files.walk(folder.resolve("models"))) {
            return files.filter(file -> file.toString().endsWith(".kindred")).toList();
        }
    }

    private static Map<String, Double> metrics(GenreTasteFixture cinema, String version) {
        return cinema.personalize
                .getSolutionMetrics(it -> it.solutionVersionArn(version))
                .metrics();
    }

    @Test
    void anItemThatCameAfterTheTrainingIsExploredByItselfAndStillAfterARestart(@TempDir Path folder)
            throws IOException {
        Shop shop;
        String campaign;
        try (var server = TestServer.watched(folder, OFTEN, JobEngine.Watch.NONE)) {
            shop = Shop.at(server);
            var cinema = new GenreTasteFixture(shop);
            var version = cinema.version("films", V1);
            campaign = explorer(cinema, "films", version);
            var metrics = metrics(cinema, version);
            assertThat(recommended(cinema, campaign)).doesNotContain("c99");

            put(cinema, "c99");
            awaitRecommended(cinema, campaign, "c99");

            assertThat(metrics(cinema, version)).isEqualTo(metrics);
            assertThat(cinema.personalize.listSolutionVersions(it -> {}).solutionVersions())
                    .hasSize(1);
            await(() -> filesIn(folder) == 1);
            cinema.close();
        }
        try (var server = TestServer.watched(folder, Map.of(), JobEngine.Watch.NONE)) {
            var cinema = GenreTasteFixture.reopened(Shop.at(server, shop.region()));

            awaitRecommended(cinema, campaign, "c99");

            cinema.close();
        }
    }

    private static int filesIn(Path folder) {
        try {
            return models(folder).size();
        } catch (IOException e) {
            return -1; // a file was deleted while they were counted
        }
    }

    @Test
    void whatIsDoneWithANewItemCountsInItsOwnersHistory(@TempDir Path folder) {
        try (var server = TestServer.watched(folder, OFTEN, JobEngine.Watch.NONE)) {
            var cinema = new GenreTasteFixture(Shop.at(server));
            var campaign = explorer(cinema, "films", cinema.version("films", V1));
            put(cinema, "c99");
            awaitRecommended(cinema, campaign, "c99");
            var tracking = cinema.personalize
                    .describeEventTracker(it -> it.eventTrackerArn(cinema.shop.tracker("clicks", cinema.group)))
                    .eventTracker()
                    .trackingId();

            cinema.events.putEvents(put -> put.trackingId(tracking)
                    .userId("u0")
                    .sessionId("s")
                    .eventList(Event.builder()
                            .eventType("watch")
                            .itemId("c99")
                            .sentAt(Instant.now())
                            .build()));

            for (int i = 0; i < 30; i++) {
                assertThat(recommended(cinema, campaign)).hasSize(25).doesNotContain("c99");
            }
            cinema.close();
        }
    }

    @Test
    void requestsGoOnWhileModelsAreUpdated(@TempDir Path folder) {
        try (var server = TestServer.watched(folder, OFTEN, JobEngine.Watch.NONE)) {
            var cinema = new GenreTasteFixture(Shop.at(server));
            var campaign = explorer(cinema, "films", cinema.version("films", V1));
            var over = new AtomicBoolean();
            var asking = Thread.ofPlatform().start(() -> {
                while (!over.get()) {
                    if (recommended(cinema, campaign).size() != 25) {
                        return;
                    }
                }
                over.set(false); // all requests succeeded until the end
            });

            for (int film = 100; film < 104; film++) {
                put(cinema, "c" + film);
                awaitRecommended(cinema, campaign, "c" + film);
            }
            over.set(true);

            await(() -> !asking.isAlive());
            assertThat(over).isFalse();
            cinema.close();
        }
    }

    private static String updated(GenreTasteFixture cinema, String solution) {
        var version = cinema.personalize
                .createSolutionVersion(it -> it.solutionArn(solution).trainingMode(TrainingMode.UPDATE))
                .solutionVersionArn();
        await("ACTIVE", () -> cinema.describe(version).status());
        return version;
    }

    @Test
    void whoUpdatesByHandIsUpdatedByHand(@TempDir Path folder) {
        try (var server = TestServer.watched(folder, OFTEN, JobEngine.Watch.NONE)) {
            var cinema = new GenreTasteFixture(Shop.at(server));
            var solution = cinema.solution("films", create -> create.recipeArn(GenreTasteFixture.RECIPES + V1));
            var full = cinema.trained(solution);
            var update = updated(cinema, solution);
            assertThat(metrics(cinema, update)).isEqualTo(metrics(cinema, full));
            var ofFull = explorer(cinema, "full", full);
            var ofUpdate = explorer(cinema, "update", update);

            put(cinema, "c99");
            var ofLater = explorer(cinema, "later", updated(cinema, solution));

            awaitRecommended(cinema, ofLater, "c99");
            assertThat(recommended(cinema, ofFull)).doesNotContain("c99");
            assertThat(recommended(cinema, ofUpdate)).doesNotContain("c99");
            cinema.close();
        }
    }
}
