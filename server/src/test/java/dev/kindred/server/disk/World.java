package dev.kindred.server.disk;

import static dev.kindred.server.disk.JsonClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.Folders;
import dev.kindred.server.cli.TestServer;
import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;

/// A server with a dataset group of all five types, models of each kind, and a domain dataset group with a recommender.
///
/// What is trained is trained once for the JVM, in a folder that each test copies.
final class World implements AutoCloseable {

    static final String ARN = "arn:aws:personalize:us-east-1:000000000000:";
    static final String RECIPES = "arn:aws:personalize:::recipe/";
    static final String ROLE = "arn:aws:iam::000000000000:role/any";
    static final String GROUP = ARN + "dataset-group/shop";
    static final String MARKET = ARN + "dataset-group/market";
    static final String INTERACTIONS = ARN + "dataset/shop/INTERACTIONS";
    static final String ITEMS = ARN + "dataset/shop/ITEMS";
    static final String USERS = ARN + "dataset/shop/USERS";
    static final String ACTIONS = ARN + "dataset/shop/ACTIONS";
    static final String ACTION_INTERACTIONS = ARN + "dataset/shop/ACTION_INTERACTIONS";
    static final String POPULAR = ARN + "solution/popular";
    static final String CAMPAIGN = ARN + "campaign/popular";
    static final String ACTION_CAMPAIGN = ARN + "campaign/actions";
    static final String RECOMMENDER = ARN + "recommender/most";

    private static final String DOMAIN = "VIDEO_ON_DEMAND";
    private static final int USER_COUNT = 40;
    private static final int ITEM_COUNT = 30;
    private static final int EVENTS_OF_A_USER = 8;
    private static final Map<String, String> SETTINGS = Map.of(
            "train.minimum-interactions", "100",
            "train.minimum-users", "5",
            "job.workers", "4",
            "log.requests", "false",
            "log.level", "error");

    private static final class Trained {
        static final Path FOLDER = train();
    }

    private final AtomicInteger names = new AtomicInteger();
    private final TestServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonClient client;
    private final S3Client s3;

    private World(Path folder) {
        server = TestServer.in(folder, SETTINGS);
        client = new JsonClient(server.endpoint(), http);
        s3 = server.configure(S3Client.builder()).forcePathStyle(true).build();
    }

    /// Copies the trained world into an empty folder.
    static void copyTo(Path folder) {
        Folders.copy(Trained.FOLDER, folder);
    }

    /// Starts a server in that folder. It uses the folder's file system.
    static World open(Path folder) {
        return new World(folder);
    }

