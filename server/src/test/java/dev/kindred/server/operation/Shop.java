package dev.kindred.server.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.cli.Polling;
import dev.kindred.server.cli.TestServer;
import dev.kindred.server.task.ImportDataset.Milestone;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetImportJob;
import software.amazon.awssdk.services.personalize.model.PersonalizeException;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;
import software.amazon.awssdk.services.personalize.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An account's region with the resources of a web shop, isolated from other regions. All shops of one JVM share
/// two real servers, one with the default quotas and one with quotas of two.
public final class Shop {

    private static final AtomicInteger OPENED = new AtomicInteger();
    private static final Map<String, CountDownLatch> HELD = new ConcurrentHashMap<>();
    private static final Map<String, BlockedStage> BLOCKED_STAGES = new ConcurrentHashMap<>();
    private static final String BUCKET = "shop-data";

    private static final class Servers {
        static final TestServer ROOMY = running(Map.of(
                "delete.delay", "300ms", "job.workers", "20", "job.transfer-workers", "20", "job.batch-workers", "20"));
        static final TestServer SMALL = running(Map.of(
                "quota.schemas",
                "2",
                "quota.dataset-groups",
                "2",
                "quota.pending-import-jobs",
                "2",
                "quota.tags-per-resource",
                "2",
                "job.workers",
                "20",
                "job.transfer-workers",
                "20",
                "job.batch-workers",
                "20"));

        private static TestServer running(Map<String, String> settings) {
            var server = TestServer.start(
                    settings,
                    (job, milestone) -> {
                        if (milestone == Milestone.STARTED) {
                            holdIfWanted(job.jobName());
                        }
                    },
                    (job, progress) -> {
                        var blocked = BLOCKED_STAGES.get(job.arn().region());
                        if (blocked != null) {
                            blocked.reached(job, progress);
                        }
                    });
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        }
    }

    private final TestServer server;
    private final String region;
    private final PersonalizeClient personalize;

    private Shop(TestServer server) {
        this(server, "shop-" + OPENED.incrementAndGet());
    }

    private Shop(TestServer server, String region) {
        this.server = server;
        this.region = region;
        this.personalize = server.personalize(region);
    }

    /// Returns a shop on the server with the default quotas.
    public static Shop open() {
        return new Shop(Servers.ROOMY);
    }

    /// Returns a shop with quotas of two schemas, two dataset groups, two pending import jobs and two tags on a
    /// resource.
    public static Shop openWithQuotasOfTwo() {
        return new Shop(Servers.SMALL);
    }

    /// Returns a shop on a server of the test.
    public static Shop at(TestServer server) {
        return new Shop(server);
    }

    /// Returns the shop of that region, which an earlier server had, on a server of the test.
    public static Shop at(TestServer server, String region) {
        return new Shop(server, region);
    }

    public PersonalizeClient personalize() {
        return personalize;
    }

    public TestServer server() {
        return server;
    }

    public String region() {
        return region;
    }

    /// Returns the ARN of this shop's resource with that tail, such as `schema/movies`.
    public String arn(String tail) {
        return "arn:aws:personalize:%s:000000000000:%s".formatted(region, tail);
    }

    /// Creates a custom dataset group and waits until it is ACTIVE.
    public String group(String name) {
        return group(name, null);
    }

    public String group(String name, @Nullable String domain) {
        var arn = personalize
                .createDatasetGroup(request -> request.name(name).domain(domain))
                .datasetGroupArn();
        await("ACTIVE", () -> statusOfGroup(arn));
        return arn;
    }

    public String statusOfGroup(String arn) {
        return personalize
                .describeDatasetGroup(request -> request.datasetGroupArn(arn))
                .datasetGroup()
                .status();
    }

    /// Creates a schema for custom dataset groups.
    public String schema(String name, String avro) {
        return personalize
                .createSchema(request -> request.name(name).schema(avro))
                .schemaArn();
    }

    /// Creates a dataset and waits until it is ACTIVE.
    public String dataset(String group, String type, String schema) {
        var arn = personalize
                .createDataset(request -> request.name("data")
                        .datasetGroupArn(group)
                        .datasetType(type)
                        .schemaArn(schema))
                .datasetArn();
        await("ACTIVE", () -> statusOfDataset(arn));
        return arn;
    }

    public String statusOfDataset(String arn) {
        return personalize
                .describeDataset(request -> request.datasetArn(arn))
                .dataset()
                .status();
    }

    /// Creates a dataset of interactions, with its schema and group.
    public String interactions() {
        return dataset(group("shop"), "Interactions", schema("interactions", Avro.INTERACTIONS));
    }

    /// Creates a dataset of items, with its schema and group.
    public String items() {
        return dataset(group("shop"), "Items", schema("items", Avro.ITEMS));
    }

    /// Creates an event tracker and waits until it is ACTIVE.
    public String tracker(String name, String group) {
        var arn = personalize
                .createEventTracker(request -> request.name(name).datasetGroupArn(group))
                .eventTrackerArn();
        await(
                "ACTIVE",
                () -> personalize
                        .describeEventTracker(request -> request.eventTrackerArn(arn))
                        .eventTracker()
                        .status());
        return arn;
    }

