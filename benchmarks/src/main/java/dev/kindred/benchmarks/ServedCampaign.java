package dev.kindred.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.s3.S3Client;

/// A campaign that is created through the API of a running server, from interactions only, with an event
/// tracker.
///
/// @param seconds the training time of the solution version
record ServedCampaign(String arn, String trackingId, double seconds, KeepAliveConnection connection)
        implements AutoCloseable {

    private static final int MOST_EVENTS_OF_A_CALL = 10;
    private static final Pattern ITEM = Pattern.compile("\"itemId\":\"([^\"]*)\"");
    private static final String SCHEMA = """
            {"type":"record","name":"Interactions","namespace":"com.amazonaws.personalize.schema","fields":[
             {"name":"USER_ID","type":"string"},{"name":"ITEM_ID","type":"string"},
             {"name":"TIMESTAMP","type":"long"}],"version":"1.0"}""";

    /// Imports the interactions, trains by the recipe with its defaults and deploys. Exploration is disabled if
    /// it can be configured.
    ///
    /// @param csv with a header
    static ServedCampaign train(String endpoint, String recipe, String csv) throws IOException, InterruptedException {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
        var name = "quality-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        try (var s3 = S3Client.builder()
                        .endpointOverride(URI.create(endpoint))
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials)
                        .forcePathStyle(true)
                        .build();
                var personalize = PersonalizeClient.builder()
                        .endpointOverride(URI.create(endpoint))
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials)
                        .build()) {
            s3.createBucket(create -> create.bucket(name));
            s3.putObject(put -> put.bucket(name).key("interactions.csv"), RequestBody.fromString(csv));
            var group = group(personalize, name);
            imported(personalize, name, group);
            var solution = personalize
                    .createSolution(create -> create.name(name)
                            .datasetGroupArn(group)
                            .performAutoTraining(false)
                            .recipeArn("arn:aws:personalize:::recipe/" + recipe))
                    .solutionArn();
            await(() -> personalize
                    .describeSolution(it -> it.solutionArn(solution))
                    .solution()
                    .status());
            long start = System.nanoTime();
            var version = personalize
                    .createSolutionVersion(it -> it.solutionArn(solution))
                    .solutionVersionArn();
            await(() -> personalize
                    .describeSolutionVersion(it -> it.solutionVersionArn(version))
                    .solutionVersion()
                    .status());
            double seconds = (System.nanoTime() - start) / 1e9;
            var campaign = campaign(personalize, name, version, recipe.equals("aws-user-personalization"));
            return new ServedCampaign(
                    campaign,
                    tracker(personalize, name, group),
                    seconds,
                    new KeepAliveConnection(URI.create(endpoint)));
        }
    }

    private static String group(PersonalizeClient personalize, String name) throws InterruptedException {
        var group = personalize.createDatasetGroup(create -> create.name(name)).datasetGroupArn();
        await(() -> personalize
                .describeDatasetGroup(it -> it.datasetGroupArn(group))
                .datasetGroup()
                .status());
        return group;
    }

    private static void imported(PersonalizeClient personalize, String name, String group) throws InterruptedException {
        var schema = personalize
                .createSchema(create -> create.name(name).schema(SCHEMA))
                .schemaArn();
        var dataset = personalize
                .createDataset(create -> create.name(name)
                        .schemaArn(schema)
                        .datasetGroupArn(group)
                        .datasetType("Interactions"))
                .datasetArn();
        await(() -> personalize
                .describeDataset(it -> it.datasetArn(dataset))
                .dataset()
                .status());
        var job = personalize
                .createDatasetImportJob(create -> create.jobName(name)
                        .datasetArn(dataset)
                        .dataSource(source -> source.dataLocation("s3://" + name + "/interactions.csv")))
                .datasetImportJobArn();
        await(() -> personalize
                .describeDatasetImportJob(it -> it.datasetImportJobArn(job))
                .datasetImportJob()
                .status());
    }

    private static String campaign(PersonalizeClient personalize, String name, String version, boolean canBeSet)
            throws InterruptedException {
        var campaign = personalize
                .createCampaign(create -> {
                    create.name(name).solutionVersionArn(version);
                    if (canBeSet) {
                        create.campaignConfig(config -> config.itemExplorationConfig(Map.of("explorationWeight", "0")));
                    }
                })
                .campaignArn();
        await(() -> personalize
                .describeCampaign(it -> it.campaignArn(campaign))
                .campaign()
                .status());
        return campaign;
    }

    private static String tracker(PersonalizeClient personalize, String name, String group)
            throws InterruptedException {
        var tracker = personalize.createEventTracker(create -> create.name(name).datasetGroupArn(group));
        await(() -> personalize
                .describeEventTracker(it -> it.eventTrackerArn(tracker.eventTrackerArn()))
                .eventTracker()
                .status());
        return tracker.trackingId();
    }

    private static void await(Supplier<String> status) throws InterruptedException {
        for (var now = status.get(); !now.equals("ACTIVE"); now = status.get()) {
            if (now.endsWith("FAILED")) {
                throw new IllegalStateException(now);
            }
            Thread.sleep(20);
        }
    }

    /// Streams events of an anonymous session, one second apart.
    ///
    /// @param begin the time of the first event, in seconds since 1970
    void put(String session, List<String> items, long begin) throws IOException {
        for (int from = 0; from < items.size(); from += MOST_EVENTS_OF_A_CALL) {
            var events = IntStream.range(from, Math.min(items.size(), from + MOST_EVENTS_OF_A_CALL))
                    .mapToObj(i -> "{\"eventType\":\"click\",\"sentAt\":%d,\"itemId\":\"%s\"}"
                            .formatted(begin + i, items.get(i)))
                    .collect(Collectors.joining(","));
            connection.ask(
                    "POST /events",
                    "{\"trackingId\":\"%s\",\"sessionId\":\"%s\",\"eventList\":[%s]}"
                            .formatted(trackingId, session, events));
        }
    }

    /// Returns items for a user or session, best first.
    List<String> recommend(String user, int numResults) throws IOException {
        var answer = connection.ask(
                "POST /recommendations",
                "{\"campaignArn\":\"%s\",\"userId\":\"%s\",\"numResults\":%d}".formatted(arn, user, numResults));
        return ITEM.matcher(answer)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
