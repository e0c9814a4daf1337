package dev.kindred.server.wire;

import static dev.kindred.server.operation.Shop.missing;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.validation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// The protocol on the level of bytes.
class ApiEndpointTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Shop shop = Shop.open();

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(shop.server().endpoint().resolve(path))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20260101/%s/personalize/aws4_request, SignedHeaders=host, Signature=0"
                                .formatted(shop.region()));
    }

    private HttpResponse<String> call(String target, byte[] body) {
        return send(request("/")
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpResponse<String> call(String operation, String body) {
        return call("AmazonPersonalize." + operation, body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Returns the error of a response, after checking that header and body agree.
    private static String refusalIn(HttpResponse<String> answer) {
        var body = JSON.readTree(answer.body());
        assertThat(body.propertyNames()).containsExactlyInAnyOrder("__type", "message");
        assertThat(answer.headers().firstValue("x-amzn-ErrorType"))
                .contains(body.get("__type").asString());
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        return answer.statusCode() + " " + body.get("__type").asString() + ": "
                + body.get("message").asString();
    }

    @Test
    void anAnswerHasTheFormOfTheProtocol() {
        var answer = call("ListDatasetGroups", "{}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"datasetGroups\":[]}"); // the list empty, the token left out
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.1");
        assertThat(answer.headers().firstValue("x-amzn-RequestId").orElseThrow())
                .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).isEmpty();
        assertThat(call("ListDatasetGroups", "{}").headers().firstValue("x-amzn-RequestId"))
                .isNotEqualTo(answer.headers().firstValue("x-amzn-RequestId"));
    }

    @Test
    void aRefusalHasTheFormOfTheProtocol() {
        var arn = shop.arn("schema/none");
        var answer = call("DescribeSchema", "{\"schemaArn\":\"" + arn + "\"}");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.1");
        assertThat(refusalIn(answer)).isEqualTo("400 " + notFound(arn));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", " {} ", "{\"maxResults\":null}", "{\"unknown\":{\"deep\":[1,2]},\"maxResults\":7}"})
    void emptyBodiesNullsAndUnknownMembersAreTaken(String body) {
        assertThat(call("ListSchemas", body).body()).isEqualTo("{\"schemas\":[]}");
    }

    @Test
    void timesAreSecondsWithMilliseconds() {
        shop.schema("items", Avro.ITEMS);

        assertThat(call("ListSchemas", "").body())
                .matches("\\{\"schemas\":\\[\\{\"name\":\"items\",\"schemaArn\":\"[^\"]+\","
                        + "\"creationDateTime\":\\d{10}\\.\\d{3},\"lastUpdatedDateTime\":\\d{10}\\.\\d{3}}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ListSchemas            | {\"maxResults\":\"5\"}                                | maxResults",
                "ListSchemas            | {\"maxResults\":5.5}                                  | maxResults",
                "ListSchemas            | {\"maxResults\":99999999999}                          | maxResults",
                "ListSchemas            | {\"maxResults\":true}                                 | maxResults",
                "ListSchemas            | {\"nextToken\":5}                                     | nextToken",
                "CreateDatasetGroup     | {\"name\":[\"a\"]}                                  | name",
                "CreateDatasetGroup     | {\"name\":{\"a\":1}}                                | name",
                "CreateDatasetGroup     | {\"name\":true}                                       | name",
                "CreateDatasetGroup     | {\"name\":\"a\",\"tags\":{}}                       | tags",
                "CreateDatasetGroup     | {\"name\":\"a\",\"tags\":\"\"}                   | tags",
                "CreateDatasetGroup     | {\"name\":\"a\",\"tags\":[{\"tagKey\":1}]}       | tags[0].tagKey",
                "CreateDatasetImportJob | {\"dataSource\":\"s3://bucket/key\"}                | dataSource",
                "CreateDatasetImportJob | {\"dataSource\":\"\"}                               | dataSource",
                "CreateDatasetImportJob | {\"dataSource\":{\"dataLocation\":7}}               | dataSource.dataLocation",
                "CreateDatasetImportJob | {\"publishAttributionMetricsToS3\":\"true\"}        | publishAttributionMetricsToS3",
                "CreateDatasetImportJob | {\"publishAttributionMetricsToS3\":1}                 | publishAttributionMetricsToS3",
            })
    void aMemberOfAnotherTypeIsNamed(String operation, String body, String member) {
        assertThat(refusalIn(call(operation, body)))
                .isEqualTo("400 SerializationException: Member " + member
                        + " is not of the type that the operation takes.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{\"name\"", "{\"name\":}", "{'name':1}", "{} {}", "{}x", "nonsense", "{\"name\":\"a\nb\"}"
            })
    void whatIsNoJsonIsRefusedWithItsPlace(String body) {
        assertThat(refusalIn(call("ListSchemas", body)))
                .matches("400 SerializationException: The body is not JSON in UTF-8: see line \\d+, column \\d+\\.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "7", "\"text\"", "true"})
    void whatIsNoObjectIsRefused(String body) {
        assertThat(refusalIn(call("ListSchemas", body)))
                .isEqualTo("400 SerializationException: The body is not a JSON object.");
    }

    @Test
    void whatIsNoUtf8IsRefused() {
        var body = "{\"name\":\"caf?\"}".getBytes(StandardCharsets.UTF_8);
        body[12] = (byte) 0xe9; // in Latin-1

        assertThat(refusalIn(call("AmazonPersonalize.CreateDatasetGroup", body)))
                .startsWith("400 SerializationException: The body is not JSON in UTF-8");
    }

    @Test
    void whatIsNestedTooDeepIsRefused() {
        var body = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(refusalIn(call("ListSchemas", body)))
                .isEqualTo(
                        "400 SerializationException: The body is nested deeper than 100 levels, or a name or number in"
                                + " it is too long.");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        var body = "{\"x\":\"" + "x".repeat(4 << 20) + "\"}";

        assertThat(refusalIn(call("ListSchemas", body)))
                .isEqualTo("400 SerializationException: The body is larger than 4194304 bytes.");
        assertThat(call("ListSchemas", "").statusCode()).isEqualTo(200);
    }

    @Test
    void nullInAListIsRefused() {
        shop.group("shop");
        var arn = shop.arn("dataset-group/shop");

        assertThat(refusalIn(call("TagResource", "{\"resourceArn\":\"" + arn + "\",\"tags\":[null]}")))
                .isEqualTo("400 " + validation(missing("tags.1.member")));
        assertThat(refusalIn(call("UntagResource", "{\"resourceArn\":\"" + arn + "\",\"tagKeys\":[\"a\",null]}")))
                .isEqualTo("400 " + validation(missing("tagKeys.2.member")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AmazonPersonalize.Nonsense      | Amazon Personalize has no operation Nonsense.",
                "AmazonPersonalize.              | Amazon Personalize has no operation .",
                "AmazonPersonalize.listSchemas   | Amazon Personalize has no operation listSchemas.",
                "DynamoDB_20120810.ListTables    | X-Amz-Target DynamoDB_20120810.ListTables names no operation of Amazon Personalize.",
            })
    void aTargetThatIsNoOperationIsRefused(String target, String message) {
        assertThat(refusalIn(call(target, "{}".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("400 UnknownOperationException: " + message);
    }

    @Test
    void twoRegionsAreToldApartByTheSignature() {
        shop.schema("items", Avro.ITEMS);
        var unsigned = HttpRequest.newBuilder(shop.server().endpoint())
                .header("X-Amz-Target", "AmazonPersonalize.DescribeSchema")
                .POST(HttpRequest.BodyPublishers.ofString("{\"schemaArn\":\"" + shop.arn("schema/items") + "\"}"));

        assertThat(refusalIn(send(unsigned))).isEqualTo("400 " + notFound(shop.arn("schema/items")));
    }

    @Test
    void aLongBodyIsTakenInChunks() throws IOException {
        try (var connection = new Connection()) {
            connection.send(head("Transfer-Encoding: chunked\r\n") + "7\r\n{\"maxRe\r\na\r\nsults\":7} \r\n0\r\n\r\n");

            assertThat(connection.answer()).startsWith("HTTP/1.1 200").endsWith("{\"schemas\":[]}");
        }
    }

    @Test
    void aClientThatAsksFirstMayGoOn() throws IOException {
        try (var connection = new Connection()) {
            connection.send(head("Content-Length: 2\r\nExpect: 100-continue\r\n"));
            assertThat(connection.answer()).startsWith("HTTP/1.1 100");

            connection.send("{}");
            assertThat(connection.answer()).startsWith("HTTP/1.1 200").endsWith("{\"schemas\":[]}");
        }
    }

    @Test
    void aConnectionServesManyRequestsRefusedOnesToo() throws IOException {
        try (var connection = new Connection()) {
            for (int i = 0; i < 3; i++) {
                connection.send(head("Content-Length: 2\r\n") + "{}");
                assertThat(connection.answer()).startsWith("HTTP/1.1 200");
                connection.send(head("Content-Length: 1\r\n") + "{");
                assertThat(connection.answer()).startsWith("HTTP/1.1 400").contains("SerializationException");
            }
        }
    }

    private String head(String headers) {
        return "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AmazonPersonalize.ListSchemas\r\n"
                + "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/" + shop.region()
                + "/personalize/aws4_request\r\n" + headers + "\r\n";
    }

    /// A connection on which a test writes raw HTTP.
    private final class Connection implements AutoCloseable {

        private final Socket socket;

        Connection() throws IOException {
            socket = new Socket(
                    InetAddress.getLoopbackAddress(), shop.server().endpoint().getPort());
            socket.setSoTimeout(10_000);
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        /// Reads one response, by its Content-Length.
        String answer() throws IOException {
            var text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0) {
                int unit = socket.getInputStream().read();
                assertThat(unit).as("the connection ended after: " + text).isNotNegative();
                text.append((char) unit);
            }
            var length = Pattern.compile("(?i)content-length: (\\d+)").matcher(text);
            if (length.find()) {
                var body = socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
                text.append(new String(body, StandardCharsets.UTF_8));
            }
            return text.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