    /// Uploads a file to S3 and returns its location.
    public String upload(String key, String... lines) {
        return upload(key, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Uploads a file to S3 and returns its location.
    public String upload(String key, byte[] content) {
        try (S3Client s3 = server.s3()) {
            if (s3.listBuckets().buckets().stream().noneMatch(it -> it.name().equals(BUCKET))) {
                s3.createBucket(request -> request.bucket(BUCKET));
            }
            var path = region + "/" + key;
            s3.putObject(request -> request.bucket(BUCKET).key(path), RequestBody.fromBytes(content));
            return "s3://" + BUCKET + "/" + path;
        }
    }

    /// Returns the lines of a file in S3.
    public List<String> download(String address) {
        return text(address).lines().toList();
    }

    /// Returns a file in S3.
    public String text(String address) {
        var path = address.substring("s3://".length() + BUCKET.length() + 1);
        try (S3Client s3 = server.s3()) {
            return s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(path))
                    .asUtf8String();
        }
    }

    /// Returns the location of a folder in S3.
    public String folder(String name) {
        return "s3://" + BUCKET + "/" + region + "/" + name + "/";
    }

    /// Returns the report of the job of that ARN.
    public JsonNode report(String arn) {
        try (var http = HttpClient.newHttpClient()) {
            var address = server.endpoint().resolve("/kindred/jobs/" + arn + "/report");
            return JsonMapper.shared()
                    .readTree(http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Uploads a file with one interaction.
    public String oneInteraction() {
        return upload("interactions.csv", "USER_ID,ITEM_ID,TIMESTAMP", "ann,tea,1700000000");
    }

    /// Creates an import job for a file.
    public String beginImport(String jobName, String dataset, String location) {
        return personalize
                .createDatasetImportJob(request -> request.jobName(jobName)
                        .datasetArn(dataset)
                        .dataSource(source -> source.dataLocation(location)))
                .datasetImportJobArn();
    }

    /// Imports a file and waits until the job is finished.
    public String imported(String jobName, String dataset, String location) {
        var arn = beginImport(jobName, dataset, location);
        await("ACTIVE", () -> job(arn).status());
        return arn;
    }

    public DatasetImportJob job(String arn) {
        return personalize
                .describeDatasetImportJob(request -> request.datasetImportJobArn(arn))
                .datasetImportJob();
    }

    /// Blocks the worker of the job of that name until [#release(String)].
    public static void hold(String jobName) {
        HELD.put(jobName, new CountDownLatch(1));
    }

    public static void release(String jobName) {
        var latch = HELD.remove(jobName);
        if (latch != null) {
            latch.countDown();
        }
    }

    private static void holdIfWanted(String jobName) {
        var latch = HELD.get(jobName);
        if (latch == null) {
            return;
        }
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Blocks this shop's jobs of that kind at that stage.
    public BlockedStage blocked(TaskName task, String stage) {
        var blocked = new BlockedStage(task, stage);
        BLOCKED_STAGES.put(region, blocked);
        return blocked;
    }

    public static Tag tag(String key, String value) {
        return Tag.builder().tagKey(key).tagValue(value).build();
    }

    /// Returns the keys of a resource's tags, in order.
    public List<String> tagKeys(String arn) {
        return personalize.listTagsForResource(request -> request.resourceArn(arn)).tags().stream()
                .map(Tag::tagKey)
                .toList();
    }

    /// Waits until the current status is `status`.
    public static void await(String status, Supplier<String> current) {
        await(() -> {
            var now = current.get();
            assertThat(now).isNotEqualTo(status.equals("ACTIVE") ? "CREATE FAILED" : "ACTIVE");
            return now.equals(status);
        });
    }

    /// Waits until `describe` reports that the resource does not exist.
    public static void awaitGone(Runnable describe) {
        await(() -> {
            try {
                describe.run();
                return false;
            } catch (ResourceNotFoundException e) {
                return true;
            }
        });
    }

    public static void await(BooleanSupplier condition) {
        Polling.until(condition);
    }

    /// Returns the type and message of the error of `call`, or fails if it succeeds.
    public static String refusal(ThrowingCallable call) {
        var refusal = catchThrowableOfType(PersonalizeException.class, call);
        assertThat(refusal).as("the call was not refused").isNotNull();
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.requestId()).isNotBlank();
        return refusal.awsErrorDetails().errorCode() + ": "
                + refusal.awsErrorDetails().errorMessage();
    }

    /// Returns the error message of a request with these violations, in AWS's words.
    public static String validation(String... violations) {
        return "ValidationException: %d validation error%s detected: %s"
                .formatted(violations.length, violations.length == 1 ? "" : "s", String.join("; ", violations));
    }

    /// Returns the violation of a missing required member.
    public static String missing(String member) {
        return "Value null at '%s' failed to satisfy constraint: Member must not be null".formatted(member);
    }

    /// Returns the violation of a text that is not an ARN of the service.
    public static String noArn(String value, String member) {
        return "Value '%s' at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: %s"
                .formatted(value, member, "arn:([a-z\\d-]+):personalize:.*:.*:.+");
    }

    public static String notFound(String arn) {
        return "ResourceNotFoundException: Resource Arn " + arn + " does not exist.";
    }

    public static String exists(String arn) {
        return "ResourceAlreadyExistsException: Another resource with Arn " + arn + " already exists.";
    }

    /// Returns that many tags with distinct keys.
    public static List<Tag> tags(int count) {
        var tags = new Tag[count];
        Arrays.setAll(tags, i -> tag("key" + i, "value"));
        return List.of(tags);
    }
}
