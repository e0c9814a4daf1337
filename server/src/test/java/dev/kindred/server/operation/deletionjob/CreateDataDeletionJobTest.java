package dev.kindred.server.operation.deletionjob;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.runtime.GenreTasteFixture;
import dev.kindred.server.task.ImportDataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.model.DataDeletionJob;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeevents.model.User;

/// Data deletion jobs, from the refusals of requests to the rows and models that remain. Slow: each test
/// imports rows and rewrites all files.
class CreateDataDeletionJobTest {

    private static final String USERS = Avro.schema("Users", "USER_ID string", "TOWN string? categorical");
    private static final String GONE = "who-is-to-be-forgotten";
    private static final String GONE_TOO = "who-is-forgotten-too";

    private static String begin(Shop shop, String name, String group, String location) {
        return shop.personalize()
                .createDataDeletionJob(request -> request.jobName(name)
                        .datasetGroupArn(group)
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .dataSource(source -> source.dataLocation(location)))
                .dataDeletionJobArn();
    }

    private static DataDeletionJob job(Shop shop, String arn) {
        return shop.personalize()
                .describeDataDeletionJob(it -> it.dataDeletionJobArn(arn))
                .dataDeletionJob();
    }

    private static DataDeletionJob ended(Shop shop, String arn) {
        await(() -> List.of("COMPLETED", "FAILED").contains(job(shop, arn).status()));
        return job(shop, arn);
    }

    private static String failure(Shop shop, String name, String location) {
        var ended = ended(shop, begin(shop, name, shop.arn("dataset-group/shop"), location));
        assertThat(ended.status()).isEqualTo("FAILED");
        assertThat(ended.numDeleted()).isNull();
        return ended.failureReason();
    }

    /// A shop with users from an import, from PutUsers and from PutEvents. One user has earlier anonymous events.
    private static void fill(Shop shop) {
        var group = shop.group("shop");
        var interactions = shop.dataset(group, "Interactions", shop.schema("interactions", Avro.INTERACTIONS));
        var users = shop.dataset(group, "Users", shop.schema("users", USERS));
        shop.imported(
                "visits",
                interactions,
                shop.upload(
                        "visits.csv",
                        "USER_ID,ITEM_ID,TIMESTAMP",
                        GONE + ",tea,1700000000",
                        "ann,tea,1700000001",
                        GONE_TOO + ",milk,1700000002"));
        shop.imported("people", users, shop.upload("people.csv", "USER_ID,TOWN", GONE + ",Rome", "ann,Oslo"));
        var tracker = shop.tracker("tracker", group);
        var trackingId = shop.personalize()
                .describeEventTracker(it -> it.eventTrackerArn(tracker))
                .eventTracker()
                .trackingId();
        try (var events = shop.server()
                .configure(PersonalizeEventsClient.builder())
                .region(Region.of(shop.region()))
                .build()) {
            events.putUsers(put -> put.datasetArn(users)
                    .users(
                            User.builder().userId(GONE_TOO).build(),
                            User.builder().userId("ben").build()));
            put(events, trackingId, null, "session-of-the-forgotten", 3);
            put(events, trackingId, GONE, "session-of-the-forgotten", 4);
            put(events, trackingId, "ben", "session-of-ben", 5);
        }
    }

    private static void put(
            PersonalizeEventsClient events, String trackingId, @Nullable String user, String session, int second) {
        events.putEvents(put -> put.trackingId(trackingId)
                .userId(user)
                .sessionId(session)
                .eventList(Event.builder()
                        .eventType("view")
                        .itemId("jam")
                        .sentAt(Instant.ofEpochSecond(1_700_000_000L + second))
                        .build()));
    }

    private static List<String> exported(Shop shop, String name, String type) {
        var arn = shop.personalize()
                .createDatasetExportJob(request -> request.jobName(name)
                        .datasetArn(shop.arn("dataset/shop/" + type))
                        .ingestionMode("ALL")
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .jobOutput(out -> out.s3DataDestination(to -> to.path(shop.folder("exported")))))
                .datasetExportJobArn();
        await(
                "ACTIVE",
                () -> shop.personalize()
                        .describeDatasetExportJob(it -> it.datasetExportJobArn(arn))
                        .datasetExportJob()
                        .status());
        return shop.download(shop.folder("exported") + name + ".csv");
    }

