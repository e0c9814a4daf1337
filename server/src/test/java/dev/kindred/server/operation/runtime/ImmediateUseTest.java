package dev.kindred.server.operation.runtime;

import static dev.kindred.server.operation.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.InvalidInputException;
import software.amazon.awssdk.services.personalize.model.MetricAttribute;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeevents.model.Item;
import software.amazon.awssdk.services.personalizeevents.model.User;

/// Dependent calls without a pause between them, as programs for Amazon Personalize make them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImmediateUseTest {

    private static final String ROLE = "arn:aws:iam::000000000000:role/any";
    private static final String EVENTS =
            Avro.schema("Interactions", "USER_ID string", "ITEM_ID string", "TIMESTAMP long", "EVENT_TYPE string");
    private static final String WIDER_ITEMS =
            Avro.schema("Items", "ITEM_ID string", "GENRE string categorical", "COLOUR string? categorical");

    private final TestServer server = TestServer.start(Map.of("job.workers", "4"));
    private final AtomicInteger names = new AtomicInteger();
    private final Shop shop = Shop.at(server);
    private GenreTasteFixture fixture;
    private PersonalizeClient personalize;
    private String version;
    private String recommender;

    @BeforeAll
    void openAndTrain() {
        personalize = shop.personalize();
        recommender = beginRecommender();
        fixture = new GenreTasteFixture(shop);
        version = fixture.version("popular", "aws-popularity-count");
        await("ACTIVE", () -> statusOfRecommender(recommender));
    }

    @AfterAll
    void close() {
        fixture.close();
        server.close();
    }

    /// Creates a recommender in a new domain dataset group, without waiting.
    private String beginRecommender() {
        var group = personalize
                .createDatasetGroup(it -> it.name("videos").domain("VIDEO_ON_DEMAND"))
                .datasetGroupArn();
        var schema = personalize
                .createSchema(it -> it.name("videos").domain("VIDEO_ON_DEMAND").schema(EVENTS))
                .schemaArn();
        var dataset = dataset(group, "Interactions", schema);
        var lines = Stream.concat(
                Stream.of("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE"),
                Stream.iterate(0, i -> i < 1_500, i -> i + 1)
                        .map(i -> "u%d,v%d,%d,Watch".formatted(i % 40, i * 7 % 30, 1_700_000_000 + i)));
        shop.imported("videos", dataset, shop.upload("videos.csv", lines.toArray(String[]::new)));
        return recommender("most");
    }

    private String recommender(String name) {
        return personalize
                .createRecommender(it -> it.name(name)
                        .datasetGroupArn(shop.arn("dataset-group/videos"))
                        .recipeArn(GenreTasteFixture.RECIPES + "aws-vod-most-popular"))
                .recommenderArn();
    }

    private String statusOfRecommender(String arn) {
        return personalize
                .describeRecommender(it -> it.recommenderArn(arn))
                .recommender()
                .status();
    }

    private String newName() {
        return "n" + names.incrementAndGet();
    }

    private String group() {
        return personalize.createDatasetGroup(it -> it.name(newName())).datasetGroupArn();
    }

    private String schema(String avro) {
        return personalize.createSchema(it -> it.name(newName()).schema(avro)).schemaArn();
    }

    private String dataset(String group, String type, String schema) {
        return personalize
                .createDataset(it ->
                        it.name("data").datasetGroupArn(group).datasetType(type).schemaArn(schema))
                .datasetArn();
    }

    private String interactions(String group) {
        return dataset(group, "Interactions", schema(EVENTS));
    }

    private String items(String group) {
        return dataset(group, "Items", schema(Avro.ITEMS));
    }

    private String solution(String group) {
        return personalize
                .createSolution(it -> it.name(newName())
                        .datasetGroupArn(group)
                        .recipeArn(GenreTasteFixture.RECIPES + "aws-popularity-count")
                        .performAutoTraining(false))
                .solutionArn();
    }

    private String campaign(String name) {
        return personalize
                .createCampaign(it -> it.name(name).solutionVersionArn(version))
                .campaignArn();
    }

    private String filter(String group, String expression) {
        return personalize
                .createFilter(it -> it.name(newName()).datasetGroupArn(group).filterExpression(expression))
                .filterArn();
    }

    private String attribution(String name, String group) {
        return personalize
                .createMetricAttribution(it -> it.name(name)
                        .datasetGroupArn(group)
                        .metrics(MetricAttribute.builder()
                                .metricName("views")
                                .eventType("view")
                                .expression("SAMPLECOUNT()")
                                .build())
                        .metricsOutputConfig(output ->
                                output.roleArn(ROLE).s3DataDestination(target -> target.path(shop.folder("reports")))))
                .metricAttributionArn();
    }

    private String beginImport(String dataset) {
        return shop.beginImport(
                newName(),
                dataset,
                shop.upload("one.csv", "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE", "ann,tea,1700000000,view"));
    }

    private void putEvent(String trackingId) {
        fixture.events.putEvents(it -> it.trackingId(trackingId)
                .userId("u0")
                .sessionId("s")
                .eventList(Event.builder()
                        .eventType("view")
                        .itemId("c0")
                        .sentAt(Instant.now())
                        .build()));
    }

    private record Pair(String name, Runnable calls) {}

    private static Pair pair(String name, Runnable calls) {
        return new Pair(name, calls);
    }

    @TestFactory
    Stream<DynamicTest> whatWasJustMadeOrChangedCanBeUsed() {
        return Stream.of(
                        pair("CreateDatasetGroup, CreateDataset", () -> items(group())),
                        pair("CreateDatasetGroup, CreateSolution", () -> solution(group())),
                        pair(
                                "CreateDatasetGroup, CreateEventTracker",
                                () -> personalize.createEventTracker(
                                        it -> it.name(newName()).datasetGroupArn(group()))),
                        pair(
                                "CreateDatasetGroup, CreateDataDeletionJob",
                                () -> personalize.createDataDeletionJob(it -> it.jobName(newName())
                                        .datasetGroupArn(group())
                                        .roleArn(ROLE)
                                        .dataSource(source -> source.dataLocation("s3://none/none.csv")))),
                        pair(
                                "CreateDatasetGroup, DeleteDatasetGroup",
                                () -> personalize.deleteDatasetGroup(it -> it.datasetGroupArn(group()))),
                        pair("CreateDataset, CreateDatasetImportJob", () -> beginImport(interactions(group()))),
                        pair(
                                "CreateDataset, CreateDatasetExportJob",
                                () -> personalize.createDatasetExportJob(it -> it.jobName(newName())
                                        .datasetArn(items(group()))
                                        .roleArn(ROLE)
                                        .jobOutput(output -> output.s3DataDestination(
                                                target -> target.path(shop.folder("exported")))))),
                        pair(
                                "CreateDataset, PutItems",
                                () -> fixture.events.putItems(it -> it.datasetArn(items(group()))
                                        .items(Item.builder()
                                                .itemId("tea")
                                                .properties("{\"genre\": \"drinks\"}")
                                                .build()))),
                        pair("CreateDataset, CreateFilter", () -> {
                            var group = group();
                            items(group);
                            filter(group, "INCLUDE ItemID WHERE Items.GENRE IN (\"a\")");
                        }),
                        pair("CreateDataset, CreateMetricAttribution", () -> {
                            var group = group();
                            interactions(group);
                            attribution(newName(), group);
                        }),
                        pair("CreateDataset, UpdateDataset, UpdateDataset, CreateFilter, DeleteSchema", () -> {
                            var group = group();
                            var first = schema(Avro.ITEMS);
                            var dataset = dataset(group, "Items", first);
                            var wider = schema(WIDER_ITEMS);
                            personalize.updateDataset(
                                    it -> it.datasetArn(dataset).schemaArn(wider));
                            personalize.updateDataset(
                                    it -> it.datasetArn(dataset).schemaArn(wider));
                            filter(group, "INCLUDE ItemID WHERE Items.COLOUR IN (\"red\")");
                            personalize.deleteSchema(it -> it.schemaArn(first));
                        }),
                        pair("CreateEventTracker, PutEvents", () -> {
                            var group = group();
                            interactions(group);
                            putEvent(personalize
                                    .createEventTracker(it -> it.name(newName()).datasetGroupArn(group))
                                    .trackingId());
                        }),
                        pair("CreateMetricAttribution, UpdateMetricAttribution, CreateDatasetImportJob", () -> {
                            var group = group();
                            var dataset = interactions(group);
                            var attribution = attribution(newName(), group);
                            personalize.updateMetricAttribution(
                                    it -> it.metricAttributionArn(attribution).removeMetrics(List.of("views")));
                            personalize.createDatasetImportJob(it -> it.jobName(newName())
                                    .datasetArn(dataset)
                                    .publishAttributionMetricsToS3(true)
                                    .dataSource(source -> source.dataLocation("s3://none/none.csv")));
                        }),
                        pair(
                                "CreateSolution, CreateSolutionVersion, StopSolutionVersionCreation, DeleteSolution",
                                () -> {
                                    var solution = solution(fixture.group);
                                    var made = fixture.begun(solution);
                                    stop(made);
                                    personalize.deleteSolution(it -> it.solutionArn(solution));
                                }),
                        pair("CreateSolution, UpdateSolution, CreateSolutionVersion", () -> {
                            var solution = solution(fixture.group);
                            for (boolean automatic : new boolean[] {true, false}) {
                                personalize.updateSolution(
                                        it -> it.solutionArn(solution).performAutoTraining(automatic));
                            }
                            fixture.begun(solution);
                        }),
                        pair("CreateCampaign, GetRecommendations", () -> {
                            var campaign = campaign(newName());
                            assertThat(fixture.runtime
                                            .getRecommendations(it ->
                                                    it.campaignArn(campaign).userId("u0"))
                                            .itemList())
                                    .hasSize(25);
                        }),
                        pair("CreateCampaign, UpdateCampaign, UpdateCampaign, DeleteCampaign", () -> {
                            var campaign = campaign(newName());
                            for (int tps : new int[] {2, 3}) {
                                personalize.updateCampaign(
                                        it -> it.campaignArn(campaign).minProvisionedTPS(tps));
                            }
                            personalize.deleteCampaign(it -> it.campaignArn(campaign));
                        }),
                        pair("CreateFilter, GetRecommendations", () -> {
                            var campaign = campaign(newName());
                            var filter = filter(fixture.group, "INCLUDE ItemID WHERE Items.GENRE IN (\"Drama\")");
                            assertThat(GenreTasteFixture.comedies(fixture.runtime
                                            .getRecommendations(it -> it.campaignArn(campaign)
                                                    .filterArn(filter)
                                                    .userId("u0"))
                                            .itemList()))
                                    .isZero();
                        }),
                        pair("CreateDataset, PutUsers, CreateFilter, GetRecommendations", () -> {
                            var users = dataset(
                                    fixture.group, "Users", schema(Avro.schema("Users", "USER_ID string", "AGE int?")));
                            fixture.events.putUsers(it -> it.datasetArn(users)
                                    .users(User.builder()
                                            .userId("u0")
                                            .properties("{\"age\": 17}")
                                            .build()));
                            var filter = filter(
                                    fixture.group,
                                    "INCLUDE ItemID WHERE Items.GENRE IN (\"Drama\") IF CurrentUser.AGE < 18");
                            assertThat(GenreTasteFixture.comedies(fixture.runtime
                                            .getRecommendations(it -> it.campaignArn(campaign(newName()))
                                                    .filterArn(filter)
                                                    .userId("u0"))
                                            .itemList()))
                                    .isZero();
                        }),
                        pair(
                                "CreateFilter, CreateBatchInferenceJob",
                                () -> fixture.beginInference(
                                        newName(),
                                        version,
                                        shop.upload("lines.json", "{\"userId\": \"u0\"}"),
                                        it -> it.filterArn(filter(
                                                fixture.group, "INCLUDE ItemID WHERE Items.GENRE IN (\"Drama\")")))),
                        pair("StopRecommender, StartRecommender, GetRecommendations, UpdateRecommender, twice", () -> {
                            personalize.stopRecommender(it -> it.recommenderArn(recommender));
                            personalize.startRecommender(it -> it.recommenderArn(recommender));
                            fixture.runtime.getRecommendations(
                                    it -> it.recommenderArn(recommender).userId("u0"));
                            for (int requests : new int[] {2, 3}) {
                                personalize.updateRecommender(it -> it.recommenderArn(recommender)
                                        .recommenderConfig(
                                                config -> config.minRecommendationRequestsPerSecond(requests)));
                            }
                            personalize.stopRecommender(it -> it.recommenderArn(recommender));
                            personalize.startRecommender(it -> it.recommenderArn(recommender));
                            fixture.runtime.getRecommendations(
                                    it -> it.recommenderArn(recommender).userId("u0"));
                        }))
                .map(pair -> dynamicTest(pair.name(), pair.calls()::run));
    }

    /// The stop is refused if the training of so few rows has already ended.
    private void stop(String made) {
        try {
            personalize.stopSolutionVersionCreation(it -> it.solutionVersionArn(made));
        } catch (InvalidInputException e) {
            assertThat(fixture.describe(made).status()).isEqualTo("ACTIVE");
        }
    }

    @TestFactory
    Stream<DynamicTest> aNameIsFreeAsSoonAsItsResourceIsBeingDeleted() {
        return Stream.of(
                        pair(
                                "recommender",
                                () -> again(
                                        "most-again",
                                        name -> {
                                            var arn = recommender(name);
                                            await("ACTIVE", () -> statusOfRecommender(arn));
                                            return arn;
                                        },
                                        arn -> personalize.deleteRecommender(it -> it.recommenderArn(arn)))),
                        pair(
                                "schema",
                                () -> again(
                                        "schema",
                                        name -> personalize
                                                .createSchema(
                                                        it -> it.name(name).schema(Avro.ITEMS))
                                                .schemaArn(),
                                        arn -> personalize.deleteSchema(it -> it.schemaArn(arn)))),
                        pair(
                                "dataset group",
                                () -> again(
                                        "group",
                                        name -> personalize
                                                .createDatasetGroup(it -> it.name(name))
                                                .datasetGroupArn(),
                                        arn -> personalize.deleteDatasetGroup(it -> it.datasetGroupArn(arn)))),
                        pair("dataset, with its jobs", () -> {
                            var group = group();
                            again(
                                    "import",
                                    name -> {
                                        var dataset = interactions(group);
                                        var job = shop.beginImport(
                                                name, dataset, shop.upload("none.csv", "USER_ID,ITEM_ID,TIMESTAMP"));
                                        await(
                                                "CREATE FAILED",
                                                () -> shop.job(job).status());
                                        return dataset;
                                    },
                                    arn -> personalize.deleteDataset(it -> it.datasetArn(arn)));
                        }),
                        pair("event tracker, one of a group", () -> {
                            var group = group();
                            again(
                                    "tracker",
                                    name -> personalize
                                            .createEventTracker(
                                                    it -> it.name(name).datasetGroupArn(group))
                                            .eventTrackerArn(),
                                    arn -> personalize.deleteEventTracker(it -> it.eventTrackerArn(arn)));
                        }),
                        pair("metric attribution, one of a group", () -> {
                            var group = group();
                            interactions(group);
                            again(
                                    "attribution",
                                    name -> attribution(newName(), group),
                                    arn -> personalize.deleteMetricAttribution(it -> it.metricAttributionArn(arn)));
                        }),
                        pair(
                                "solution",
                                () -> again(
                                        "solution",
                                        name -> personalize
                                                .createSolution(it -> it.name(name)
                                                        .datasetGroupArn(fixture.group)
                                                        .recipeArn(GenreTasteFixture.RECIPES + "aws-popularity-count"))
                                                .solutionArn(),
                                        arn -> personalize.deleteSolution(it -> it.solutionArn(arn)))),
                        pair(
                                "campaign",
                                () -> again("campaign", this::campaign, arn -> {
                                    fixture.runtime.getRecommendations(
                                            it -> it.campaignArn(arn).userId("u0"));
                                    personalize.deleteCampaign(it -> it.campaignArn(arn));
                                })),
                        pair(
                                "filter",
                                () -> again(
                                        "filter",
                                        name -> personalize
                                                .createFilter(it -> it.name(name)
                                                        .datasetGroupArn(fixture.group)
                                                        .filterExpression("INCLUDE ItemID WHERE Items.PRICE > 1"))
                                                .filterArn(),
                                        arn -> personalize.deleteFilter(it -> it.filterArn(arn)))))
                .map(pair -> dynamicTest(pair.name(), pair.calls()::run));
    }

    /// Creates and deletes it twice, and creates it a third time.
    private static void again(String name, Function<String, String> create, Consumer<String> delete) {
        for (int time = 0; time < 2; time++) {
            delete.accept(create.apply(name));
        }
        assertThat(create.apply(name)).isNotEmpty();
    }

    @Test
    void aCleanUpNeedsNoPause() {
        var group = group();
        var schema = schema(EVENTS);
        var dataset = dataset(group, "Interactions", schema);
        var itemSchema = schema(Avro.ITEMS);
        var items = dataset(group, "Items", itemSchema);
        var solution = solution(group);
        var filter = filter(group, "INCLUDE ItemID WHERE Items.GENRE IN (\"a\")");
        var attribution = attribution(newName(), group);
        var tracker = personalize
                .createEventTracker(it -> it.name(newName()).datasetGroupArn(group))
                .eventTrackerArn();

        personalize.deleteSolution(it -> it.solutionArn(solution));
        personalize.deleteFilter(it -> it.filterArn(filter));
        personalize.deleteMetricAttribution(it -> it.metricAttributionArn(attribution));
        personalize.deleteEventTracker(it -> it.eventTrackerArn(tracker));
        personalize.deleteDataset(it -> it.datasetArn(dataset));
        personalize.deleteDataset(it -> it.datasetArn(items));
        personalize.deleteSchema(it -> it.schemaArn(schema));
        personalize.deleteSchema(it -> it.schemaArn(itemSchema));
        personalize.deleteDatasetGroup(it -> it.datasetGroupArn(group));

        Shop.awaitGone(() -> shop.statusOfGroup(group));
    }

    @Test
    void aSolutionCanBeDeletedRightAfterItsCampaign() {
        var solution =
                fixture.solution(newName(), it -> it.recipeArn(GenreTasteFixture.RECIPES + "aws-popularity-count"));
        var trained = fixture.trained(solution);
        var campaign = personalize
                .createCampaign(it -> it.name(newName()).solutionVersionArn(trained))
                .campaignArn();

        personalize.deleteCampaign(it -> it.campaignArn(campaign));
        personalize.deleteSolution(it -> it.solutionArn(solution));

        Shop.awaitGone(() -> personalize.describeSolution(it -> it.solutionArn(solution)));
    }

    @Test
    void whatIsStreamedIntoADatasetMadeAgainStays() {
        var group = group();
        var schema = schema(Avro.ITEMS);
        for (int time = 0; time < 5; time++) {
            var dataset = dataset(group, "Items", schema);
            fixture.events.putItems(it -> it.datasetArn(dataset)
                    .items(Item.builder()
                            .itemId("tea")
                            .properties("{\"genre\": \"drinks\"}")
                            .build()));
            personalize.deleteDataset(it -> it.datasetArn(dataset));
        }
        var dataset = dataset(group, "Items", schema);
        fixture.events.putItems(it -> it.datasetArn(dataset)
                .items(Item.builder()
                        .itemId("coffee")
                        .properties("{\"genre\": \"drinks\"}")
                        .build()));

        var job = newName();
        var exported = personalize
                .createDatasetExportJob(it -> it.jobName(job)
                        .datasetArn(dataset)
                        .roleArn(ROLE)
                        .jobOutput(output -> output.s3DataDestination(target -> target.path(shop.folder("exported")))))
                .datasetExportJobArn();
        await(
                "ACTIVE",
                () -> personalize
                        .describeDatasetExportJob(it -> it.datasetExportJobArn(exported))
                        .datasetExportJob()
                        .status());
        assertThat(shop.download(shop.folder("exported") + job + ".csv"))
                .isEqualTo(List.of("ITEM_ID,GENRE", "coffee,drinks"));
    }
}
