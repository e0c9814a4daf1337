package dev.kindred.compat;

import dev.kindred.compat.Acknowledgements.Change;
import dev.kindred.compat.CampaignState.SentDeletion;
import dev.kindred.compat.CampaignState.SentEvent;
import dev.kindred.compat.CampaignState.SentImport;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.ImportMode;
import software.amazon.awssdk.services.personalize.model.Tag;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeevents.model.Item;
import software.amazon.awssdk.services.personalizeevents.model.User;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// The clients that write to a server until it is killed. Each writes to keys of its own.
final class CampaignWriters implements AutoCloseable {

    private static final int KEYS = 6;
    private static final int PATIENCE_SECONDS = 60;
    private static final long FIRST_EVENT = 1_800_000_000;
    private static final long FIRST_IMPORTED = 1_900_000_000;
    private static final int SMALLEST_PART = 5 << 20;

    private final CampaignWorld world;
    private final CampaignState state;
    private final PersonalizeClient personalize;
    private final PersonalizeEventsClient events;
    private final S3Client s3;
    private final CountDownLatch enough;
    private final List<Thread> threads;
    private volatile boolean isDown;

    /// @param acknowledged the number of acknowledged calls that end [#awaitEnough]
    CampaignWriters(CampaignWorld world, CampaignState state, PackagedServer server, Random random, int acknowledged) {
        this.world = world;
        this.state = state;
        this.personalize = server.personalize();
        this.events = server.events();
        this.s3 = server.s3();
        this.enough = new CountDownLatch(acknowledged);
        var writers = List.<Consumer<Random>>of(
                this::putEvents, this::putEvents, this::putRows, this::changeObject, this::importRows, this::control);
        this.threads = writers.stream()
                .map(writer -> writing(writer, new Random(random.nextLong())))
                .toList();
    }

    private Thread writing(Consumer<Random> writer, Random random) {
        return Thread.ofPlatform().start(() -> {
            try {
                while (!isDown) {
                    writer.accept(random);
                }
            } catch (RuntimeException e) {
                state.violation("a writer failed: %s", e);
            }
        });
    }

    /// Waits until enough calls were acknowledged.
    void awaitEnough() throws InterruptedException {
        if (!enough.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            state.violation("%d calls were not answered", enough.getCount());
        }
    }

    /// Waits until every writer has noticed that the server is gone.
    @Override
    public void close() {
        isDown = true;
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        personalize.close();
        events.close();
        s3.close();
    }

    /// Makes a call, and notes its answer. Returns whether it succeeded.
    private boolean call(String name, List<? extends Change<?>> changes, Runnable call) {
        try {
            call.run();
            changes.forEach(Change::acknowledge);
            state.count("acknowledged " + name);
            enough.countDown();
            return true;
        } catch (AwsServiceException e) {
            if (e.statusCode() >= 500) {
                state.violation("%s was answered with %d %s", name, e.statusCode(), String.valueOf(e.getMessage()));
            }
            changes.forEach(Change::refuse);
            state.count("refused " + name + " " + e.awsErrorDetails().errorCode());
            enough.countDown(); // or a writer whose calls are all refused would keep the campaign waiting
        } catch (SdkClientException | UncheckedIOException e) {
            state.count("in doubt");
            isDown = true;
        }
        return false;
    }

    private boolean call(String name, Change<?> change, Runnable call) {
        return call(name, List.of(change), call);
    }

    private SentEvent event(String user, Random random) {
        int number = state.next();
        var item = "i" + random.nextInt(CampaignWorld.ITEMS);
        return new SentEvent("e" + number, user, item, "%s,%s,watch,%d".formatted(user, item, FIRST_EVENT + number));
    }

    private void putEvents(Random random) {
        var user = "u" + random.nextInt(CampaignWorld.USERS);
        var sent = IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(_ -> event(user, random))
                .toList();
        putEvents("PutEvents", user, sent);
        if (random.nextInt(8) == 0) {
            putEvents("PutEvents again", user, sent);
        }
    }

    private boolean putEvents(String name, String user, List<SentEvent> sent) {
        var changes = sent.stream()
                .map(event -> state.events.begin(event.id(), Optional.of(event)))
                .toList();
        return call(
                name,
                changes,
                () -> events.putEvents(put -> put.trackingId(world.trackingId())
                        .userId(user)
                        .sessionId(user)
                        .eventList(sent.stream()
                                .map(event -> Event.builder()
                                        .eventId(event.id())
                                        .eventType("watch")
                                        .itemId(event.item())
                                        .sentAt(Instant.ofEpochSecond(FIRST_EVENT
                                                + Integer.parseInt(event.id().substring(1))))
                                        .build())
                                .toList())));
    }

