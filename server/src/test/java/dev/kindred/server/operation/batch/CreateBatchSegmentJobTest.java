package dev.kindred.server.operation.batch;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.runtime.GenreTasteFixture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.personalize.model.CreateBatchSegmentJobRequest;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeevents.model.Item;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CreateBatchSegmentJobTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String USERS = Avro.schema("Users", "USER_ID string", "TOWN string? categorical", "AGE int?");

    private final GenreTasteFixture fixture = withGuests();
    private final String byItem = fixture.version("by-item", "aws-item-affinity");
    private final String byAttribute = fixture.version("by-attribute", "aws-item-attribute-affinity");

    /// Guests with a number below 100 have a town and an age.
    private static GenreTasteFixture withGuests() {
        var fixture = new GenreTasteFixture();
        var users = fixture.shop.dataset(fixture.group, "Users", fixture.shop.schema("guests", USERS));
        var lines = new ArrayList<>(List.of("USER_ID,TOWN,AGE"));
        IntStream.range(0, 100)
                .forEach(guest -> lines.add("u%d,%s,%d".formatted(guest, guest < 20 ? "Rome" : "Oslo", guest)));
        fixture.shop.imported("guests", users, fixture.shop.upload("guests.csv", lines.toArray(String[]::new)));
        return fixture;
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    private static void plain(CreateBatchSegmentJobRequest.Builder create) {}

    private List<JsonNode> answers(
            String name, String version, Consumer<CreateBatchSegmentJobRequest.Builder> change, String... lines) {
        return fixture.segmented(name, version, change, lines).stream()
                .map(MAPPER::readTree)
                .toList();
    }

    private static List<String> users(JsonNode answer) {
        assertThat(answer.get("error").isNull()).as(answer.toString()).isTrue();
        return answer.get("output").get("usersList").values().stream()
                .map(JsonNode::stringValue)
                .toList();
    }

    private static boolean likesComedies(String user) {
        return Integer.parseInt(user.substring(1)) % 2 == 0;
    }

    @Test
    void anItemIsForTheUsersWhoLikeItsKind() {
        var lines = fixture.segmented(
                "items", byItem, create -> create.numResults(20), "{\"itemId\":\"c1\"}", "", "{\"itemId\":\"d1\"}");

        assertThat(lines).hasSize(2); // a blank line is skipped
        assertThat(lines.getFirst()).startsWith("{\"input\":{\"itemId\":\"c1\"},\"output\":{\"usersList\":[\"u");
        assertThat(lines.getFirst()).endsWith("\"]},\"error\":null}");
        assertThat(users(MAPPER.readTree(lines.getFirst())))
                .hasSize(20)
                .doesNotHaveDuplicates()
                .allMatch(CreateBatchSegmentJobTest::likesComedies);
        assertThat(users(MAPPER.readTree(lines.getLast())))
                .hasSize(20)
                .noneMatch(CreateBatchSegmentJobTest::likesComedies);
    }

    @Test
    void attributesAreForTheUsersWhoLikeItemsWithAllOfThem() {
        var answers = answers(
                "attributes",
                byAttribute,
                create -> create.numResults(60),
                "{\"itemAttributes\":\"ITEMS.GENRE = \\\"Comedy\\\" AND ITEMS.GENRE = \\\"Light\\\"\"}",
                "{\"itemAttributes\":\"items.genre='Drama'\"}",
                "{\"itemAttributes\":\"ITEMS.GENRE = \\\"Comedy\\\" and Items.Genre = \\\"Drama\\\"\"}");

        assertThat(users(answers.getFirst())).hasSize(60).allMatch(CreateBatchSegmentJobTest::likesComedies);
        assertThat(users(answers.get(1))).hasSize(60).noneMatch(CreateBatchSegmentJobTest::likesComedies);
        assertThat(answers.getLast().get("error").stringValue()).isEqualTo("No item meets all of itemAttributes.");
    }

    @Test
    void aNewItemIsForTheMostActiveUsers() {
        fixture.events.putItems(put -> put.datasetArn(fixture.items)
                .items(Item.builder()
                        .itemId("western")
                        .properties("{\"genre\":\"Western\",\"creationTimestamp\":1,\"takings\":1}")
                        .build()));

        var ofItem = answers("new-item", byItem, create -> create.numResults(20), "{\"itemId\":\"western\"}");
        var ofAttributes = answers(
                "new-attribute",
                byAttribute,
                create -> create.numResults(20),
                "{\"itemAttributes\":\"ITEMS.GENRE = \\\"Western\\\"\"}");

        assertThat(users(ofItem.getFirst())).hasSize(20).doesNotHaveDuplicates();
        assertThat(users(ofAttributes.getFirst())).isEqualTo(users(ofItem.getFirst()));
    }

    @Test
    void everyUserIsInASegmentThatIsLargeEnough() {
        var answer = answers("all", byItem, create -> create.numResults(5_000_000), "{\"itemId\":\"c1\"}");

        assertThat(users(answer.getFirst()))
                .containsExactlyInAnyOrder(IntStream.range(0, GenreTasteFixture.GUESTS)
                        .mapToObj("u%d"::formatted)
                        .toArray(String[]::new));
    }

    @Test
    void aLineThatCannotBeAnsweredIsToldWhyAndTheOthersAreAnswered() {
        var answers = answers(
                "wrong",
                byItem,
                CreateBatchSegmentJobTest::plain,
                "{\"itemId\":\"c1\"}",
                "itemId=c1",
                "[1]",
                "{\"item\":\"c1\"}",
                "{\"itemId\":7}",
                "{\"itemId\":\"none\"}",
                "{\"itemId\":\"" + "\uD83C\uDFAC".repeat(257) + "\"}",
                "{\"itemId\":\"d2\"}");

        assertThat(answers).hasSize(8);
        assertThat(users(answers.getFirst())).hasSize(25);
        assertThat(users(answers.getLast())).hasSize(25);
        assertThat(answers.subList(1, 7))
                .allMatch(answer -> answer.get("output").isNull())
                .extracting(answer -> answer.get("error").stringValue())
                .containsExactly(
                        "The line is not JSON. Write an object such as {\"itemId\": \"1\"}.",
                        "The line is not a JSON object. Write one such as {\"itemId\": \"1\"}.",
                        "itemId is missing. Write a line such as {\"itemId\": \"1\"}.",
                        "itemId is not a text. Put the id into quotation marks.",
                        "Item none is in no dataset. Name an item of the dataset group.",
                        "itemId is longer than 256 characters.");
    }

    @Test
    void attributesThatCannotBeReadAreToldWhereAndWhatWasExpected() {
        var answers = answers(
                "unread",
                byAttribute,
                CreateBatchSegmentJobTest::plain,
                "{\"itemId\":\"c1\"}",
                "{\"itemAttributes\":7}",
                "{\"itemAttributes\":\"\"}",
                "{\"itemAttributes\":\"ITEMS.GENRE = \\\"Drama\\\" OR ITEMS.GENRE = \\\"Light\\\"\"}",
                "{\"itemAttributes\":\"ITEMS.GENRE != \\\"Drama\\\"\"}",
                "{\"itemAttributes\":\"ITEMS.GENRE = Drama\"}",
                "{\"itemAttributes\":\"ITEMS.GENRE = \\\"Drama\"}",
                "{\"itemAttributes\":\"USERS.TOWN = \\\"Rome\\\"\"}",
                "{\"itemAttributes\":\"ITEMS.STUDIO = \\\"A\\\"\"}",
                "{\"itemAttributes\":\"ITEMS.PRICE = \\\"1\\\"\"}",
                "{\"itemAttributes\":\"ITEMS.GENRE = \\\"Horror\\\"\"}");

        assertThat(answers)
                .extracting(answer -> answer.get("error").stringValue())
                .containsExactly(
                        "itemAttributes is missing. Write a line such as {\"itemAttributes\": \"ITEMS.GENRE = \\\"Comedy\\\"\"}.",
                        "itemAttributes is not a text. Put it into quotation marks.",
                        "Invalid itemAttributes at position 1: expected ITEMS at the beginning, found the end.",
                        "Invalid itemAttributes at position 23: expected AND or the end after a condition, found \"OR\".",
                        "Invalid itemAttributes at position 13: expected = after the column GENRE, found \"!=\".",
                        "Invalid itemAttributes at position 15: expected a value between quotes after =, found \"Drama\".",
                        "Invalid itemAttributes at position 15: the string that begins here has no closing \"; inside it, \\\" stands for \" and \\\\ for \\.",
                        "Invalid itemAttributes at position 1: expected ITEMS at the beginning, found \"USERS\".",
                        "Items.STUDIO: the Items dataset has no such column. It has ITEM_ID, GENRE, PRICE, CREATION_TIMESTAMP, TAKINGS.",
                        "ITEMS.PRICE at position 7 is not categorical. Those that are: GENRE.",
                        "No item meets all of itemAttributes.");
    }

    @Test
    void aFilterKeepsUsersByWhatIsKnownOfThemAndHasItsValuesOnEachLine() {
        var filter = fixture.filter(
                "INCLUDE UserID WHERE Users.TOWN IN ($TOWNS) AND Users.AGE >= 10 | EXCLUDE UserID WHERE Users.AGE > $MOST");

        var answers = answers(
                "filtered",
                byAttribute,
                create -> create.filterArn(filter).numResults(1000),
                "{\"itemAttributes\":\"ITEMS.GENRE='Drama'\",\"filterValues\":{\"TOWNS\":\"\\\"Rome\\\"\"}}",
                "{\"itemAttributes\":\"ITEMS.GENRE='Drama'\",\"filterValues\":{\"TOWNS\":\"\\\"Rome\\\",\\\"Oslo\\\"\",\"MOST\":\"30\"}}",
                "{\"itemAttributes\":\"ITEMS.GENRE='Drama'\"}",
                "{\"itemAttributes\":\"ITEMS.GENRE='Drama'\",\"filterValues\":{\"TOWNS\":\"\\\"Paris\\\"\"}}");

        assertThat(users(answers.getFirst())).containsExactlyInAnyOrder(ids(10, 20));
        assertThat(users(answers.get(1))).containsExactlyInAnyOrder(ids(10, 31));
        assertThat(answers.get(2).get("error").stringValue()).contains("$TOWNS");
        assertThat(users(answers.getLast())).isEmpty();
    }

    private static String[] ids(int from, int to) {
        return IntStream.range(from, to).mapToObj("u%d"::formatted).toArray(String[]::new);
    }

    @Test
    void usersWithoutMetadataMeetOnlyWhatIsNegated() {
        var known = fixture.filter("EXCLUDE UserID WHERE Users.TOWN IN (\"Rome\", \"Oslo\")");

        var answers =
                answers("unknown", byItem, create -> create.filterArn(known).numResults(1000), "{\"itemId\":\"c1\"}");

        assertThat(users(answers.getFirst())).containsExactlyInAnyOrder(ids(100, GenreTasteFixture.GUESTS));
    }

    @Test
    void aFilterKeepsUsersByWhatTheyDid() {
        var shop = fixture.shop;
        var tracker = shop.tracker("tracker", fixture.group);
        var trackingId = fixture.personalize
                .describeEventTracker(it -> it.eventTrackerArn(tracker))
                .eventTracker()
                .trackingId();
        for (var user : List.of("u4", "u9", "a-new-guest")) {
            fixture.events.putEvents(put -> put.trackingId(trackingId)
                    .userId(user)
                    .sessionId(user)
                    .eventList(Event.builder()
                            .eventType("Rate")
                            .itemId("c3")
                            .sentAt(Instant.ofEpochSecond(1_800_000_000))
                            .build()));
        }
        var raters = fixture.filter("INCLUDE UserID WHERE Interactions.EVENT_TYPE IN (\"rate\")");
        var others = fixture.filter("EXCLUDE UserID WHERE Interactions.EVENT_TYPE IN (\"RATE\")");

        var included =
                answers("raters", byItem, create -> create.filterArn(raters).numResults(1000), "{\"itemId\":\"c1\"}");
        var excluded =
                answers("others", byItem, create -> create.filterArn(others).numResults(1000), "{\"itemId\":\"c1\"}");

        assertThat(users(included.getFirst())).containsExactlyInAnyOrder("u4", "u9", "a-new-guest");
        assertThat(users(excluded.getFirst()))
                .hasSize(GenreTasteFixture.GUESTS - 2)
                .doesNotContain("u4", "u9", "a-new-guest");
    }

    @Test
    void aFolderIsAnsweredFileByFile() {
        var folder = fixture.shop.folder("many");
        fixture.shop.upload("many/a.json", "{\"itemId\":\"c1\"}", "{\"itemId\":\"c2\"}");
        fixture.shop.upload("many/b.json", "{\"itemId\":\"d1\"}");

        var job = fixture.beginSegments("many", byItem, folder, CreateBatchSegmentJobTest::plain);
        await("ACTIVE", () -> fixture.segmentJob(job).status());

        assertThat(fixture.shop.download(fixture.shop.folder("segments") + "a.json.out"))
                .hasSize(2);
        assertThat(fixture.shop.download(fixture.shop.folder("segments") + "b.json.out"))
                .hasSize(1);
    }

    @Test
    void foldersNeedNoSlashAndWhatIsNoDataIsPassedOver() {
        fixture.shop.upload("written/part-0.json", "{\"itemId\":\"c1\"}");
        fixture.shop.upload("written/_SUCCESS", new byte[0]);
        var folder = fixture.shop.folder("written");

        var job = fixture.beginSegments(
                "written", byItem, folder.substring(0, folder.length() - 1), CreateBatchSegmentJobTest::plain);
        await("ACTIVE", () -> fixture.segmentJob(job).status());

        assertThat(fixture.shop.download(fixture.shop.folder("segments") + "part-0.json.out"))
                .hasSize(1);
        assertThat(fixture.shop.report(job).get("warnings").get(0).asString()).startsWith("Passed over: _SUCCESS (");
    }

    @Test
    void aJobTellsWhatItWasAsked() {
        var input = fixture.shop.upload("told.json", "{\"itemId\":\"c0\"}");
        var job = fixture.beginSegments("told", byItem, input, create -> create.tags(Shop.tag("team", "films")));
        await("ACTIVE", () -> fixture.segmentJob(job).status());

        var told = fixture.segmentJob(job);

        assertThat(job).isEqualTo(fixture.shop.arn("batch-segment-job/told"));
        assertThat(told.numResults()).isEqualTo(25);
        assertThat(told.solutionVersionArn()).isEqualTo(byItem);
        assertThat(told.jobInput().s3DataSource().path()).isEqualTo(input);
        assertThat(told.failureReason()).isNull();
        assertThat(fixture.shop.tagKeys(job)).containsExactly("team");
        assertThat(fixture.personalize
                        .listBatchSegmentJobs(it -> it.solutionVersionArn(byItem))
                        .batchSegmentJobs())
                .anyMatch(summary -> summary.batchSegmentJobArn().equals(job));
    }

    @Test
    void aJobWhoseFileIsMissingFailsAndSaysSo() {
        var job = fixture.beginSegments(
                "missing", byItem, fixture.shop.folder("none") + "none.json", CreateBatchSegmentJobTest::plain);

        await("CREATE FAILED", () -> fixture.segmentJob(job).status());

        assertThat(fixture.segmentJob(job).failureReason())
                .startsWith("There is no object s3://")
                .contains("none.json");
    }

    @Test
    void whatCannotBeIsRefused() {
        var popular = fixture.version("popular", "aws-popularity-count");
        var items = "s3://shop/items.json";
        var ofItems = fixture.filter("INCLUDE ItemID WHERE Items.PRICE > 1");
        var ofEvents = fixture.filter("INCLUDE UserID WHERE Interactions.EVENT_TYPE IN (\"buy\")");

        assertThat(refusal(() -> fixture.beginSegments(
                        "no", fixture.shop.arn("solution/none/1"), items, CreateBatchSegmentJobTest::plain)))
                .isEqualTo(notFound(fixture.shop.arn("solution/none/1")));
        assertThat(refusal(() -> fixture.beginSegments("no", popular, items, CreateBatchSegmentJobTest::plain)))
                .isEqualTo(
                        "InvalidInputException: Solution version %s is of recipe aws-popularity-count. It finds no segments of users: take one of aws-item-affinity or aws-item-attribute-affinity."
                                .formatted(popular));
        assertThat(refusal(() -> fixture.beginInference("no", byItem, items, _ -> {})))
                .contains("is of recipe aws-item-affinity. It cannot be used in batch inference jobs");
        assertThat(refusal(() -> fixture.personalize.createCampaign(
                        create -> create.name("no").solutionVersionArn(byItem))))
                .isEqualTo(
                        "InvalidInputException: Solution version %s is of recipe aws-item-affinity, which cannot be deployed. Use it in batch jobs."
                                .formatted(byItem));
        assertThat(refusal(() -> fixture.beginSegments("no", byItem, items, it -> it.numResults(5_000_001))))
                .isEqualTo("InvalidInputException: numResults is 5000001. It can be from 1 to 5,000,000.");
        assertThat(refusal(() -> fixture.beginSegments(
                        "no", byItem, fixture.shop.folder("segments"), CreateBatchSegmentJobTest::plain)))
                .endsWith("Write to another folder.");
        assertThat(refusal(() -> fixture.beginSegments("no", byItem, items, it -> it.filterArn(ofItems))))
                .endsWith("is for ItemID, and this job needs one for UserID.");
        assertThat(refusal(() -> fixture.beginSegments("no", byAttribute, items, it -> it.filterArn(ofEvents))))
                .endsWith(
                        "asks what users did, and recipe aws-item-attribute-affinity takes filters on Users alone. Use one without Interactions.EVENT_TYPE.");
        assertThat(refusal(() -> fixture.beginSegments("no", byItem, items, it -> it.roleArn(null))))
                .contains("roleArn");
    }

    @Test
    void aNameIsTakenOnce() {
        var input = fixture.shop.upload("twice.json", "{\"itemId\":\"c0\"}");
        fixture.beginSegments("twice", byItem, input, CreateBatchSegmentJobTest::plain);

        assertThat(refusal(() -> fixture.beginSegments("twice", byItem, input, CreateBatchSegmentJobTest::plain)))
                .isEqualTo(Shop.exists(fixture.shop.arn("batch-segment-job/twice")));
    }

    @Test
    void theMetricsAreThoseOfSegments() {
        var metrics = fixture.personalize
                .getSolutionMetrics(it -> it.solutionVersionArn(byItem))
                .metrics();

        assertThat(metrics).containsOnlyKeys("coverage", "hits_at_1_percent", "recall_at_1_percent");
        assertThat(metrics.get("coverage")).isBetween(0.01, 1.0);
    }
}