    private static Path train() {
        try {
            var folder = Files.createTempDirectory("kindred-world");
            try (var world = new World(folder)) {
                world.importAll();
                world.trainAll();
                world.quiesce();
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void importAll() {
        s3.createBucket(request -> request.bucket("data"));
        client.require("CreateDatasetGroup", "name", "shop");
        client.require("CreateDatasetGroup", "name", "market", "domain", DOMAIN);
        imported("shop", "INTERACTIONS", Avro.SHOP_INTERACTIONS, interactions());
        imported(
                "shop",
                "ITEMS",
                Avro.ITEMS,
                lines("ITEM_ID,GENRE", ITEM_COUNT, i -> "i%d,genre-%d".formatted(i, i % 3)));
        imported("shop", "USERS", Avro.USERS, lines("USER_ID,AGE", USER_COUNT, i -> "u%d,%d".formatted(i, 20 + i)));
        imported("shop", "ACTIONS", Avro.ACTIONS, lines("ACTION_ID,COST", 6, i -> "a%d,%d".formatted(i, i)));
        imported(
                "shop",
                "ACTION_INTERACTIONS",
                Avro.ACTION_INTERACTIONS,
                lines(
                        "USER_ID,ACTION_ID,EVENT_TYPE,TIMESTAMP",
                        240,
                        i -> "u%d,a%d,%s,%d"
                                .formatted(
                                        i % USER_COUNT, i % 6, i % 5 < 2 ? "TAKEN" : "NOT_TAKEN", 1_700_000_000 + i)));
        imported("market", "INTERACTIONS", Avro.SHOP_INTERACTIONS, interactions());
        client.require("CreateEventTracker", "name", "tracker", "datasetGroupArn", GROUP);
    }

    private void imported(String group, String type, String avro, List<String> lines) {
        var request = json("name", group + type, "schema", avro);
        if (group.equals("market")) {
            request.put("domain", DOMAIN);
        }
        var schema = client.call("CreateSchema", request).body();
        var dataset = dataset(ARN + "dataset-group/" + group, type, text(schema, "schemaArn"));
        var location = upload(group + type + ".csv", String.join("\n", lines));
        var job = client.require(
                "CreateDatasetImportJob",
                "jobName",
                group + type,
                "datasetArn",
                dataset,
                "dataSource",
                json("dataLocation", location));
        awaitActive("DatasetImportJob", text(job, "datasetImportJobArn"));
    }

    private static List<String> interactions() {
        return lines(
                "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE",
                USER_COUNT * EVENTS_OF_A_USER,
                i -> "u%d,i%d,%d,Watch".formatted(i % USER_COUNT, i * 7 % ITEM_COUNT, 1_700_000_000 + i));
    }

    static List<String> lines(String header, int count, IntFunction<String> line) {
        var lines = new ArrayList<>(List.of(header));
        IntStream.range(0, count).mapToObj(line).forEach(lines::add);
        return lines;
    }

    private void trainAll() {
        var popular = trained(solution("popular", "aws-popularity-count"));
        trained(solution("segments", "aws-item-affinity"));
        var actions = trained(solution("actions", "aws-next-best-action"));
        deployed("ranking", trained(solution("ranking", "aws-personalized-ranking")));
        deployed("popular", popular);
        deployed("actions", actions);
        client.require(
                "CreateRecommender",
                "name",
                "most",
                "datasetGroupArn",
                MARKET,
                "recipeArn",
                RECIPES + "aws-vod-most-popular");
        awaitActive("Recommender", RECOMMENDER);
    }

    TestServer server() {
        return server;
    }

    JsonClient client() {
        return client;
    }

    S3Client s3() {
        return s3;
    }

    /// Returns a name that was not used before.
    String name() {
        return "n" + names.incrementAndGet();
    }

    /// Returns the text of a member.
    static String text(JsonNode json, String member) {
        return json.required(member).asString();
    }

    /// Puts an object into the bucket and returns its location.
    String upload(String key, String content) {
        s3.putObject(request -> request.bucket("data").key(key), RequestBody.fromString(content));
        return "s3://data/" + key;
    }

    /// Returns the text of an object of the bucket.
    String download(String key) {
        return s3.getObjectAsBytes(request -> request.bucket("data").key(key)).asUtf8String();
    }

    String trackingId() {
        return text(
                client.require("DescribeEventTracker", "eventTrackerArn", tracker())
                        .get("eventTracker"),
                "trackingId");
    }

    String actionTrackingId() {
        return text(
                client.require("DescribeDataset", "datasetArn", ACTION_INTERACTIONS)
                        .get("dataset"),
                "trackingId");
    }

    String schema() {
        return text(client.require("CreateSchema", "name", name(), "schema", Avro.ITEMS), "schemaArn");
    }

    String group() {
        return text(client.require("CreateDatasetGroup", "name", name()), "datasetGroupArn");
    }

    String dataset(String group, String type, String schema) {
        return text(
                client.require(
                        "CreateDataset",
                        "name",
                        "data",
                        "datasetGroupArn",
                        group,
                        "datasetType",
                        type,
                        "schemaArn",
                        schema),
                "datasetArn");
    }

    String solution(String name, String recipe) {
        return text(
                client.require(
                        "CreateSolution",
                        "name",
                        name,
                        "datasetGroupArn",
                        GROUP,
                        "recipeArn",
                        RECIPES + recipe,
                        "performAutoTraining",
                        false),
                "solutionArn");
    }

    /// Trains a solution and returns the version.
    String trained(String solution) {
        var version = text(client.require("CreateSolutionVersion", "solutionArn", solution), "solutionVersionArn");
        awaitActive("SolutionVersion", version);
        return version;
    }

    /// Returns the first version of a solution.
    String version(String solution) {
        var versions = client.require("ListSolutionVersions", "solutionArn", ARN + "solution/" + solution)
                .get("solutionVersions");
        return text(versions.get(versions.size() - 1), "solutionVersionArn");
    }

    /// Returns the event tracker.
    String tracker() {
        return text(
                client.require("ListEventTrackers", "datasetGroupArn", GROUP)
                        .get("eventTrackers")
                        .get(0),
                "eventTrackerArn");
    }

    /// Deploys a version and returns the campaign.
    String deployed(String name, String version) {
        var campaign =
                text(client.require("CreateCampaign", "name", name, "solutionVersionArn", version), "campaignArn");
        awaitActive("Campaign", campaign);
        return campaign;
    }

    String filter() {
        return text(
                client.require(
                        "CreateFilter",
                        "name",
                        name(),
                        "datasetGroupArn",
                        GROUP,
                        "filterExpression",
                        "INCLUDE ItemID WHERE Items.GENRE IN (\"genre-1\")"),
                "filterArn");
    }

    /// Returns the status of a resource.
    String status(String type, String arn) {
        var member = Character.toLowerCase(type.charAt(0)) + type.substring(1);
        return text(client.require("Describe" + type, member + "Arn", arn).get(member), "status");
    }

    /// Returns the status of a resource, or nothing if there is none.
    Optional<String> findStatus(String type, String arn) {
        var member = Character.toLowerCase(type.charAt(0)) + type.substring(1);
        var answer = client.call("Describe" + type, json(member + "Arn", arn));
        if (answer.error().equals("ResourceNotFoundException")) {
            return Optional.empty();
        }
        assertThat(answer.isSuccess()).as("%s", answer).isTrue();
        return Optional.of(text(answer.body().get(member), "status"));
    }

    private void awaitActive(String type, String arn) {
        Shop.await("ACTIVE", () -> status(type, arn));
    }

    /// Waits until no job runs or waits for a worker.
    void quiesce() {
        Shop.await(() -> stored().dueJobs() == 0);
    }

    /// Returns what lies in the data directory.
    StoredCatalog stored() {
        return new StoredCatalog(Path.of(server.folder().toString()));
    }

    @Override
    public void close() {
        s3.close();
        http.close();
        server.close();
    }
}