    @Test
    void usersAreGoneFromWhatWasImportedAndStreamed() {
        var shop = Shop.open();
        fill(shop);

        var job = ended(
                shop,
                begin(
                        shop,
                        "forget",
                        shop.arn("dataset-group/shop"),
                        shop.upload("forget.csv", "USER_ID", GONE, "a-stranger", GONE_TOO, GONE)));

        assertThat(job.status()).isEqualTo("COMPLETED");
        assertThat(job.numDeleted()).isEqualTo(2);
        assertThat(job.failureReason()).isNull();
        assertThat(exported(shop, "interactions", "INTERACTIONS"))
                .containsExactly("USER_ID,ITEM_ID,TIMESTAMP", "ann,tea,1700000001", "ben,jam,1700000005");
        assertThat(exported(shop, "users", "USERS")).containsExactly("USER_ID,TOWN", "ann,Oslo", "ben,");
    }

    @Test
    void noFileOfTheServerNamesThemButThoseThatTheirOwnerUploaded(@TempDir Path folder) throws IOException {
        try (var server = TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            var shop = Shop.at(server);
            fill(shop);
            exported(shop, "before", "INTERACTIONS"); // so that some of it is in dataset files
            assertThat(filesWith(folder, GONE)).isNotEmpty();

            var job = begin(
                    shop,
                    "forget",
                    shop.arn("dataset-group/shop"),
                    shop.upload("forget.csv", "USER_ID", GONE, GONE_TOO));

            assertThat(ended(shop, job).status()).isEqualTo("COMPLETED");
            assertThat(filesWith(folder, GONE)).isEmpty();
            assertThat(filesWith(folder, GONE_TOO)).isEmpty();
            assertThat(filesWith(folder, "session-of-the-forgotten")).isEmpty();
            assertThat(filesWith(folder, "ben")).isNotEmpty();
        }
    }

