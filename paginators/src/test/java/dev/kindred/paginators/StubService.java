package dev.kindred.paginators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.PersonalizeAsyncClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

/**
 * A service on a local port that answers every List operation of Personalize in AWS JSON 1.1. It holds a given number
 * of items: {@code item-0}, {@code item-1} and so on. A page has {@code maxResults} items or the stub's own number; its
 * token is a prefix and the next item's number. Every request is recorded.
 */
final class StubService implements AutoCloseable {

    /** §4.1: each operation with the member that holds its items. */
    static final Map<String, String> RESULT_KEYS = Map.ofEntries(
            Map.entry("ListBatchInferenceJobs", "batchInferenceJobs"),
            Map.entry("ListBatchSegmentJobs", "batchSegmentJobs"),
            Map.entry("ListCampaigns", "campaigns"),
            Map.entry("ListDatasetExportJobs", "datasetExportJobs"),
            Map.entry("ListDatasetGroups", "datasetGroups"),
            Map.entry("ListDatasetImportJobs", "datasetImportJobs"),
            Map.entry("ListDatasets", "datasets"),
            Map.entry("ListEventTrackers", "eventTrackers"),
            Map.entry("ListFilters", "Filters"),
            Map.entry("ListMetricAttributionMetrics", "metrics"),
            Map.entry("ListMetricAttributions", "metricAttributions"),
            Map.entry("ListRecipes", "recipes"),
            Map.entry("ListRecommenders", "recommenders"),
            Map.entry("ListSchemas", "schemas"),
            Map.entry("ListSolutionVersions", "solutionVersions"),
            Map.entry("ListSolutions", "solutions"));

    /** A client's request; {@code null} is an absent member. */
    record Request(
            String operation,
            @Nullable String nextToken,
            @Nullable Integer maxResults,
            @Nullable String datasetArn) {}

    private static final String TARGET_PREFIX = "AmazonPersonalize.";

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // without it small responses wait 40 ms for an ACK
    }

    private final int total;
    private final int pageSize;
    private final String tokenPrefix;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    StubService(int total, int pageSize) {
        this(total, pageSize, "");
    }

    StubService(int total, int pageSize, String tokenPrefix) {
        this.total = total;
        this.pageSize = pageSize;
        this.tokenPrefix = tokenPrefix;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    PersonalizeClient client() {
        return PersonalizeClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    PersonalizeAsyncClient asyncClient() {
        return PersonalizeAsyncClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Returns the requests since the last call. */
    List<Request> takeRequests() {
        var taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            var body = JsonNode.parser()
                    .parse(exchange.getRequestBody().readAllBytes())
                    .asObject();
            var request = new Request(
                    target.substring(TARGET_PREFIX.length()),
                    body.containsKey("nextToken") ? body.get("nextToken").asString() : null,
                    body.containsKey("maxResults")
                            ? Integer.valueOf(body.get("maxResults").asNumber())
                            : null,
                    body.containsKey("datasetArn") ? body.get("datasetArn").asString() : null);
            requests.add(request);
            if (!isOurs(request.nextToken())) {
                send(exchange, 400, refusal().getBytes(UTF_8));
                return;
            }
            send(exchange, 200, page(request));
        }
    }

    private boolean isOurs(@Nullable String token) {
        return token == null
                || (token.startsWith(tokenPrefix)
                        && token.substring(tokenPrefix.length()).matches("[0-9]{1,6}"));
    }

    private static String refusal() {
        return "{\"__type\": \"InvalidNextTokenException\", \"message\": \"The token is not valid.\"}";
    }

    private byte[] page(Request request) {
        String token = request.nextToken();
        Integer maxResults = request.maxResults();
        int from = token == null ? 0 : Integer.parseInt(token.substring(tokenPrefix.length()));
        int to = Math.min(total, from + (maxResults == null ? pageSize : maxResults));

        var json = JsonWriter.create();
        json.writeStartObject()
                .writeFieldName(RESULT_KEYS.get(request.operation()))
                .writeStartArray();
        IntStream.range(from, to).forEach(number -> writeItem(json, number));
        json.writeEndArray();
        if (to < total) {
            json.writeFieldName("nextToken").writeValue(tokenPrefix + to);
        }
        return json.writeEndObject().getBytes();
    }

    /** Writes one item for all operations: the SDK and boto3 ignore unknown members. */
    private static void writeItem(JsonWriter json, int number) {
        json.writeStartObject();
        for (var member : List.of("name", "jobName", "eventType", "solutionVersionArn")) {
            json.writeFieldName(member).writeValue("item-" + number);
        }
        json.writeFieldName("status").writeValue(number % 2 == 0 ? "ACTIVE" : "CREATE FAILED");
        json.writeFieldName("creationDateTime").writeValue(1_700_000_000.5 + number);
        json.writeEndObject();
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.getResponseHeaders().add("x-amzn-RequestId", "stub-request");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