    private void putRows(Random random) {
        int number = state.next();
        if (random.nextBoolean()) {
            var item = "new" + random.nextInt(KEYS);
            call(
                    "PutItems",
                    state.items.begin(item, Optional.of("g" + number)),
                    () -> events.putItems(put -> put.datasetArn(world.items())
                            .items(Item.builder()
                                    .itemId(item)
                                    .properties("{\"genre\": \"g%d\"}".formatted(number))
                                    .build())));
        } else {
            var user = "new" + random.nextInt(KEYS);
            call(
                    "PutUsers",
                    state.users.begin(user, Optional.of("c" + number)),
                    () -> events.putUsers(put -> put.datasetArn(world.users())
                            .users(User.builder()
                                    .userId(user)
                                    .properties("{\"city\": \"c%d\"}".formatted(number))
                                    .build())));
        }
    }

    private void changeObject(Random random) {
        var key = "k/" + random.nextInt(4) + "/x" + random.nextInt(3);
        var content = text(state.next(), random.nextInt(3) == 0 ? 40_000 : 40);
        int kind = random.nextInt(20);
        if (kind < 11) {
            call(
                    "PutObject",
                    state.objects.begin(key, Optional.of(content)),
                    () -> s3.putObject(put -> put.bucket("data").key(key), RequestBody.fromString(content)));
        } else if (kind < 14) {
            call(
                    "DeleteObject",
                    state.objects.begin(key, Optional.empty()),
                    () -> s3.deleteObject(delete -> delete.bucket("data").key(key)));
        } else if (kind < 17) {
            var source = "source/" + state.next();
            if (call(
                    "PutObject",
                    List.of(),
                    () -> s3.putObject(put -> put.bucket("data").key(source), RequestBody.fromString(content)))) {
                call(
                        "CopyObject",
                        state.objects.begin(key, Optional.of(content)),
                        () -> s3.copyObject(copy -> copy.sourceBucket("data")
                                .sourceKey(source)
                                .destinationBucket("data")
                                .destinationKey(key)));
            }
        } else {
            upload(key, content, random);
        }
    }

    private static String text(int number, int length) {
        return (number + ":").repeat(1 + length / (Integer.toString(number).length() + 1));
    }

    private void upload(String key, String content, Random random) {
        var uploadId = new String[] {""};
        if (!call(
                "CreateMultipartUpload",
                List.of(),
                () -> uploadId[0] = s3.createMultipartUpload(
                                create -> create.bucket("data").key(key))
                        .uploadId())) {
            return;
        }
        var contents = random.nextInt(4) == 0 ? List.of(text(state.next(), SMALLEST_PART), content) : List.of(content);
        var parts = new ArrayList<CompletedPart>();
        for (int i = 0; i < contents.size(); i++) {
            int number = i + 1;
            var part = contents.get(i);
            if (!call(
                    "UploadPart",
                    List.of(),
                    () -> parts.add(CompletedPart.builder()
                            .partNumber(number)
                            .eTag(s3.uploadPart(
                                            upload -> upload.bucket("data")
                                                    .key(key)
                                                    .uploadId(uploadId[0])
                                                    .partNumber(number),
                                            RequestBody.fromString(part))
                                    .eTag())
                            .build()))) {
                return;
            }
        }
        boolean ended = random.nextInt(5) == 0
                ? call(
                        "AbortMultipartUpload",
                        List.of(),
                        () -> s3.abortMultipartUpload(
                                abort -> abort.bucket("data").key(key).uploadId(uploadId[0])))
                : call(
                        "CompleteMultipartUpload",
                        state.objects.begin(key, Optional.of(String.join("", contents))),
                        () -> s3.completeMultipartUpload(complete -> complete.bucket("data")
                                .key(key)
                                .uploadId(uploadId[0])
                                .multipartUpload(all -> all.parts(parts))));
        if (ended) {
            state.endedUploads.add(uploadId[0]);
        }
    }

    private void importRows(Random random) {
        var name = "import-" + state.next();
        var mode = random.nextInt(4) == 0 ? ImportMode.FULL : ImportMode.INCREMENTAL;
        var lines = IntStream.range(0, random.nextBoolean() ? 10 : 200)
                .mapToObj(_ -> "u%d,i%d,watch,%d"
                        .formatted(
                                random.nextInt(CampaignWorld.USERS),
                                random.nextInt(CampaignWorld.ITEMS),
                                FIRST_IMPORTED + state.next()))
                .toList();
        if (call(
                "PutObject",
                List.of(),
                () -> s3.putObject(
                        put -> put.bucket("data").key("in/" + name),
                        RequestBody.fromString(Shop.HEADER + String.join("\n", lines) + "\n")))) {
            call(
                    "CreateDatasetImportJob",
                    state.imports.begin(name, Optional.of(new SentImport(mode, lines))),
                    () -> personalize.createDatasetImportJob(create -> create.jobName(name)
                            .datasetArn(world.interactions())
                            .importMode(mode)
                            .roleArn(CampaignWorld.ROLE)
                            .dataSource(source -> source.dataLocation("s3://data/in/" + name))));
        }
    }

    private void control(Random random) {
        switch (random.nextInt(12)) {
            case 0, 1 -> changeTag(random);
            case 2, 3 -> changeSchema(random);
            case 4, 5 -> changeGroup(random);
            case 6, 7 -> changeFilter(random);
            case 8 -> updateCampaign(1 + random.nextInt(500));
            case 9 -> train();
            case 10 -> deleteUser(random);
            default -> inferBatch();
        }
    }

