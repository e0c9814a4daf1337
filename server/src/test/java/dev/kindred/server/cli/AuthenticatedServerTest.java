package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.operation.Operation;
import dev.kindred.server.resource.Arn;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.SdkHttpMethod;

/// A server with accounts and keys, and callers with the wrong ones. Requests are signed by the AWS SDK's signer.
class AuthenticatedServerTest {

    private static final String OWNER = "111122223333";
    private static final String OTHER = "444455556666";
    private static final String NOBODY = "999999999999";
    private static final String SECRET = "a-secret-of-20-chars";
    private static final String ACCOUNTS = """
            {"accounts": [
              {"id": "111122223333", "keys": [
                {"id": "OWNER", "secret": "a-secret-of-20-chars", "rights": ["admin", "monitoring"]},
                {"id": "READER", "secret": "a-secret-of-20-chars", "rights": ["read-only"]},
                {"id": "PAGE", "secret": "a-secret-of-20-chars", "rights": ["runtime-only", "events-only"],
                 "datasetGroups": ["shop"], "origins": ["https://shop.example"]},
                {"id": "SHOP", "secret": "a-secret-of-20-chars", "rights": ["admin"], "datasetGroups": ["shop"]}]},
              {"id": "444455556666", "keys": [
                {"id": "OTHER", "secret": "a-secret-of-20-chars", "rights": ["admin"]}]}]}
            """;

    @TempDir
    private static Path folder;

    private static TestServer server;
    private static final Map<String, String> ARNS = new TreeMap<>();

