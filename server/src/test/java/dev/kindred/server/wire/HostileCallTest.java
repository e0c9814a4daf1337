package dev.kindred.server.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no SDK sends, as bytes over a socket.
class HostileCallTest {

    private static final String LIST = "X-Amz-Target: AmazonPersonalize.ListSchemas\r\n";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /// Returns everything that the server sends until it closes the connection.
    private static String answerTo(String request) throws IOException {
        return answerTo(server.endpoint(), request);
    }

    private static String answerTo(URI endpoint, String request) throws IOException {
        try (var socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private static String call(String body) {
        return "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + LIST + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    @Test
    void aConnectionEndsWithTheAnswerWhereItsClientAsksForThat() throws Exception {
        var answer = answerTo("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("ok\n");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedUnread() throws Exception {
        var answer = answerTo("POST / HTTP/1.1\r\nHost: localhost\r\n" + LIST + "Content-Length: 4194305\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("larger than 4194304 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: http://evil", "Origin: null"
            })
    void aPageOfAnotherSiteChangesNothing(String header) throws Exception {
        var answer = answerTo(
                "POST /bucket?delete HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\nContent-Length: 0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 403").contains("A page of another site");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-Fetch-Site: same-origin", "Origin: http://localhost", "X-Any: thing"})
    void aPageOfOursAndAProgramAreHeard(String header) throws Exception {
        var answer = answerTo(call("{}").replace("Host: localhost", "Host: localhost\r\n" + header));

        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/items", "/users", "/actions", "/kindred/jobs", "/metrics", "/healthz"})
    void aPreflightForWhatIsClosedToPagesIsRefusedInJson(String path) throws Exception {
        var answer = answerTo("OPTIONS " + path
                + " HTTP/1.1\r\nHost: localhost\r\nOrigin: https://shop.example\r\nAccess-Control-Request-Method: POST\r\n"
                + "Connection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 403")
                .containsIgnoringCase("content-type: application/json")
                .contains("call " + path + " from a program")
                .doesNotContainIgnoringCase("access-control-allow");
    }

    @Test
    void aPreflightOfASiteThatMayNotCallIsRefusedInJson() throws Exception {
        try (var strict = TestServer.start(Map.of("cors.origins", "https://shop.example"))) {
            String request = "OPTIONS /events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: ";

            assertThat(answerTo(strict.endpoint(), request + "https://evil.example\r\n\r\n"))
                    .startsWith("HTTP/1.1 403")
                    .contains("Pages of https://evil.example may not call", "cors.origins");
            assertThat(answerTo(strict.endpoint(), request + "https://shop.example\r\n\r\n"))
                    .startsWith("HTTP/1.1 204");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/kindred/jobs/..", "/kindred/jobs/../..", "/kindred/jobs/", "/kindred/jobs/%00"})
    void aPathThatNamesNoJobIsNotFound(String path) throws Exception {
        var answer = answerTo("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404");
    }

    @Test
    void jsonBeyondItsLimitsIsTheCallersMistake() throws Exception {
        assertThat(answerTo(call("{\"a\":".repeat(200))))
                .startsWith("HTTP/1.1 400")
                .contains("nested deeper");
        assertThat(answerTo(call("{\"maxResults\":" + "9".repeat(2_000) + "}"))).startsWith("HTTP/1.1 400");
        assertThat(answerTo(call("{\"maxResults\":2147483648}"))).contains("Member maxResults is not of the type");
    }
}
