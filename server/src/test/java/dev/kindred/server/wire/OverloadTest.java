package dev.kindred.server.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.admission.FairQueue;
import dev.kindred.server.cli.TestServer;
import dev.kindred.server.error.ServiceException.Throttling;
import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.runtime.GenreTasteFixture;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Under overload the server answers what it can, refuses the rest at once, and keeps kinds of requests apart.
class OverloadTest {

    private static final int UPLOADS = 140; // more than may run at a time
    private static final int AT_ONCE = 8; // fewer than may wait

    @Test
    void uploadsThatTakeAllPermitsDelayNoOtherKindOfRequest() throws IOException {
        var uploads = new ArrayList<Socket>();
        try (var server = TestServer.start();
                var personalize = server.personalize();
                var s3 = server.s3()) {
            s3.createBucket(request -> request.bucket("data"));
            for (int i = 0; i < UPLOADS; i++) {
                var socket = new Socket(
                        server.endpoint().getHost(), server.endpoint().getPort());
                uploads.add(socket);
                socket.getOutputStream()
                        .write("PUT /data/k%d HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhello"
                                .formatted(i)
                                .getBytes(US_ASCII));
            }

            for (int i = 0; i < 20; i++) {
                assertThat(personalize.listSchemas(_ -> {}).schemas()).isEmpty();
            }
            for (var socket : uploads) {
                socket.getOutputStream().write("world".getBytes(US_ASCII));
            }
            for (var socket : uploads) {
                assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
                        .isEqualTo("HTTP/1.1 200");
            }
        } finally {
            for (var socket : uploads) {
                socket.close();
            }
        }
    }

    @Test
    void recommendationsBeyondTheCapacityAreRefusedForARetry() {
        try (var server = TestServer.start(Map.of("overload.wait", "1ms"));
                var client = HttpClient.newHttpClient()) {
            var cinema = new GenreTasteFixture(Shop.at(server));
            var request = recommendations(server, cinema.shop, cinema.campaign("aws-popularity-count"));
            var permits = takePermits(server.queues().runtime());

            var refused = sendAtOnce(client, request);
            permits.forEach(FairQueue.Permit::close);
            var answered = sendAtOnce(client, request);

            assertThat(refused).allSatisfy(answer -> {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("ThrottlingException", "in a moment");
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(answer.headers().firstValue("x-amzn-ErrorType")).hasValue("ThrottlingException");
            });
            assertThat(answered)
                    .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        }
    }

    @Test
    void aCampaignIsServedAtItsGuaranteedRateWhenManyOthersFillTheQueue() {
        try (var server = TestServer.start(Map.of("overload.wait", "10s"));
                var client = HttpClient.newHttpClient()) {
            var cinema = new GenreTasteFixture(Shop.at(server));
            var usual = recommendations(server, cinema.shop, cinema.campaign("aws-popularity-count"));
            var guaranteed = recommendations(
                    server,
                    cinema.shop,
                    cinema.campaign("aws-trending-now", campaign -> campaign.minProvisionedTPS(AT_ONCE)));
            var queue = server.queues().runtime();
            var occupied = new ArrayList<FairQueue.Permit>();
            var full = new CountDownLatch(1);
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                occupied.add(queue.enter("held", 1));
            }
            for (int i = 0; full.getCount() > 0; i++) {
                var flow = "flow-" + i / 2; // the first work of a flow is guaranteed, the second is not
                Thread.ofVirtual().start(() -> {
                    try (var _ = queue.enter(flow, 1)) {
                        // its turn comes
                    } catch (Throttling e) {
                        full.countDown();
                    }
                });
            }

            var refused = send(client, usual);
            var answered = send(client, guaranteed);
            assertThat(CompletableFuture.anyOf(refused.toArray(CompletableFuture[]::new))
                            .join())
                    .isInstanceOfSatisfying(
                            HttpResponse.class,
                            answer -> assertThat(answer.statusCode()).isEqualTo(503));
            occupied.forEach(FairQueue.Permit::close);

            assertThat(answered)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        }
    }

    private static HttpRequest recommendations(TestServer server, Shop shop, String campaign) {
        return HttpRequest.newBuilder(URI.create(server.endpoint() + "/recommendations"))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20260101/%s/personalize/aws4_request, SignedHeaders=host, Signature=0"
                                .formatted(shop.region()))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"campaignArn\": \"%s\", \"userId\": \"u1\"}".formatted(campaign)))
                .build();
    }

    /// Takes permits until none is left.
    private static List<FairQueue.Permit> takePermits(FairQueue queue) {
        var permits = new ArrayList<FairQueue.Permit>();
        try {
            while (true) {
                permits.add(queue.enter("test", 1));
            }
        } catch (Throttling e) {
            return permits;
        }
    }

    private static List<HttpResponse<String>> sendAtOnce(HttpClient client, HttpRequest request) {
        return send(client, request).stream().map(CompletableFuture::join).toList();
    }

    private static List<CompletableFuture<HttpResponse<String>>> send(HttpClient client, HttpRequest request) {
        var sent = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < AT_ONCE; i++) {
            sent.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        return sent;
    }
}