    @BeforeAll
    static void start() throws IOException {
        var accounts = Files.writeString(folder.resolve("accounts.json"), ACCOUNTS);
        server = TestServer.start(Map.of("auth.mode", "sigv4", "auth.accounts", accounts.toString()));
        create("CreateDatasetGroup", "datasetGroupArn", "{\"name\":\"shop\"}");
        create("CreateDatasetGroup", "otherGroupArn", "{\"name\":\"films\"}");
        create("CreateSchema", "schemaArn", "{\"name\":\"rows\",\"schema\":%s}".formatted(quoted("""
                                {"type":"record","name":"Interactions","namespace":"com.amazonaws.personalize.schema",
                                "fields":[{"name":"USER_ID","type":"string"},{"name":"ITEM_ID","type":"string"},
                                {"name":"TIMESTAMP","type":"long"},{"name":"EVENT_TYPE","type":"string"}],"version":"1.0"}""")));
        create(
                "CreateDataset",
                "datasetArn",
                "{\"name\":\"rows\",\"datasetGroupArn\":\"%s\",\"schemaArn\":\"%s\",\"datasetType\":\"Interactions\"}"
                        .formatted(arn("datasetGroupArn"), arn("schemaArn")));
        create(
                "CreateEventTracker",
                "eventTrackerArn",
                "{\"name\":\"tracker\",\"datasetGroupArn\":\"%s\"}".formatted(arn("datasetGroupArn")));
        create(
                "CreateSolution",
                "solutionArn",
                "{\"name\":\"best\",\"datasetGroupArn\":\"%s\",\"recipeArn\":\"arn:aws:personalize:::recipe/aws-popularity-count\",\"performAutoTraining\":false}"
                        .formatted(arn("datasetGroupArn")));
        create(
                "CreateFilter",
                "filterArn",
                "{\"name\":\"kept\",\"datasetGroupArn\":\"%s\",\"filterExpression\":\"EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\\\"*\\\")\"}"
                        .formatted(arn("datasetGroupArn")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\\\"").replace("\n", "") + "\"";
    }

    private static String arn(String member) {
        return Objects.requireNonNull(ARNS.get(member), member);
    }

    private static SignedClient caller(String keyId) {
        return caller(keyId, SECRET, "personalize");
    }

    private static SignedClient caller(String keyId, String secret, String service) {
        return new SignedClient(server.endpoint(), keyId, secret, service);
    }

    private static void create(String operation, String member, String json) {
        var answer = caller("OWNER").call(operation, json);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        ARNS.put(member, answer.body().replaceAll("(?s).*Arn\":\"([^\"]+)\".*", "$1"));
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER,a-secret-of-20-chars,personalize,200,datasetGroups",
        "OWNER,another-secret-here!,personalize,400,InvalidSignatureException",
        "NOBODY,a-secret-of-20-chars,personalize,400,UnrecognizedClientException",
        "OWNER,a-secret-of-20-chars,s3,400,IncompleteSignatureException",
    })
    void onlyTheSignatureOfAKeyIsAccepted(String key, String secret, String service, int status, String expected) {
        var answer = caller(key, secret, service).call("ListDatasetGroups", "{}");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/,400,MissingAuthenticationTokenException",
        "POST,/recommendations,403,MissingAuthenticationTokenException",
        "POST,/events,403,MissingAuthenticationTokenException",
        "GET,/metrics,403,MissingAuthenticationTokenException",
        "GET,/kindred/jobs,403,MissingAuthenticationTokenException",
        "GET,/,403,AccessDenied",
        "GET,/data/key,403,AccessDenied",
        "PUT,/data,403,AccessDenied",
        "DELETE,/data/key,403,AccessDenied",
        "GET,/healthz,200,ok",
    })
    void noRouteButTheStateAnswersWithoutASignature(String method, String path, int status, String expected) {
        var headers = path.equals("/") && method.equals("POST")
                ? Map.of("X-Amz-Target", List.of("AmazonPersonalize.ListSchemas"))
                : Map.<String, List<String>>of();

        var answer = caller("OWNER").sendUnsigned(SdkHttpMethod.fromValue(method), path, "", headers);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(expected);
    }

    @Test
    void formsOfStsAndIamNeedASignature() {
        var form = Map.of("Content-Type", List.of("application/x-www-form-urlencoded"));

        var answer = caller("OWNER")
                .sendUnsigned(SdkHttpMethod.POST, "/", "Action=GetCallerIdentity&Version=2011-06-15", form);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("<Code>MissingAuthenticationToken</Code>");
    }

    @ParameterizedTest
    @CsvSource({
        "READER,ListSchemas,{},200,schemas",
        "READER,CreateDatasetGroup,{\"name\":\"x\"},400,AccessDeniedException",
        "PAGE,ListSchemas,{},400,AccessDeniedException",
        "SHOP,ListDatasetGroups,{},400,AccessDeniedException",
        "SHOP,DescribeDatasetGroup,{\"datasetGroupArn\":\"datasetGroupArn\"},200,shop",
        "SHOP,DescribeDatasetGroup,{\"datasetGroupArn\":\"otherGroupArn\"},400,AccessDeniedException",
        "SHOP,DescribeDataset,{\"datasetArn\":\"datasetArn\"},200,rows",
        "SHOP,ListDatasets,{\"datasetGroupArn\":\"otherGroupArn\"},400,AccessDeniedException",
        "SHOP,ListRecipes,{},200,recipes",
        "SHOP,ListDatasetGroups,{\"unknown\":\"datasetGroupArn\"},400,AccessDeniedException",
        "SHOP,ListSolutions,{\"resourceArn\":\"datasetGroupArn\"},400,AccessDeniedException",
        "SHOP,ListSolutions,{\"datasetGroupArn\":\"datasetGroupArn\"},200,best",
        "OTHER,ListDatasetGroups,{},200,[]",
    })
    void aKeyHasItsRightsOnly(String key, String operation, String json, int status, String expected) {
        var body = json;
        for (var arn : ARNS.entrySet()) {
            body = body.replace(":\"" + arn.getKey() + "\"", ":\"" + arn.getValue() + "\"");
        }

        var answer = caller(key).call(operation, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"https://shop.example,ResourceNotFoundException", "https://evil.example,AccessDeniedException"})
    void aPageUsesAKeyOfItsOwnOriginOnly(String origin, String expected) {
        var body = "{\"campaignArn\":\"%s\",\"userId\":\"u\"}".formatted(arn("solutionArn"));

        var answer = caller("PAGE")
                .send(
                        SdkHttpMethod.POST,
                        "/recommendations",
                        body,
                        Map.of("Content-Type", "application/json", "Origin", origin));

        assertThat(answer.body()).contains(expected);
    }

    @Test
    void metricsNeedTheirRightAndAcceptBasicAuthentication() {
        assertThat(caller("OWNER")
                        .send(SdkHttpMethod.GET, "/metrics", "", Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(caller("OTHER")
                        .send(SdkHttpMethod.GET, "/metrics", "", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(basic("OWNER:" + SECRET)).isEqualTo(200);
        assertThat(basic("OWNER:wrong")).isEqualTo(403);
        assertThat(basic("OTHER:" + SECRET)).isEqualTo(403);
    }

    private static int basic(String credentials) {
        var header = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return caller("OWNER")
                .sendUnsigned(SdkHttpMethod.GET, "/metrics", "", Map.of("Authorization", List.of(header)))
                .status();
    }

    @Test
    void aKeyOfDatasetGroupsCreatesNoOther() {
        var answer = caller("SHOP")
                .call(
                        "CreateDatasetGroup",
                        "{\"name\":\"third\",\"tags\":[{\"tagKey\":\"datasetGroupArn\",\"tagValue\":\"%s\"}]}"
                                .formatted(ARNS.get("datasetGroupArn")));

        assertThat(answer.body()).contains("AccessDeniedException");
    }

    @Test
    void aKeyOfDatasetGroupsReachesNeitherS3NorIam() {
        var form = Map.of("Content-Type", "application/x-www-form-urlencoded");

        assertThat(caller("SHOP", SECRET, "s3")
                        .send(SdkHttpMethod.GET, "/", "", Map.of())
                        .body())
                .contains("<Code>AccessDenied</Code>");
        assertThat(caller("SHOP", SECRET, "iam")
                        .send(SdkHttpMethod.POST, "/", "Action=ListRoles&Version=2010-05-08", form)
                        .body())
                .contains("<Code>AccessDenied</Code>");
        assertThat(caller("SHOP", SECRET, "sts")
                        .send(SdkHttpMethod.POST, "/", "Action=GetCallerIdentity&Version=2011-06-15", form)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anAccountsBucketsAreItsOwn() {
        var owner = caller("OWNER", SECRET, "s3");
        var other = caller("OTHER", SECRET, "s3");
        assertThat(owner.send(SdkHttpMethod.PUT, "/mine", "", Map.of()).status())
                .isEqualTo(200);
        assertThat(owner.send(SdkHttpMethod.PUT, "/mine/key", "text", Map.of()).status())
                .isEqualTo(200);
        assertThat(other.send(SdkHttpMethod.PUT, "/theirs", "", Map.of()).status())
                .isEqualTo(200);

        assertThat(other.send(SdkHttpMethod.GET, "/mine/key", "", Map.of()).body())
                .contains("AccessDenied");
        assertThat(other.send(SdkHttpMethod.DELETE, "/mine/key", "", Map.of()).body())
                .contains("AccessDenied");
        assertThat(other.send(SdkHttpMethod.PUT, "/mine", "", Map.of()).body()).contains("BucketAlreadyExists");
        assertThat(other.send(SdkHttpMethod.PUT, "/theirs/copy", "", Map.of("x-amz-copy-source", "/mine/key"))
                        .body())
                .contains("AccessDenied");
        assertThat(other.send(SdkHttpMethod.GET, "/", "", Map.of()).body())
                .contains("theirs")
                .doesNotContain("mine");
        assertThat(owner.send(SdkHttpMethod.GET, "/mine/key", "", Map.of()).body())
                .isEqualTo("text");
    }

    static Stream<Operation<?, ?>> operations() {
        return TestServer.operations().stream();
    }

    /// The answer about a resource of another account is the answer about one that does not exist.
    @ParameterizedTest
    @MethodSource("operations")
    void theArnOfAnotherAccountIsOneThatDoesNotExist(Operation<?, ?> operation) {
        var request = Arrays.stream(operation.getClass().getDeclaredClasses())
                .filter(nested -> nested.getSimpleName().equals("Request"))
                .findFirst()
                .orElseThrow();
        var members = request.getRecordComponents();
        for (var probed : members) {
            if (!isArn(probed)) {
                continue;
            }
            var body = Arrays.stream(members)
                    .map(member -> quoted(member.getName()) + ":" + valueOf(member, probed))
                    .collect(Collectors.joining(",", "{", "}"));

            var foreign = caller("OTHER").call(operation.name(), body);
            var missing = caller("OTHER").call(operation.name(), body.replace(OWNER, NOBODY));

            assertThat(foreign.status()).isEqualTo(missing.status()).isNotEqualTo(200);
            assertThat(foreign.body().replace(OWNER, NOBODY)).isEqualTo(missing.body());
        }
    }

    private static boolean isArn(RecordComponent member) {
        return member.getType() == Arn.class || member.getName().endsWith("Arn");
    }

    private static String valueOf(RecordComponent member, RecordComponent probed) {
        if (isArn(member)) {
            var arn = ARNS.getOrDefault(
                    member.getName().equals("resourceArn") ? "datasetGroupArn" : member.getName(),
                    arn("datasetGroupArn").replace("dataset-group/shop", "campaign/none"));
            return quoted(member.equals(probed) ? arn : arn.replace(OWNER, OTHER));
        }
        return switch (member.getType().getSimpleName()) {
            case "String" -> quoted("name");
            case "Integer" -> "1";
            case "Boolean" -> "false";
            default -> "null";
        };
    }

    @Test
    void aServerWithoutAuthenticationDoesNotListenToOtherMachines() {
        assertThatThrownBy(() -> TestServer.start(Map.of("host", "0.0.0.0")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--allow-unauthenticated");
    }

    @Test
    void anAccountsFileIsReadAgainAndAFaultyOneLeavesTheKeysInForce(@TempDir Path own) throws IOException {
        var file = Files.writeString(own.resolve("accounts.json"), ACCOUNTS);
        var keys = new AccountsFile(file, Duration.ZERO);

        Files.writeString(file, "{\"accounts\": [");
        assertThat(keys.find("OWNER")).isPresent();
        Files.writeString(file, ACCOUNTS.replace("\"OWNER\"", "\"ROTATED\""));

        assertThat(keys.find("OWNER")).isEmpty();
        assertThat(keys.find("ROTATED")).isPresent();
    }
}
