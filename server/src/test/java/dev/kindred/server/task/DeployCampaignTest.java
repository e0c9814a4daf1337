package dev.kindred.server.task;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.runtime.GenreTasteFixture.RECIPES;
import static dev.kindred.server.operation.runtime.GenreTasteFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.runtime.GenreTasteFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.personalizeruntime.model.PersonalizeRuntimeException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeployCampaignTest {

    private static final int ASKERS = 3;
    private static final int SWAPS = 6;

    private final GenreTasteFixture fixture = new GenreTasteFixture();
    private final String solution =
            fixture.solution("most-seen", create -> create.recipeArn(RECIPES + "aws-popularity-count"));
    private final String before = fixture.trained(solution);
    private final String after = trainedOnOtherVisits();

    @AfterAll
    void close() {
        fixture.close();
    }

    /// Reverses the popularity of films and trains.
    private String trainedOnOtherVisits() {
        var lines = new ArrayList<>(List.of("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,PLACE"));
        for (int film = 0; film < 30; film++) {
            for (int guest = 0; guest < 10 + 2 * film; guest++) {
                lines.add("u%d,c%d,1700000000,watch,".formatted(guest, film));
            }
        }
        fixture.shop.imported(
                "others", fixture.interactions, fixture.shop.upload("others.csv", lines.toArray(String[]::new)));
        return fixture.trained(solution);
    }

    private static String campaign(GenreTasteFixture fixture, String name, String version) {
        var campaign = fixture.personalize
                .createCampaign(create -> create.name(name).solutionVersionArn(version))
                .campaignArn();
        fixture.awaitCampaign(campaign);
        return campaign;
    }

    private static List<String> recommended(GenreTasteFixture fixture, String campaign) {
        return ids(fixture.runtime
                .getRecommendations(
                        request -> request.campaignArn(campaign).userId("u0").itemId("c1"))
                .itemList());
    }

    private static void update(GenreTasteFixture fixture, String campaign, String version) {
        fixture.personalize.updateCampaign(it -> it.campaignArn(campaign).solutionVersionArn(version));
        awaitServed(fixture, campaign, version);
    }

    private static void awaitServed(GenreTasteFixture fixture, String campaign, String version) {
        await(() -> {
            var shown = fixture.personalize
                    .describeCampaign(it -> it.campaignArn(campaign))
                    .campaign();
            return shown.solutionVersionArn().equals(version)
                    && (shown.latestCampaignUpdate() == null
                            || shown.latestCampaignUpdate().status().equals("ACTIVE"));
        });
    }

    @Test
    void whileACampaignIsSwappedEveryAnswerIsOfOneVersionOrTheOther() throws Exception {
        var old = recommended(fixture, campaign(fixture, "old", before));
        var young = recommended(fixture, campaign(fixture, "young", after));
        assertThat(old).hasSize(25).isNotEqualTo(young);
        var swapped = campaign(fixture, "swapped", before);
        var answers = ConcurrentHashMap.<List<String>>newKeySet();
        Set<String> recommendations = ConcurrentHashMap.newKeySet();
        var stop = new AtomicBoolean();
        var asked = new ArrayList<Future<Integer>>();

        try (var askers = Executors.newFixedThreadPool(ASKERS)) {
            for (int i = 0; i < ASKERS; i++) {
                asked.add(askers.submit(() -> askUntil(stop, swapped, answers, recommendations)));
            }
            for (int swap = 0; swap < SWAPS; swap++) {
                boolean isEven = swap % 2 == 0;
                update(fixture, swapped, isEven ? after : before);
                assertThat(recommended(fixture, swapped)).isEqualTo(isEven ? young : old);
            }
            stop.set(true);
        }

        assertThat(answers).containsExactlyInAnyOrder(old, young);
        assertThat(recommendations).as("each answer has an id of its own").hasSize(sum(asked));
    }

    private int askUntil(AtomicBoolean stop, String campaign, Set<List<String>> answers, Set<String> recommendations) {
        int asked = 0;
        while (!stop.get()) {
            var answer = fixture.runtime.getRecommendations(
                    request -> request.campaignArn(campaign).userId("u0"));
            answers.add(ids(answer.itemList()));
            recommendations.add(answer.recommendationId());
            asked++;
        }
        return asked;
    }

    private static int sum(List<Future<Integer>> counts) throws ExecutionException, InterruptedException {
        int sum = 0;
        for (var count : counts) {
            sum += count.get();
        }
        return sum;
    }

    @Test
    void aCampaignThatFollowsTheLatestVersionGoesOverByItself() {
        var following = fixture.personalize
                .createCampaign(create -> create.name("following")
                        .solutionVersionArn(solution + "/$LATEST")
                        .campaignConfig(config -> config.syncWithLatestSolutionVersion(true)))
                .campaignArn();
        fixture.awaitCampaign(following);
        assertThat(fixture.personalize
                        .describeCampaign(it -> it.campaignArn(following))
                        .campaign()
                        .solutionVersionArn())
                .isEqualTo(after);

        var newest = fixture.trained(solution);

        awaitServed(fixture, following, newest);
        assertThat(recommended(fixture, following)).hasSize(25);
    }

    @Test
    void aRestartServesTheSameAndADamagedModelHarmsItsOwnCampaignAlone(@TempDir Path folder) throws IOException {
        String whole;
        String damaged;
        String solutionOfDamaged;
        List<String> ofWhole;
        String region;
        try (var server = TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            var first = new GenreTasteFixture(Shop.at(server));
            region = first.shop.region();
            whole = campaign(first, "whole", first.version("whole", "aws-popularity-count"));
            solutionOfDamaged = first.solution("damaged", create -> create.recipeArn(RECIPES + "aws-sims"));
            damaged = campaign(first, "damaged", first.trained(solutionOfDamaged));
            ofWhole = recommended(first, whole);
            assertThat(recommended(first, damaged)).isNotEmpty();
            first.close();
        }
        damage(model(folder, "aws-sims"));

        try (var server = TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            var second = GenreTasteFixture.reopened(Shop.at(server, region));
            assertThat(recommended(second, whole)).isEqualTo(ofWhole);
            assertThat(refusal(second, damaged))
                    .isEqualTo("503 ServiceUnavailable: Campaign " + damaged
                            + " is ACTIVE, but its model is not loaded. Try again soon; if it stays so, the server's log"
                            + " tells why.");

            update(second, damaged, second.trained(solutionOfDamaged));
            assertThat(recommended(second, damaged)).isNotEmpty();
            second.close();
        }
    }

    @Test
    void aDamagedModelIsNotDeployed() throws IOException {
        var shop = Shop.open();
        var ruined = new GenreTasteFixture(shop);
        var version = ruined.version("ruined", "aws-popularity-count");
        damage(model(
                shop.server().folder().resolve("models/000000000000").resolve(shop.region()), "aws-popularity-count"));

        var campaign = ruined.personalize
                .createCampaign(create -> create.name("ruined").solutionVersionArn(version))
                .campaignArn();
        await(
                "CREATE FAILED",
                () -> ruined.personalize
                        .describeCampaign(it -> it.campaignArn(campaign))
                        .campaign()
                        .status());

        assertThat(ruined.personalize
                        .describeCampaign(it -> it.campaignArn(campaign))
                        .campaign()
                        .failureReason())
                .isEqualTo(
                        "The model of its solution version cannot be read. Train another version and deploy that; the"
                                + " server's log tells what is wrong with this one.");
        assertThat(refusal(ruined, campaign))
                .isEqualTo("400 InvalidInputException: Campaign " + campaign
                        + " is CREATE FAILED. It answers when it is ACTIVE.");
        ruined.close();
    }

    private static String refusal(GenreTasteFixture fixture, String campaign) {
        var refusal = catchThrowableOfType(PersonalizeRuntimeException.class, () -> recommended(fixture, campaign));
        assertThat(refusal).as("the call was not refused").isNotNull();
        return refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode() + ": "
                + refusal.awsErrorDetails().errorMessage();
    }

    private static Path model(Path folder, String recipe) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(recipe))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void damage(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux lists the files that a process has mapped")
    void aDeletedCampaignLetsGoOfItsModelAndADeletedSolutionOfItsFile() throws IOException {
        var shop = Shop.open();
        var brief = new GenreTasteFixture(shop);
        var mapped = brief.solution("mapped", create -> create.recipeArn(RECIPES + "aws-sims"));
        var campaign = campaign(brief, "mapped", brief.trained(mapped));
        var file = model(shop.server().folder().resolve("models/000000000000").resolve(shop.region()), "aws-sims");
        assertThat(recommended(brief, campaign)).isNotEmpty();
        assertThat(isMapped(file)).isTrue();

        brief.personalize.deleteCampaign(it -> it.campaignArn(campaign));
        Shop.awaitGone(() -> brief.personalize.describeCampaign(it -> it.campaignArn(campaign)));
        await(() -> !isMapped(file));
        assertThat(file).exists();

        brief.personalize.deleteSolution(it -> it.solutionArn(mapped));
        Shop.awaitGone(() -> brief.personalize.describeSolution(it -> it.solutionArn(mapped)));
        await(() -> !Files.exists(file));
        brief.close();
    }

    private static boolean isMapped(Path file) {
        System.gc(); // a mapping is released with the last object that was read from it
        try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.anyMatch(line -> line.endsWith(file.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
