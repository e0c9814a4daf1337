package dev.kindred.server.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests with a foreign host name are refused on every route.
class AllowedHostsTest {

    private static final InetAddress LOCAL = InetAddress.ofLiteral("192.0.2.7");
    private static final String API = "X-Amz-Target: AmazonPersonalize.ListSchemas\r\n";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("allowed.hosts", "kindred,*.s3.kindred"));
        try (var s3 = server.s3()) {
            s3.createBucket(request -> request.bucket("data"));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static boolean isAllowed(String listening, String further, String host) {
        return new AllowedHosts(listening, further).findRefusal(host, LOCAL).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost", "localhost:8686", "LocalHost", "localhost.", "bucket.localhost:1", "a.b.localhost",
                "127.0.0.1", "127.0.0.1:8686", "127.8.7.6", "[::1]", "[::1]:8686", "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]", "192.0.2.7", "192.0.2.7:8686"
            })
    void namesOfThisMachineAreAllowed(String host) {
        assertThat(isAllowed("127.0.0.1", "none", host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8686",
                "localhost.evil.example",
                "evillocalhost",
                "127.0.0.1.evil.example",
                "10.0.0.1",
                "[::2]",
                "none",
                "",
                " ",
                "*",
                "*.localhost",
                "localhost:x",
                "localhost:123456",
                "a@localhost",
                "localhost/",
                "localhost,evil.example",
                "localhost evil.example",
                "[::1",
                "[evil.example]",
                "999.0.0.1",
                "lócalhost"
            })
    void otherNamesAreRefused(String host) {
        assertThat(isAllowed("127.0.0.1", "none", host)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    kindred.internal | none              | KINDRED.internal:8686 | true
                    kindred.internal | none              | a.kindred.internal    | false
                    0.0.0.0          | none              | 0.0.0.0               | true
                    ::               | none              | [::]:8686             | true
                    127.0.0.1        | kindred           | kindred:8686          | true
                    127.0.0.1        | kindred., other   | kindred               | true
                    127.0.0.1        | kindred., other   | other                 | true
                    127.0.0.1        | *.s3.kindred      | bucket.s3.kindred     | true
                    127.0.0.1        | *.s3.kindred      | s3.kindred            | false
                    127.0.0.1        | [2001:db8::1]     | [2001:db8::1]:80      | true
                    127.0.0.1        | *                 | evil.example          | true
                    """)
    void configuredNamesAreAllowed(String listening, String further, String host, boolean isAllowed) {
        assertThat(isAllowed(listening, further, host)).isEqualTo(isAllowed);
    }

    private static String answerTo(String requestLine, String headers) throws IOException {
        try (var socket =
                new Socket(server.endpoint().getHost(), server.endpoint().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((requestLine + " HTTP/1.1\r\n" + headers + "Connection: close\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST /                          | api  | "__type":"AccessDeniedException"
                    POST /recommendations           |      | "__type":"AccessDeniedException"
                    POST /events                    |      | "__type":"AccessDeniedException"
                    POST /                          | form | <Code>AccessDenied</Code>
                    GET /                           |      | <Code>AccessDenied</Code>
                    GET /data                       |      | <Code>AccessDenied</Code>
                    GET /data/key                   |      | <Code>AccessDenied</Code>
                    PUT /data/key                   |      | <Code>AccessDenied</Code>
                    POST /data?delete               |      | <Code>AccessDenied</Code>
                    DELETE /data                    |      | <Code>AccessDenied</Code>
                    OPTIONS /data                   |      | <Code>AccessDenied</Code>
                    OPTIONS /events                 |      | AccessDenied
                    GET /kindred/jobs               |      | "__type":"AccessDeniedException"
                    GET /kindred/jobs/any           |      | "__type":"AccessDeniedException"
                    GET /metrics                    |      | "__type":"AccessDeniedException"
                    GET /healthz                    |      | "__type":"AccessDeniedException"
                    """)
    void everyRouteRefusesAForeignHost(String requestLine, String kind, String error) throws Exception {
        var headers = "api".equals(kind) ? API : "form".equals(kind) ? FORM : "";

        var answer = answerTo(requestLine, "Host: evil.example:8686\r\nOrigin: http://evil.example:8686\r\n" + headers);

        assertThat(answer)
                .startsWith("HTTP/1.1 403")
                .doesNotContainIgnoringCase("access-control")
                .contains("does not answer to the host name evil.example", "--allowed-hosts evil.example")
                .contains(error);
    }

    @Test
    void configuredNamesReachEveryRoute() throws Exception {
        for (var requestLine : List.of("GET /healthz", "GET /metrics", "GET /data", "GET /kindred/jobs")) {
            assertThat(answerTo(requestLine, "Host: kindred:8686\r\n")).startsWith("HTTP/1.1 200");
        }
        assertThat(answerTo("GET /", "Host: data.s3.kindred\r\n")).contains("<Name>data</Name>");
        assertThat(answerTo("GET /", "Host: data.localhost\r\n")).contains("<Name>data</Name>");
    }

    @Test
    void aRefusedChangeIsNotMade() throws Exception {
        answerTo("PUT /stolen", "Host: evil.example\r\n");

        try (var s3 = server.s3()) {
            assertThat(s3.listBuckets().buckets()).extracting("name").containsExactly("data");
        }
    }
}
