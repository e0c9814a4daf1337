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

    private static void put(GenreTasteFixture fixture, String film) {
        fixture.events.putItems(put -> put.datasetArn(fixture.items)
                .items(Item.builder()
                        .itemId(film)
                        .properties(
                                "{\"genre\": \"Comedy\", \"price\": 9, \"creationTimestamp\": 1701290000, \"takings\": 1}")
                        .build()));
    }

    private static String explorer(GenreTasteFixture fixture, String name, String version) {
        var campaign = fixture.personalize
                .createCampaign(create -> create.name(name)
                        .solutionVersionArn(version)
                        .campaignConfig(config -> config.itemExplorationConfig(
                                Map.of("explorationWeight", "1", "explorationItemAgeCutOff", "365"))))
                .campaignArn();
        fixture.awaitCampaign(campaign);
        return campaign;
    }

    private static List<String> recommended(GenreTasteFixture fixture, String campaign) {
        return GenreTasteFixture.ids(fixture.runtime
                .getRecommendations(
                        request -> request.campaignArn(campaign).userId("u0").numResults(25))
                .itemList());
    }

    private static void awaitRecommended(GenreTasteFixture fixture, String campaign, String film) {
        await(() -> recommended(fixture, campaign).contains(film));
    }

    private static List<Path> models(Path folder) throws IOException {
        try (var files = Files.walk(folder.resolve("models"))) {
            return files.filter(file -> file.toString().endsWith(".kindred")).toList();
        }
    }

    private static Map<String, Double> metrics(GenreTasteFixture fixture, String version) {
        return fixture.personalize
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
            var fixture = new GenreTasteFixture(shop);
            var version = fixture.version("films", V1);
            campaign = explorer(fixture, "films", version);
            var metrics = metrics(fixture, version);
            assertThat(recommended(fixture, campaign)).doesNotContain("c99");

            put(fixture, "c99");
            awaitRecommended(fixture, campaign, "c99");

            assertThat(metrics(fixture, version)).isEqualTo(metrics);
            assertThat(fixture.personalize.listSolutionVersions(it -> {}).solutionVersions())
                    .hasSize(1);
            await(() -> filesIn(folder) == 1);
            fixture.close();
        }
        try (var server = TestServer.watched(folder, Map.of(), JobEngine.Watch.NONE)) {
            var fixture = GenreTasteFixture.reopened(Shop.at(server, shop.region()));

            awaitRecommended(fixture, campaign, "c99");

            fixture.close();
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
            var fixture = new GenreTasteFixture(Shop.at(server));
            var campaign = explorer(fixture, "films", fixture.version("films", V1));
            put(fixture, "c99");
            awaitRecommended(fixture, campaign, "c99");
            var tracking = fixture.personalize
                    .describeEventTracker(it -> it.eventTrackerArn(fixture.shop.tracker("clicks", fixture.group)))
                    .eventTracker()
                    .trackingId();

            fixture.events.putEvents(put -> put.trackingId(tracking)
                    .userId("u0")
                    .sessionId("s")
                    .eventList(Event.builder()
                            .eventType("watch")
                            .itemId("c99")
                            .sentAt(Instant.now())
                            .build()));

            for (int i = 0; i < 30; i++) {
                assertThat(recommended(fixture, campaign)).hasSize(25).doesNotContain("c99");
            }
            fixture.close();
        }
    }

    @Test
    void requestsGoOnWhileModelsAreUpdated(@TempDir Path folder) {
        try (var server = TestServer.watched(folder, OFTEN, JobEngine.Watch.NONE)) {
            var fixture = new GenreTasteFixture(Shop.at(server));
            var campaign = explorer(fixture, "films", fixture.version("films", V1));
            var over = new AtomicBoolean();
            var asking = Thread.ofPlatform().start(() -> {
                while (!over.get()) {
                    if (recommended(fixture, campaign).size() != 25) {
                        return;
                    }
                }
                over.set(false); // all requests succeeded until the end
            });

            for (int film = 100; film < 104; film++) {
                put(fixture, "c" + film);
                awaitRecommended(fixture, campaign, "c" + film);
            }
            over.set(true);

            await(() -> !asking.isAlive());
            assertThat(over).isFalse();
            fixture.close();
        }
    }

    private static String updated(GenreTasteFixture fixture, String solution) {
        var version = fixture.personalize
                .createSolutionVersion(it -> it.solutionArn(solution).trainingMode(TrainingMode.UPDATE))
                .solutionVersionArn();
        await("ACTIVE", () -> fixture.describe(version).status());
        return version;
    }

    @Test
    void whoUpdatesByHandIsUpdatedByHand(@TempDir Path folder) {
        try (var server = TestServer.watched(folder, OFTEN, JobEngine.Watch.NONE)) {
            var fixture = new GenreTasteFixture(Shop.at(server));
            var solution = fixture.solution("films", create -> create.recipeArn(GenreTasteFixture.RECIPES + V1));
            var full = fixture.trained(solution);
            var update = updated(fixture, solution);
            assertThat(metrics(fixture, update)).isEqualTo(metrics(fixture, full));
            var ofFull = explorer(fixture, "full", full);
            var ofUpdate = explorer(fixture, "update", update);

            put(fixture, "c99");
            var ofLater = explorer(fixture, "later", updated(fixture, solution));

            awaitRecommended(fixture, ofLater, "c99");
            assertThat(recommended(fixture, ofFull)).doesNotContain("c99");
            assertThat(recommended(fixture, ofUpdate)).doesNotContain("c99");
            fixture.close();
        }
    }
}
