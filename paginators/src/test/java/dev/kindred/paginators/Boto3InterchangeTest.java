package dev.kindred.paginators;

import static dev.kindred.paginators.ResumeTokenTest.base64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;

/**
 * Compares boto3 and this library on the same service: equal pages, equal requests, and each resumes a walk of the
 * other.
 */
class Boto3InterchangeTest {

    private static final int TOTAL = 23;
    private static final List<String> ITEMS =
            IntStream.range(0, TOTAL).mapToObj(number -> "item-" + number).toList();

    private static @Nullable Boto3 boto3;
    private static final StubService SERVICE = new StubService(TOTAL, 5, "né \"xt\\ 😀/");
    private static final PersonalizeClient CLIENT = SERVICE.client();

    @BeforeAll
    static void startBoto3() throws Exception {
        assumeTrue(
                Boto3.isInstalled(),
                "python3 with boto3 is not on this machine, so tokens are not compared with boto3's here; ResumeTokenTest still"
                        + " holds them to fixed ones");
        boto3 = Boto3.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (boto3 != null) {
            boto3.close();
        }
        CLIENT.close();
        SERVICE.close();
    }

    @ParameterizedTest
    @CsvSource({"1,", "3,", "5,", "7,", "7,3", "4,4", "10,100", "2,1"})
    void eitherSideResumesWhatTheOtherTruncated(int maxItems, @Nullable Integer pageSize) {
        for (boolean boto3Begins : List.of(true, false)) {
            var items = new ArrayList<String>();
            var config = new PaginationConfig(maxItems, pageSize, null);
            boolean boto3sTurn = boto3Begins;
            String token;
            do {
                var run = boto3sTurn ? boto3Walk(config) : javaWalk(config);
                items.addAll(run.items());
                token = run.nextToken();
                config = config.toBuilder().startingToken(token).build();
                boto3sTurn = !boto3sTurn;
            } while (token != null && items.size() <= TOTAL);

            assertThat(items).isEqualTo(ITEMS);
        }
    }