    private void changeTag(Random random) {
        var key = "t" + random.nextInt(KEYS);
        if (random.nextInt(3) > 0) {
            var value = "v" + state.next();
            call(
                    "TagResource",
                    state.tags.begin(key, Optional.of(value)),
                    () -> personalize.tagResource(
                            request -> request.resourceArn(world.group()).tags(tag(key, value))));
        } else {
            call(
                    "UntagResource",
                    state.tags.begin(key, Optional.empty()),
                    () -> personalize.untagResource(
                            untag -> untag.resourceArn(world.group()).tagKeys(key)));
        }
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().tagKey(key).tagValue(value).build();
    }

    private void changeSchema(Random random) {
        var name = "schema-" + random.nextInt(KEYS);
        if (random.nextBoolean()) {
            call(
                    "CreateSchema",
                    state.schemas.begin(name, Optional.of(true)),
                    () -> personalize.createSchema(create -> create.name(name).schema(Shop.SCHEMA)));
        } else {
            call(
                    "DeleteSchema",
                    state.schemas.begin(name, Optional.empty()),
                    () -> personalize.deleteSchema(delete -> delete.schemaArn(arn("schema", name))));
        }
    }

    private void changeGroup(Random random) {
        var name = "group-" + random.nextInt(KEYS);
        if (random.nextBoolean()) {
            call(
                    "CreateDatasetGroup",
                    state.groups.begin(name, Optional.of(true)),
                    () -> personalize.createDatasetGroup(create -> create.name(name)));
        } else {
            call(
                    "DeleteDatasetGroup",
                    state.groups.begin(name, Optional.empty()),
                    () -> personalize.deleteDatasetGroup(delete -> delete.datasetGroupArn(arn("dataset-group", name))));
        }
    }

    private void changeFilter(Random random) {
        var name = "filter-" + random.nextInt(KEYS);
        if (random.nextBoolean()) {
            call(
                    "CreateFilter",
                    state.filters.begin(name, Optional.of(true)),
                    () -> personalize.createFilter(create -> create.name(name)
                            .datasetGroupArn(world.group())
                            .filterExpression("INCLUDE ItemID WHERE Items.GENRE IN (\"base\")")));
        } else {
            call(
                    "DeleteFilter",
                    state.filters.begin(name, Optional.empty()),
                    () -> personalize.deleteFilter(delete -> delete.filterArn(arn("filter", name))));
        }
    }

    private void updateCampaign(int tps) {
        call(
                "UpdateCampaign",
                state.provisioned.begin("c", Optional.of(tps)),
                () -> personalize.updateCampaign(
                        update -> update.campaignArn(world.campaign()).minProvisionedTPS(tps)));
    }

    /// A version has no name that a client gives, so only an acknowledged one is known.
    private void train() {
        call("CreateSolutionVersion", List.of(), () -> {
            var version = personalize
                    .createSolutionVersion(create -> create.solutionArn(world.solution()))
                    .solutionVersionArn();
            state.versions.begin(version, Optional.of(true)).acknowledge();
        });
    }

    private void deleteUser(Random random) {
        int number = state.next();
        var user = "gone" + number;
        var sent = IntStream.range(0, 3).mapToObj(_ -> event(user, random)).toList();
        if (!putEvents("PutEvents", user, sent)) {
            return;
        }
        if (call(
                "PutObject",
                List.of(),
                () -> s3.putObject(
                        put -> put.bucket("data").key("gone/" + user),
                        RequestBody.fromString("USER_ID\n" + user + "\n")))) {
            var lines = sent.stream().map(SentEvent::line).toList();
            call(
                    "CreateDataDeletionJob",
                    state.deletions.begin("deletion-" + number, Optional.of(new SentDeletion(user, lines))),
                    () -> personalize.createDataDeletionJob(create -> create.jobName("deletion-" + number)
                            .datasetGroupArn(world.group())
                            .roleArn(CampaignWorld.ROLE)
                            .dataSource(source -> source.dataLocation("s3://data/gone/" + user))));
        }
    }

    private void inferBatch() {
        var name = "batch-" + state.next();
        if (call(
                "PutObject",
                List.of(),
                () -> s3.putObject(
                        put -> put.bucket("data").key("batch/" + name),
                        RequestBody.fromString("{\"itemId\": \"i1\"}\n{\"itemId\": \"i2\"}\n")))) {
            call(
                    "CreateBatchInferenceJob",
                    state.batchJobs.begin(name, Optional.of(true)),
                    () -> personalize.createBatchInferenceJob(create -> create.jobName(name)
                            .solutionVersionArn(world.version())
                            .roleArn(CampaignWorld.ROLE)
                            .jobInput(input -> input.s3DataSource(source -> source.path("s3://data/batch/" + name)))
                            .jobOutput(
                                    output -> output.s3DataDestination(to -> to.path("s3://data/out/" + name + "/")))));
        }
    }

    static String arn(String type, String name) {
        return "arn:aws:personalize:us-east-1:000000000000:%s/%s".formatted(type, name);
    }
}