    private static List<Path> filesWith(Path folder, String text) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(folder.resolve("s3")) && has(file, text))
                    .toList();
        }
    }

    private static boolean has(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false; // deleted concurrently
        }
    }

    @Test
    void whoIsForgottenIsAStrangerToCampaigns() {
        var fixture = new GenreTasteFixture();
        var campaign = fixture.campaign("aws-user-personalization-v2");
        var filter = fixture.filter("INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"*\")");

        var job = begin(fixture.shop, "forget", fixture.group, fixture.shop.upload("forget.csv", "USER_ID", "u0"));

        assertThat(ended(fixture.shop, job).numDeleted()).isEqualTo(1);
        await(() -> fixture.runtime
                .getRecommendations(it -> it.campaignArn(campaign).userId("u0").filterArn(filter))
                .itemList()
                .isEmpty());
        assertThat(fixture.runtime
                        .getRecommendations(
                                it -> it.campaignArn(campaign).userId("u2").filterArn(filter))
                        .itemList())
                .isNotEmpty();
        fixture.close();
    }

    @Test
    void theFilesOfAFolderAreReadAtWhateverDepth() {
        var shop = Shop.open();
        fill(shop);
        shop.upload("lists/a.csv", "USER_ID", GONE);
        shop.upload("lists/deep/deeper/b.CSV", "\"USER_ID\"", "\"" + GONE_TOO + "\"");
        shop.upload("lists/readme.txt", "no list");

        var job = begin(shop, "forget", shop.arn("dataset-group/shop"), shop.folder("lists"));

        assertThat(ended(shop, job).numDeleted()).isEqualTo(2);
    }

    @Test
    void foldersNeedNoSlashAndWhatIsNoDataIsPassedOver() throws IOException {
        var shop = Shop.open();
        fill(shop);
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(("USER_ID\n\"" + GONE + "\"\n").getBytes(StandardCharsets.UTF_8));
        }
        shop.upload("lists/deep/a.CSV.GZ", bytes.toByteArray());
        shop.upload("lists/_temporary/0/b.csv", "USER_ID", GONE_TOO);
        shop.upload("lists/.hidden.csv", "no list");
        shop.upload("lists/empty.csv", new byte[0]);
        var folder = shop.folder("lists");

        var job = begin(shop, "forget", shop.arn("dataset-group/shop"), folder.substring(0, folder.length() - 1));

        assertThat(ended(shop, job).numDeleted()).isEqualTo(1);
        assertThat(shop.report(job).get("filesRead").asInt()).isEqualTo(1);
        assertThat(shop.report(job).get("linesRead").asInt()).isEqualTo(1);
        assertThat(shop.report(job).get("warnings").get(0).asString())
                .startsWith("Passed over: .hidden.csv, _temporary/0/b.csv, empty.csv (");
    }

    @Test
    void aDamagedListRemovesNobody() throws IOException {
        var shop = Shop.open();
        fill(shop);
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(("USER_ID\n" + GONE + "\n").getBytes(StandardCharsets.UTF_8));
        }
        bytes.write(0x1F); // of a second member

        assertThat(failure(shop, "cut", shop.upload("cut.csv.gz", bytes.toByteArray())))
                .contains(
                        "cut.csv.gz: The file is cut: it ends at byte %,d, and gzip member 2".formatted(bytes.size()));
        assertThat(failure(shop, "invisible", shop.upload("invisible.csv", "USER_ID\u00a0", GONE)))
                .endsWith("It reads: \"USER_ID\\u00a0\".");
        assertThat(exported(shop, "interactions", "INTERACTIONS")).anyMatch(line -> line.startsWith(GONE));
    }

    @Test
    void whoComesAgainIsTakenInAgain() {
        var shop = Shop.open();
        fill(shop);
        ended(shop, begin(shop, "forget", shop.arn("dataset-group/shop"), shop.upload("f.csv", "USER_ID", GONE)));

        shop.imported(
                "again",
                shop.arn("dataset/shop/INTERACTIONS"),
                shop.upload("again.csv", "USER_ID,ITEM_ID,TIMESTAMP", GONE + ",tea,1700000009"));

        assertThat(exported(shop, "interactions", "INTERACTIONS")).contains(GONE + ",tea,1700000009");
    }

    @Test
    void aListThatIsNoneFailsTheJobAndRemovesNobody() {
        var shop = Shop.open();
        fill(shop);

        assertThat(failure(shop, "none", shop.folder("x") + "none.csv")).startsWith("There is no object s3://");
        assertThat(failure(shop, "empty", shop.folder("nothing"))).contains("holds no file whose name ends in .csv");
        assertThat(failure(shop, "columns", shop.upload("two.csv", "USER_ID,TOWN", GONE + ",Rome")))
                .contains("is not USER_ID. It must name that one column, and no other.");
        assertThat(failure(shop, "header", shop.upload("headless.csv", GONE))).contains("is not USER_ID");
        assertThat(failure(shop, "long", shop.upload("long.csv", "USER_ID", "x".repeat(300))))
                .contains("256");
        assertThat(exported(shop, "interactions", "INTERACTIONS")).anyMatch(line -> line.startsWith(GONE));
    }

    @Test
    void aGroupCanBeDeletedWhenItsJobsAreOver() {
        var shop = Shop.open();
        var group = shop.group("shop");
        var job = ended(shop, begin(shop, "forget", group, shop.upload("forget.csv", "USER_ID", GONE)));
        assertThat(job.numDeleted()).isZero();

        shop.personalize().deleteDatasetGroup(it -> it.datasetGroupArn(group));

        Shop.awaitGone(() -> shop.statusOfGroup(group));
        assertThat(shop.personalize().listDataDeletionJobs(it -> {}).dataDeletionJobs())
                .isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        var shop = Shop.open();
        var group = shop.group("shop");

        assertThat(refusal(() -> begin(shop, "no", shop.arn("dataset-group/none"), "s3://shop/users.csv")))
                .isEqualTo(notFound(shop.arn("dataset-group/none")));
        assertThat(refusal(() -> begin(shop, "no", group, "users.csv"))).contains("dataSource.dataLocation");
        begin(shop, "twice", group, "s3://shop/users.csv");
        assertThat(refusal(() -> begin(shop, "twice", group, "s3://shop/users.csv")))
                .isEqualTo(Shop.exists(shop.arn("data-deletion-job/twice")));
    }
}