    @Test
    void theSameConfigurationGivesTheSameItemsTokenAndRequests() {
        var starts = new ArrayList<@Nullable String>();
        starts.add(null);
        String serviceToken = "né \\\"xt\\\\ 😀/5";
        starts.add("né \"xt\\ 😀/5");
        starts.add("né \"xt\\ 😀/20___2");
        starts.add("None___3");
        for (var members : List.of(
                "\"nextToken\": null, \"boto_truncate_amount\": 2",
                "\"nextToken\": \"" + serviceToken + "\"",
                "\"nextToken\": \"" + serviceToken + "\", \"boto_truncate_amount\": 4",
                "\"nextToken\": \"" + serviceToken + "\", \"boto_truncate_amount\": 50",
                "\"nextToken\": \"" + serviceToken + "\", \"boto_truncate_amount\": -2",
                "\"nextToken\": \"" + serviceToken + "\", \"boto_truncate_amount\": true",
                "\"boto_truncate_amount\": 1",
                "\"nextToken\": \"None\"",
                "\"nextToken\": \"" + serviceToken + "\", \"maxResults\": null")) {
            starts.add(base64("{" + members + "}"));
        }
        for (var start : starts) {
            for (Integer maxItems : new Integer[] {null, -7, -1, 0, 1, 5, 6, 10, 23}) {
                for (Integer pageSize : new Integer[] {null, 3}) {
                    var config = new PaginationConfig(maxItems, pageSize, start);
                    SERVICE.takeRequests();

                    var expected = boto3Walk(config);
                    var expectedRequests = SERVICE.takeRequests();
                    var actual = javaWalk(config);
                    var actualRequests = SERVICE.takeRequests();

                    assertThat(actual).as(config.toString()).isEqualTo(expected);
                    assertThat(actualRequests).as(config.toString()).isEqualTo(expectedRequests);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "datasetImportJobs[?status=='ACTIVE'].jobName",
                "datasetImportJobs[].[jobName, status]",
                "datasetImportJobs[0].jobName",
                "length(datasetImportJobs)",
                "nextToken",
                "nothing",
                "datasetImportJobs[].nothing",
                "datasetImportJobs[::2].jobName | [0]",
                "max_by(datasetImportJobs, &jobName).jobName",
                "ResponseMetadata.RequestId",
                "ResponseMetadata.HTTPStatusCode"
            })
    void aSearchFindsWhatBoto3Finds(String expression) {
        var config = new PaginationConfig(12, null, null);

        var found = PersonalizePaginators.listDatasetImportJobs(CLIENT)
                .paginate(config)
                .search(expression);

        var expected = member(boto3().walk(SERVICE.endpoint(), config, expression), "found");
        assertThat(json(found.toList())).isEqualTo(expected);
    }

    @Test
    void generatedStartingTokensAreReadAlike() {
        var random = new Random(20_260_101);
        var tokens = IntStream.range(0, 800)
                .mapToObj(number -> StartingTokens.any(random))
                .distinct()
                .toList();

        int accepted = 0;
        for (var token : tokens) {
            var expected = boto3().parse(token);
            if (!isWithinOurLimits(expected)) {
                continue;
            }
            var actual = StartingToken.parse(token);
            accepted++;
            assertThat(json(actual.members())).as(token).isEqualTo(member(expected, "members"));
            assertThat(actual.skipped()).as(token).isEqualTo(amount(member(expected, "skipped")));
        }
        assertThat(tokens.size()).isGreaterThan(400);
        assertThat(accepted).isGreaterThan(250);
    }

    @Test
    void everythingBotocoreRefusesIsRefused() {
        var random = new Random(20_260_102);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            String token = StartingTokens.any(random);
            if (boto3().parse(token).field("error").isPresent()) {
                refused++;
                assertThat(catchThrowable(() -> StartingToken.parse(token)))
                        .as(token)
                        .isInstanceOf(BadStartingTokenException.class);
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void botocoresTableHasTheSameSixteen() {
        var table = new TreeMap<String, String>();
        boto3().paginators().asObject().forEach((operation, paginator) -> {
            table.put(operation, member(paginator, "result_key").asString());
            assertThat(member(paginator, "input_token").asString()).isEqualTo("nextToken");
            assertThat(member(paginator, "output_token").asString()).isEqualTo("nextToken");
            assertThat(member(paginator, "limit_key").asString()).isEqualTo("maxResults");
            assertThat(paginator.asObject()).hasSize(4);
        });

        assertThat(table).isEqualTo(StubService.RESULT_KEYS);
    }

    /** The result of a walk, or its error message. */
    private record Run(
            List<String> items,
            @Nullable String nextToken,
            @Nullable String error) {}

    private static Run javaWalk(PaginationConfig config) {
        try {
            var result = PersonalizePaginators.listDatasetImportJobs(CLIENT)
                    .paginate(config)
                    .buildFullResult();
            var items = result.items().stream()
                    .map(DatasetImportJobSummary::jobName)
                    .toList();
            return new Run(items, result.nextToken().orElse(null), null);
        } catch (BadStartingTokenException bad) {
            return new Run(List.of(), null, "ValueError: " + bad.getMessage());
        }
    }

    private static Run boto3Walk(PaginationConfig config) {
        var answer = boto3().walk(SERVICE.endpoint(), config, null);
        if (answer.field("error").isPresent()) {
            return new Run(List.of(), null, member(answer, "error").asString());
        }
        var items = member(answer, "items").asArray().stream()
                .map(JsonNode::asString)
                .toList();
        var nextToken = member(answer, "nextToken");
        return new Run(items, nextToken.isNull() ? null : nextToken.asString(), null);
    }

    private static Boto3 boto3() {
        return Objects.requireNonNull(boto3);
    }

    /**
     * Excludes tokens that this library rejects intentionally: tokens that are not text, and amounts that are not a
     * number of items.
     */
    private static boolean isWithinOurLimits(JsonNode parsed) {
        if (parsed.field("error").isPresent()) {
            return false;
        }
        var token = member(parsed, "members").field("nextToken");
        var skipped = member(parsed, "skipped");
        boolean isText = token.isEmpty() || token.get().isNull() || token.get().isString();
        boolean isCount = skipped.isNumber() && skipped.asNumber().matches("-?[0-9]{1,9}");
        return isText && (isCount || skipped.isNull() || skipped.isBoolean());
    }

    private static int amount(JsonNode skipped) {
        if (skipped.isNumber()) {
            return Integer.parseInt(skipped.asNumber());
        }
        return skipped.isBoolean() && skipped.asBoolean() ? 1 : 0;
    }

    private static JsonNode member(JsonNode object, String name) {
        return object.field(name).orElseThrow(() -> new AssertionError("No " + name + " in " + object));
    }

    private static JsonNode json(@Nullable Object plain) {
        return JsonNode.parser().parse(written(plain));
    }

    private static String written(@Nullable Object plain) {
        if (plain instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> written(entry.getKey()) + ":" + written(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (plain instanceof List<?> list) {
            return list.stream().map(Boto3InterchangeTest::written).collect(Collectors.joining(",", "[", "]"));
        }
        return plain instanceof String string ? PythonJson.quote(string) : String.valueOf(plain);
    }
}
