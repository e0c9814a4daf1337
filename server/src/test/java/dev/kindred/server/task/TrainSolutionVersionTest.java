package dev.kindred.server.task;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.runtime.GenreTasteFixture.RECIPES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.cli.TestServer;
import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.BlockedStage;
import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.runtime.GenreTasteFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.personalize.model.EventParameters;
import software.amazon.awssdk.services.personalize.model.IntegerHyperParameterRange;
import software.amazon.awssdk.services.personalize.model.SolutionConfig;
import software.amazon.awssdk.services.personalize.model.SolutionVersion;
import software.amazon.awssdk.services.personalize.model.SolutionVersionSummary;
import software.amazon.awssdk.services.personalize.model.TrainingMode;
import software.amazon.awssdk.services.personalize.model.TrainingType;

/// Trainings through the API: their results, refusals, stops and reports. Slow: most tests train a model.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainSolutionVersionTest {

    private static final String QUICK = RECIPES + "aws-popularity-count";
    private static final String VALUED = """
            {"type": "record", "name": "Interactions", "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
             "fields": [{"name": "USER_ID", "type": "string"}, {"name": "ITEM_ID", "type": "string"},
                        {"name": "TIMESTAMP", "type": "long"}, {"name": "EVENT_TYPE", "type": "string"},
                        {"name": "EVENT_VALUE", "type": "float"}]}
            """;

    private static final IntegerHyperParameterRange CO_INTERACTIONS = IntegerHyperParameterRange.builder()
            .name("min_cointeraction_count")
            .minValue(1)
            .maxValue(4)
            .build();

    private final GenreTasteFixture fixture = new GenreTasteFixture();
    private final Shop marks = Shop.open();
    private final String marksGroup = marks.group("marks");

    TrainSolutionVersionTest() {
        importMarks();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    /// 30 users with 12 events each: every third a `buy`, the others a `view`, with the values 0 to 11.
    private void importMarks() {
        var lines = new ArrayList<>(List.of("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE"));
        for (int user = 0; user < 30; user++) {
            for (int value = 0; value < 12; value++) {
                lines.add("u%d,i%d,%d,%s,%d"
                        .formatted(user, (user + value) % 20, 1_700_000_000 + value, typeOf(value), value));
            }
        }
        var dataset = marks.dataset(marksGroup, "Interactions", marks.schema("marks", VALUED));
        marks.imported("marks", dataset, marks.upload("marks.csv", lines.toArray(String[]::new)));
    }

    private static String typeOf(int value) {
        return value % 3 == 0 ? "buy" : "view";
    }

    private static String failureReason(Shop shop, String group, Consumer<SolutionConfig.Builder> config) {
        var solution = shop.personalize()
                .createSolution(create -> create.name("solution-" + System.nanoTime())
                        .datasetGroupArn(group)
                        .performAutoTraining(false)
                        .recipeArn(RECIPES + "aws-user-personalization-v2")
                        .solutionConfig(config))
                .solutionArn();
        await(
                "ACTIVE",
                () -> shop.personalize()
                        .describeSolution(it -> it.solutionArn(solution))
                        .solution()
                        .status());
        var version = shop.personalize()
                .createSolutionVersion(it -> it.solutionArn(solution))
                .solutionVersionArn();
        await("CREATE FAILED", () -> describe(shop, version).status());
        return describe(shop, version).failureReason();
    }

    private static SolutionVersion describe(Shop shop, String version) {
        return shop.personalize()
                .describeSolutionVersion(it -> it.solutionVersionArn(version))
                .solutionVersion();
    }

    private static EventParameters events(String type, @Nullable Double threshold, double weight) {
        return EventParameters.builder()
                .eventType(type)
                .eventValueThreshold(threshold)
                .weight(weight)
                .build();
    }

    static Stream<Arguments> choicesOfEvents() {
        return Stream.of(
                Arguments.of("", 360, choice(config -> {})),
                Arguments.of(
                        " of event type buy or event type view",
                        360,
                        choice(config -> config.eventsConfig(
                                it -> it.eventParametersList(events("buy", null, 1), events("view", null, 0.5))))),
                Arguments.of(
                        " of event type buy",
                        120,
                        choice(config -> config.eventsConfig(
                                it -> it.eventParametersList(events("buy", null, 1), events("view", null, 0))))),
                Arguments.of(
                        " of event type buy with a value of 6.0 or more or event type view with a value of 11.0 or more",
                        90,
                        choice(config -> config.eventsConfig(
                                it -> it.eventParametersList(events("buy", 6.0, 1), events("view", 11.0, 1))))));
    }

    private static Consumer<SolutionConfig.Builder> choice(Consumer<SolutionConfig.Builder> change) {
        return change;
    }

    @ParameterizedTest(name = "{1} interactions{0}")
    @MethodSource("choicesOfEvents")
    void tooFewEventsOfThoseThatAreChosenAreCounted(
            String described, int found, Consumer<SolutionConfig.Builder> choice) {
        assertThat(failureReason(marks, marksGroup, choice))
                .isEqualTo("Create failed. The dataset has fewer than 1000 interactions%s after filtering: it has %d."
                        .formatted(described, found));
    }

    @Test
    void anEventTypeAndAThresholdChooseTheEvents() {
        var solution = marks.personalize()
                .createSolution(create -> create.name("dear")
                        .datasetGroupArn(marksGroup)
                        .performAutoTraining(false)
                        .recipeArn(QUICK)
                        .eventType("view")
                        .solutionConfig(config -> config.eventValueThreshold("6")))
                .solutionArn();
        await(
                "ACTIVE",
                () -> marks.personalize()
                        .describeSolution(it -> it.solutionArn(solution))
                        .solution()
                        .status());
        var version = marks.personalize()
                .createSolutionVersion(it -> it.solutionArn(solution))
                .solutionVersionArn();

        await("CREATE FAILED", () -> describe(marks, version).status());

        assertThat(describe(marks, version).failureReason())
                .isEqualTo("Create failed. The dataset has fewer than 1000 interactions of event type view with a value"
                        + " of 6.0 or more after filtering: it has 120.");
        assertThat(describe(marks, version).trainingHours()).isNull();
    }

    @Test
    void tooFewUsersWithTwoInteractionsAreCounted() {
        var shop = Shop.open();
        var group = shop.group("few");
        var lines = new ArrayList<>(List.of("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE"));
        for (int row = 0; row < 1_100; row++) {
            lines.add("u%d,i%d,%d,view,1".formatted(row < 1_000 ? row % 10 : row, row % 50, 1_700_000_000 + row));
        }
        var dataset = shop.dataset(group, "Interactions", shop.schema("few", VALUED));
        shop.imported("few", dataset, shop.upload("few.csv", lines.toArray(String[]::new)));

        assertThat(failureReason(shop, group, config -> {}))
                .isEqualTo(
                        "Create failed. The dataset has fewer than 25 users with at least 2 interactions each: it has"
                                + " 10.");
    }

    @Test
    void aTrainedVersionTellsHowGoodItIsAndHowLongItTook() {
        var version = fixture.version("plain", "aws-popularity-count");

        assertThat(fixture.describe(version).trainingHours()).isBetween(0.0, 0.01);
        assertThat(fixture.describe(version).tunedHPOParams()).isNull();
        assertThat(fixture.personalize
                        .getSolutionMetrics(it -> it.solutionVersionArn(version))
                        .metrics())
                .containsKeys("coverage", "precision_at_5", "normalized_discounted_cumulative_gain_at_25")
                .allSatisfy((name, value) -> assertThat(value).isBetween(0.0, 1.0));
    }

    @Test
    void aSearchTellsTheParametersItFoundWithinItsRanges() {
        var solution = fixture.solution(
                "searched",
                create -> create.recipeArn(RECIPES + "aws-sims")
                        .performHPO(true)
                        .solutionConfig(config -> config.hpoConfig(hpo -> hpo.hpoResourceConfig(resources ->
                                        resources.maxNumberOfTrainingJobs("3").maxParallelTrainingJobs("1"))
                                .algorithmHyperParameterRanges(
                                        ranges -> ranges.integerHyperParameterRanges(CO_INTERACTIONS)))));

        var blocked = fixture.shop.blocked(TaskName.TRAIN, "no such stage");
        var version = fixture.trained(solution);

        assertThat(fixture.describe(version).tunedHPOParams().algorithmHyperParameters())
                .hasEntrySatisfying(
                        "min_cointeraction_count",
                        value -> assertThat(Integer.parseInt(value)).isBetween(1, 4));
        assertThat(blocked.stages())
                .contains("parameters: trial 1 of 3: measuring", "parameters: trial 3 of 3: measuring", "measuring");
    }

    @Test
    void aChoiceOfRecipesTellsWhichWasBest() {
        var solution = fixture.solution(
                "chosen",
                create -> create.performAutoML(true)
                        .solutionConfig(config -> config.autoMLConfig(auto -> auto.metricName("precision_at_10")
                                .recipeList(RECIPES + "aws-sims", RECIPES + "aws-similar-items"))));

        var blocked = fixture.shop.blocked(TaskName.TRAIN, "no such stage");
        var version = fixture.trained(solution);

        var best = fixture.describe(version).recipeArn();
        assertThat(best).isIn(RECIPES + "aws-sims", RECIPES + "aws-similar-items");
        assertThat(blocked.stages()).contains("recipe: trial 1 of 2: measuring", "recipe: trial 2 of 2: measuring");
        assertThat(fixture.personalize
                        .describeSolution(it -> it.solutionArn(solution))
                        .solution()
                        .autoMLResult()
                        .bestRecipeArn())
                .isEqualTo(best);
    }

    @Test
    void anOldRecipeKeepsItsNameThoughItsSuccessorTrains() {
        var version = fixture.version("old", "aws-hrnn");

        assertThat(fixture.describe(version).recipeArn()).isEqualTo(RECIPES + "aws-hrnn");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws-popularity-count",
                "aws-trending-now",
                "aws-sims",
                "aws-similar-items",
                "aws-user-personalization",
                "aws-user-personalization-v2"
            })
    void theSameDataMakeTheSameModelByteForByte(String recipe) throws IOException {
        var solution = fixture.solution("same-" + recipe, create -> create.recipeArn(RECIPES + recipe));
        var before = models(fixture.shop);
        fixture.trained(solution);
        fixture.trained(solution);

        var made = new ArrayList<>(models(fixture.shop));
        made.removeAll(before);

        assertThat(made).hasSize(2);
        assertThat(Files.mismatch(made.getFirst(), made.getLast())).isEqualTo(-1);
    }

    private static List<Path> models(Shop shop) throws IOException {
        return models(shop.server().folder(), shop.region());
    }

    private static List<Path> models(Path folder, String region) throws IOException {
        try (var files = Files.walk(folder.resolve("models"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Arrays.asList(file.toString().split("/")).contains(region))
                    .toList();
        }
    }

    @Test
    void anUpdateNeedsAFullTrainingAndLeavesCampaignsAlone() {
        var solution = fixture.solution("updated", create -> create.recipeArn(RECIPES + "aws-user-personalization"));
        assertThat(Shop.refusal(() -> update(solution)))
                .isEqualTo("InvalidInputException: trainingMode UPDATE adds to an ACTIVE version that was trained with"
                        + " FULL, and solution " + solution + " has none.");
        var full = fixture.trained(solution);
        var campaign = fixture.personalize
                .createCampaign(create -> create.name("updated")
                        .solutionVersionArn(solution + "/$LATEST")
                        .campaignConfig(config -> config.syncWithLatestSolutionVersion(true)))
                .campaignArn();
        fixture.awaitCampaign(campaign);

        var update = update(solution);
        await("ACTIVE", () -> fixture.describe(update).status());

        assertThat(fixture.describe(update).trainingMode()).isEqualTo(TrainingMode.UPDATE);
        assertThat(fixture.personalize
                        .describeCampaign(it -> it.campaignArn(campaign))
                        .campaign())
                .satisfies(it -> assertThat(it.solutionVersionArn()).isEqualTo(full))
                .satisfies(it -> assertThat(it.latestCampaignUpdate()).isNull());
    }

    private String update(String solution) {
        return fixture.personalize
                .createSolutionVersion(it -> it.solutionArn(solution).trainingMode(TrainingMode.UPDATE))
                .solutionVersionArn();
    }

    @Test
    void aVersionIsStoppedAtOnceWhereItWaitsAndSoonWhereItIsUnderWay(@TempDir Path folder) throws IOException {
        var blocked = new BlockedStage(TaskName.TRAIN, "measuring");
        try (var server = TestServer.watched(folder, Map.of("job.workers", "1"), blocked)) {
            var full = new GenreTasteFixture(Shop.at(server));
            var solution = full.solution("stopped", create -> create.recipeArn(QUICK));
            var running = full.begun(solution);
            blocked.awaitReached();
            var waiting = full.begun(solution);

            stop(full, waiting);
            assertThat(full.describe(waiting).status()).isEqualTo("CREATE STOPPED");
            stop(full, running);
            assertThat(full.describe(running).status()).isEqualTo("CREATE STOPPING");

            blocked.release();
            await(() -> full.describe(running).status().equals("CREATE STOPPED"));

            assertThat(blocked.stages()).doesNotContain("writing the model");
            assertThat(models(folder, full.shop.region())).isEmpty();
            assertThat(Shop.refusal(() -> full.personalize.createCampaign(
                            create -> create.name("none").solutionVersionArn(running))))
                    .contains("CREATE STOPPED");
            assertThat(full.describe(full.trained(solution)).status()).isEqualTo("ACTIVE");
            full.close();
        }
    }

    private static void stop(GenreTasteFixture fixture, String version) {
        fixture.personalize.stopSolutionVersionCreation(it -> it.solutionVersionArn(version));
    }

    @Test
    void aTrainingThatTheServersStopInterruptsBeginsAnewAtTheNextStart(@TempDir Path folder) throws IOException {
        String version;
        Shop shop;
        var blocked = new BlockedStage(TaskName.TRAIN, "training the final model");
        try (var server = TestServer.watched(folder, Map.of(), blocked)) {
            var interrupted = new GenreTasteFixture(Shop.at(server));
            shop = interrupted.shop;
            version = interrupted.begun(interrupted.solution("interrupted", create -> create.recipeArn(QUICK)));
            blocked.awaitReached();
        }

        try (var server = TestServer.watched(folder, Map.of(), (job, progress) -> {});
                var personalize = server.personalize(shop.region())) {
            await(
                    "ACTIVE",
                    () -> personalize
                            .describeSolutionVersion(it -> it.solutionVersionArn(version))
                            .solutionVersion()
                            .status());

            assertThat(models(folder, shop.region())).hasSize(1);
        }
    }

    @Test
    void aSolutionIsTrainedByItselfOnItsSchedule(@TempDir Path folder) {
        var ahead = new AtomicReference<>(Duration.ZERO);
        try (var server = TestServer.clocked(folder, () -> Instant.now().plus(ahead.get()))) {
            var scheduled = new GenreTasteFixture(Shop.at(server));
            var solution = scheduled.solution(
                    "scheduled",
                    create -> create.recipeArn(QUICK)
                            .performAutoTraining(true)
                            .solutionConfig(config ->
                                    config.autoTrainingConfig(auto -> auto.schedulingExpression("rate(2 days)"))));

            ahead.set(Duration.ofMinutes(61));
            wakeTheQueue(scheduled.shop);
            await(() -> active(scheduled, solution) == 1);
            scheduled.shop.imported("more", scheduled.interactions, scheduled.shop.upload("more.csv", manyVisits()));
            ahead.set(Duration.ofDays(3));
            wakeTheQueue(scheduled.shop);
            await(() -> active(scheduled, solution) == 2);

            assertThat(versions(scheduled, solution))
                    .extracting(SolutionVersionSummary::trainingType)
                    .containsOnly(TrainingType.AUTOMATIC);
            scheduled.close();
        }
    }

    /// The queue reads the clock when a job is enqueued.
    private static void wakeTheQueue(Shop shop) {
        var group = shop.group("soon-gone");
        shop.personalize().deleteDatasetGroup(it -> it.datasetGroupArn(group));
    }

    private static String[] manyVisits() {
        var lines = new ArrayList<>(List.of("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,PLACE"));
        for (int row = 0; row < 1_200; row++) {
            lines.add("u%d,c%d,%d,watch,".formatted(row % 100, row % 30, 1_700_000_000 + row));
        }
        return lines.toArray(String[]::new);
    }

    private static List<SolutionVersionSummary> versions(GenreTasteFixture fixture, String solution) {
        return fixture.personalize
                .listSolutionVersions(it -> it.solutionArn(solution))
                .solutionVersions();
    }

    private static long active(GenreTasteFixture fixture, String solution) {
        return versions(fixture, solution).stream()
                .filter(version -> version.status().equals("ACTIVE"))
                .count();
    }

    @Test
    void aTrainingFailsWhereNoEventHasATypeOfItsOwn() {
        var shop = Shop.open();
        var group = shop.group("untyped");
        var dataset = shop.dataset(
                group,
                "Interactions",
                shop.schema(
                        "untyped",
                        Avro.schema(
                                "Interactions",
                                "USER_ID string",
                                "ITEM_ID string",
                                "TIMESTAMP long",
                                "EVENT_TYPE string?")));
        var head = "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE";
        shop.imported("untyped", dataset, shop.upload("untyped.csv", head, "u,a,1,", "u,b,2,EVENT_TYPE", "v,a,3,"));

        assertThat(failureReason(shop, group, config -> {}))
                .isEqualTo(
                        "Create failed. All values in the EVENT_TYPE column are either reserved keywords or null: of 3"
                                + " interactions 2 have no event type, 1 have EVENT_TYPE. Import event types of your own, or take"
                                + " the column out of the schema.");

        shop.imported("typed", dataset, shop.upload("typed.csv", head, "u,a,1,", "u,b,2,click"));
        assertThat(failureReason(shop, group, config -> {})).contains("has fewer than 1000 interactions");
    }

    @Test
    void anObjectiveIsMeasuredWhateverItsSensitivity() {
        var solution = fixture.solution(
                "prices",
                create -> create.recipeArn(RECIPES + "aws-user-personalization")
                        .solutionConfig(config -> config.optimizationObjective(
                                objective -> objective.itemAttribute("TAKINGS").objectiveSensitivity("OFF"))));
        var version = fixture.trained(solution);

        assertThat(fixture.personalize
                        .getSolutionMetrics(it -> it.solutionVersionArn(version))
                        .metrics())
                .containsKey("average_rewards_at_k");
    }
}
