package dev.kindred.server.operation.batch;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.runtime.GenreTasteFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.personalize.model.CreateBatchInferenceJobRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CreateBatchInferenceJobTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final GenreTasteFixture fixture = new GenreTasteFixture();
    private final String popular = fixture.version("popular", "aws-popularity-count");

    @AfterAll
    void close() {
        fixture.close();
    }

    private static void plain(CreateBatchInferenceJobRequest.Builder create) {}

    private List<JsonNode> answers(
            String name, String version, Consumer<CreateBatchInferenceJobRequest.Builder> change, String... lines) {
        return fixture.inferred(name, version, change, lines).stream()
                .map(MAPPER::readTree)
                .toList();
    }

    private static List<String> items(JsonNode answer) {
        return answer.get("output").get("recommendedItems").values().stream()
                .map(JsonNode::stringValue)
                .toList();
    }

    @Test
    void eachUserOfAFileGetsWhatTheyLike() {
        var version = fixture.version("for-you", "aws-user-personalization-v2");

        var answers = answers(
                "users",
                version,
                create -> create.numResults(10),
                IntStream.range(0, 100)
                        .mapToObj("{\"userId\": \"u%d\"}"::formatted)
                        .toArray(String[]::new));

        assertThat(answers).hasSize(100);
        for (int guest = 0; guest < 100; guest++) {
            var answer = answers.get(guest);
            assertThat(answer.propertyNames()).containsExactly("input", "output", "error");
            assertThat(answer.get("input").get("userId").stringValue()).isEqualTo("u" + guest);
            assertThat(answer.get("error").isNull()).isTrue();
            assertThat(answer.get("output").propertyNames()).containsExactly("recommendedItems", "scores", "reason");
            assertThat(items(answer)).hasSize(10).doesNotHaveDuplicates();
            assertThat(answer.get("output").get("scores")).hasSize(10).allMatch(JsonNode::isNumber);
        }
        var toOne = items(answers.getFirst()).stream().filter(id -> id.startsWith("c"));
        assertThat(toOne.count()).isGreaterThanOrEqualTo(7);
    }

    @Test
    void listsAreRankedWhole() {
        var version = fixture.version("ranking", "aws-personalized-ranking");

        var answer = answers(
                        "lists",
                        version,
                        CreateBatchInferenceJobTest::plain,
                        "{\"userId\":\"u1\",\"itemList\":[\"c9\",\"none\",\"d1\",\"d2\"]}")
                .getFirst();

        assertThat(items(answer))
                .containsExactlyInAnyOrder("c9", "none", "d1", "d2")
                .endsWith("none");
        assertThat(answer.get("output").get("scores").get(3).doubleValue()).isZero();
        assertThat(answer.get("output").propertyNames()).containsExactly("recommendedItems", "scores");
    }

    @Test
    void similarItemsComeWithoutScores() {
        var version = fixture.version("sims", "aws-sims");

        var answers = answers(
                "items", version, create -> create.numResults(3), "{\"itemId\":\"c1\"}", "", "{\"itemId\":\"d1\"}");

        assertThat(answers).hasSize(2); // a blank line is skipped
        assertThat(answers.getFirst().get("output").propertyNames()).containsExactly("recommendedItems");
        assertThat(items(answers.getFirst())).hasSize(3).allMatch(id -> id.startsWith("c"));
        assertThat(items(answers.getLast())).allMatch(id -> id.startsWith("d"));
    }

    @Test
    void aLineThatCannotBeAnsweredIsToldWhyAndTheOthersAreAnswered() {
        var version = fixture.version("sims-too", "aws-sims");

        var answers = answers(
                "wrong",
                version,
                CreateBatchInferenceJobTest::plain,
                "{\"itemId\":\"c1\"}",
                "itemId=c1",
                "[1]",
                "{\"userId\":\"u1\"}",
                "{\"itemId\":7}",
                "{\"itemId\":\"" + "x".repeat(257) + "\"}",
                "{\"itemId\":\"" + "\uD83C\uDFAC".repeat(256) + "\"}",
                "{\"itemId\":\"c2\"}");

        assertThat(answers).hasSize(8);
        assertThat(answers.stream().filter(answer -> !answer.get("error").isNull()))
                .allMatch(answer -> answer.get("output").isNull())
                .extracting(answer -> answer.get("error").stringValue())
                .containsExactly(
                        "The line is not JSON. Write an object such as {\"itemId\": \"1\"}.",
                        "The line is not a JSON object. Write one such as {\"itemId\": \"1\"}.",
                        "itemId is missing. Recipe aws-sims finds items like an item: name it.",
                        "itemId is not a text. Put the id into quotation marks.",
                        "itemId is longer than 256 characters.");
        assertThat(items(answers.getLast())).isNotEmpty();
        assertThat(answers.get(1).get("input").stringValue()).isEqualTo("itemId=c1");
        assertThat(items(answers.get(6))).as("an unknown item").isNotEmpty();
    }

    @Test
    void noLineBreaksTheJobAndEachComesBackToTheLetter() {
        var version = fixture.version("sims-again", "aws-sims");

        var answers = answers(
                "halves",
                version,
                CreateBatchInferenceJobTest::plain,
                "{\"itemId\":\"\\ud800\"}",
                "x".repeat(199) + "\uD83C\uDFAC".repeat(20),
                "{\"itemId\":\"c1\",\"n\":12345678901234567890.10}");

        assertThat(answers).hasSize(3);
        assertThat(answers.get(0).get("error").stringValue())
                .isEqualTo("itemId has half of a surrogate pair, which no encoding can hold.");
        assertThat(answers.get(1).get("input").stringValue()).isEqualTo("x".repeat(199) + "\uD83C\uDFAC" + "…");
        assertThat(answers.get(2).get("error").isNull()).isTrue();
        assertThat(fixture.shop.download(fixture.shop.folder("out") + "halves.json.out"))
                .anyMatch(line ->
                        line.startsWith("{\"input\":{\"itemId\":\"c1\",\"n\":12345678901234567890.10},\"output\":{"));
    }

    @Test
    void aFilterHasItsValuesOnEachLine() {
        var filter = fixture.filter("INCLUDE ItemID WHERE Items.GENRE IN ($GENRES)");

        var answers = answers(
                "filtered",
                popular,
                create -> create.filterArn(filter).numResults(40),
                "{\"userId\":\"u0\",\"filterValues\":{\"GENRES\":\"\\\"Drama\\\"\"}}",
                "{\"userId\":\"u0\",\"filterValues\":{\"GENRES\":\"\\\"Comedy\\\",\\\"Drama\\\"\"}}",
                "{\"userId\":\"u0\"}");

        assertThat(items(answers.getFirst())).hasSize(30).allMatch(id -> id.startsWith("d"));
        assertThat(items(answers.get(1))).hasSize(40);
        assertThat(answers.get(2).get("error").stringValue()).contains("GENRES");
    }

    @Test
    void aFolderIsAnsweredFileByFile() {
        var folder = fixture.shop.folder("many");
        fixture.shop.upload("many/a.json", "{\"userId\":\"u0\"}", "{\"userId\":\"u1\"}");
        fixture.shop.upload("many/b.json", "{\"userId\":\"u2\"}");

        var job = fixture.beginInference("many", popular, folder, CreateBatchInferenceJobTest::plain);
        await("ACTIVE", () -> fixture.inference(job).status());

        assertThat(fixture.shop.download(fixture.shop.folder("out") + "a.json.out"))
                .hasSize(2);
        assertThat(fixture.shop.download(fixture.shop.folder("out") + "b.json.out"))
                .hasSize(1);
    }

    @Test
    void foldersNeedNoSlashAndWhatIsNoDataIsPassedOver() throws IOException {
        fixture.shop.upload("written/part-0.json", "{\"userId\":\"u0\"}");
        fixture.shop.upload("written/part-1.JSON.GZ", gzip("{\"userId\":\"u1\"}\n{\"userId\":\"u2\"}\n"));
        fixture.shop.upload("written/_SUCCESS", new byte[0]);
        fixture.shop.upload("written/.part-0.json.crc", new byte[] {1, 2, 3});
        var output = fixture.shop.folder("out-of-written");

        var job = fixture.beginInference(
                "written",
                popular,
                withoutSlash(fixture.shop.folder("written")),
                create -> create.jobOutput(out -> out.s3DataDestination(to -> to.path(withoutSlash(output)))));
        await("ACTIVE", () -> fixture.inference(job).status());

        assertThat(fixture.shop.download(output + "part-0.json.out")).hasSize(1);
        assertThat(fixture.shop.download(output + "part-1.JSON.GZ.out")).hasSize(2);
        var report = fixture.shop.report(job);
        assertThat(report.get("filesRead").asInt()).isEqualTo(2);
        assertThat(report.get("linesRead").asInt()).isEqualTo(3);
        assertThat(report.get("warnings").get(0).asString())
                .startsWith("Passed over: .part-0.json.crc, _SUCCESS (files that are empty");
        assertThat(fixture.inference(job).jobOutput().s3DataDestination().path())
                .isEqualTo(withoutSlash(output));
    }

    private static String withoutSlash(String folder) {
        return folder.substring(0, folder.length() - 1);
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void aDamagedFileFailsTheJobAndLeavesNothing() throws IOException {
        var whole = gzip("{\"userId\":\"u0\"}\n");
        fixture.shop.upload("damaged/whole.json", "{\"userId\":\"u0\"}");
        var file = fixture.shop.upload("damaged/b.json.gz", Arrays.copyOf(whole, whole.length - 1));

        var job = fixture.beginInference(
                "damaged", popular, fixture.shop.folder("damaged"), CreateBatchInferenceJobTest::plain);
        await("CREATE FAILED", () -> fixture.inference(job).status());

        assertThat(fixture.inference(job).failureReason())
                .startsWith(file + ": The file is cut: it ends at byte " + (whole.length - 1));
        assertThatThrownBy(() -> fixture.shop.download(fixture.shop.folder("out") + "whole.json.out"))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void whatCannotBeSeenInALineIsShown() {
        var answers = answers(
                "invisible",
                popular,
                CreateBatchInferenceJobTest::plain,
                "\u00a0{\"userId\":\"u0\"}",
                "{\"userId\":7,\"userId\u200b\":\"u0\"}");

        assertThat(answers)
                .extracting(answer -> answer.get("error").stringValue())
                .containsExactly(
                        "The line is not JSON: its character 1 is \\u00a0. Write an object such as {\"userId\": \"1\"}.",
                        "userId is not a text. Put the id into quotation marks. The line has \"userId\\u200b\".");
    }

    @Test
    void aJobTellsWhatItWasAsked() {
        var input = fixture.shop.upload("told.json", "{\"userId\":\"u0\"}");
        var job = fixture.beginInference("told", popular, input, create -> create.tags(Shop.tag("team", "films")));
        await("ACTIVE", () -> fixture.inference(job).status());

        var told = fixture.inference(job);

        assertThat(job).isEqualTo(fixture.shop.arn("batch-inference-job/told"));
        assertThat(told.numResults()).isEqualTo(25);
        assertThat(told.solutionVersionArn()).isEqualTo(popular);
        assertThat(told.batchInferenceJobModeAsString()).isEqualTo("BATCH_INFERENCE");
        assertThat(told.jobInput().s3DataSource().path()).isEqualTo(input);
        assertThat(told.failureReason()).isNull();
        assertThat(fixture.shop.tagKeys(job)).containsExactly("team");
        assertThat(fixture.personalize
                        .listBatchInferenceJobs(it -> it.solutionVersionArn(popular))
                        .batchInferenceJobs())
                .anyMatch(summary -> summary.batchInferenceJobArn().equals(job));
    }

    @Test
    void aJobWhoseFileIsMissingFailsAndSaysSo() {
        var job = fixture.beginInference(
                "missing", popular, fixture.shop.folder("none") + "none.json", CreateBatchInferenceJobTest::plain);

        await("CREATE FAILED", () -> fixture.inference(job).status());

        assertThat(fixture.inference(job).failureReason())
                .startsWith("There is no object s3://")
                .contains("none.json");
    }

    @Test
    void whatCannotBeIsRefused() {
        var trending = fixture.version("trending", "aws-trending-now");
        var users = "s3://shop/users.json";

        assertThat(refusal(() -> fixture.beginInference(
                        "no", fixture.shop.arn("solution/none/1"), users, CreateBatchInferenceJobTest::plain)))
                .isEqualTo(notFound(fixture.shop.arn("solution/none/1")));
        assertThat(refusal(() -> fixture.beginInference("no", trending, users, CreateBatchInferenceJobTest::plain)))
                .startsWith("InvalidInputException: Solution version " + trending + " is of recipe aws-trending-now.");
        assertThat(refusal(() -> fixture.beginInference("no", popular, users, it -> it.numResults(501))))
                .isEqualTo("InvalidInputException: numResults is 501. It can be from 1 to 500.");
        assertThat(refusal(() -> fixture.beginInference(
                        "no", popular, users, it -> it.jobOutput(out -> out.s3DataDestination(to -> to.path(users))))))
                .endsWith("is where the input is, s3://shop/users.json. Write to another folder.");
        assertThat(refusal(() -> fixture.beginInference(
                        "no", popular, fixture.shop.folder("out"), CreateBatchInferenceJobTest::plain)))
                .endsWith("Write to another folder.");
        assertThat(refusal(() -> fixture.beginInference(
                        "no", popular, users, it -> it.batchInferenceJobMode("THEME_GENERATION"))))
                .contains("THEME_GENERATION needs themeGenerationConfig");
        assertThat(refusal(() -> fixture.beginInference(
                        "no",
                        popular,
                        users,
                        it -> it.batchInferenceJobConfig(
                                config -> config.itemExplorationConfig(Map.of("explorationWeight", "0.1"))))))
                .contains("itemExplorationConfig is not for recipe aws-popularity-count");
        assertThat(refusal(() -> fixture.beginInference(
                        "no", popular, users, it -> it.filterArn(fixture.shop.arn("filter/none")))))
                .isEqualTo(notFound(fixture.shop.arn("filter/none")));
        assertThat(refusal(() -> fixture.beginInference("no", popular, users, it -> it.roleArn(null))))
                .contains("roleArn");
    }

    @Test
    void aNameIsTakenOnce() {
        var input = fixture.shop.upload("twice.json", "{\"userId\":\"u0\"}");
        fixture.beginInference("twice", popular, input, CreateBatchInferenceJobTest::plain);

        assertThat(refusal(() -> fixture.beginInference("twice", popular, input, CreateBatchInferenceJobTest::plain)))
                .isEqualTo(Shop.exists(fixture.shop.arn("batch-inference-job/twice")));
    }

    @Test
    void theSameLineGetsTheSameAnswer() {
        var version = fixture.version("exploring", "aws-user-personalization");
        var lines = new String[50];
        Arrays.fill(lines, "{\"userId\":\"u3\"}");

        assertThat(fixture.inferred("same", version, CreateBatchInferenceJobTest::plain, lines))
                .hasSize(50)
                .containsOnly(fixture.inferred("same-again", version, CreateBatchInferenceJobTest::plain, lines[0])
                        .getFirst());
    }
}
