package dev.kindred.server.wire;

import static dev.kindred.server.operation.Shop.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;

/// Bodies that clients hold half-sent take a bounded amount of memory. Beyond it large requests are refused at once,
/// and small ones are answered.
class HeldBodiesTest {

    private static final int HELD = 1 << 20;

    private final TestServer server = TestServer.start(Map.of("request.memory", "4MB"));
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        release();
        server.close();
    }

    private void release() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    private Socket send(String head, String body) throws IOException {
        var socket = new Socket(server.endpoint().getHost(), server.endpoint().getPort());
        sockets.add(socket);
        socket.setSoTimeout(20_000);
        try {
            socket.getOutputStream().write((head + "\r\n" + body).getBytes(US_ASCII));
        } catch (SocketException e) {
            // refused before its end; the answer can be read
        }
        return socket;
    }

    private static String head(String requestLine, String header, int length) {
        return "%s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %d\r\n"
                .formatted(requestLine, header.isEmpty() ? "" : header + "\r\n", length);
    }

    private void holdAllMemory() throws IOException {
        for (int i = 0; i < 6; i++) {
            send(head("POST /events", "", 4 * HELD), "{\"userId\":\"" + "a".repeat(HELD));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST /              | X-Amz-Target: AmazonPersonalize.ListSchemas      | ThrottlingException
                    POST /events        |                                                  | ThrottlingException
                    POST /              | Content-Type: application/x-www-form-urlencoded  | <Code>Throttling</Code>
                    POST /data?delete   |                                                  | <Code>SlowDown</Code>
                    PUT /data?tagging   |                                                  | <Code>SlowDown</Code>
                    """)
    void aLargeBodyIsRefusedAtOnceWhileOthersHoldTheMemory(String requestLine, String header, String error)
            throws IOException {
        try (var s3 = server.s3()) {
            s3.createBucket(request -> request.bucket("data"));
        }
        holdAllMemory();

        var answers = new ArrayList<String>();
        await(() -> {
            answers.addFirst(answerTo(head(requestLine, header == null ? "" : header, HELD / 3), "a".repeat(HELD / 3)));
            return answers.getFirst().startsWith("HTTP/1.1 503"); // once the server has read what is held
        });

        assertThat(answers.getFirst()).containsIgnoringCase("retry-after: 1").contains(error, "request.memory");
    }

    private String answerTo(String head, String body) {
        try (var socket = send(head + "Connection: close\r\n", body)) {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void smallRequestsAndUploadsAreAnsweredWhileOthersHoldTheMemory() throws IOException {
        holdAllMemory();

        try (var personalize = server.personalize();
                var s3 = server.s3()) {
            for (int i = 0; i < 20; i++) {
                assertThat(personalize.listSchemas(_ -> {}).schemas()).isEmpty();
            }
            s3.createBucket(request -> request.bucket("data"));
            var object = new byte[9 * HELD];
            s3.putObject(request -> request.bucket("data").key("object"), RequestBody.fromBytes(object));
            assertThat(s3.getObjectAsBytes(request -> request.bucket("data").key("object"))
                            .asByteArray())
                    .hasSameSizeAs(object);
        }
    }

    @Test
    void manySlowSendersOfAFewBytesDisturbNobody() throws IOException {
        for (int i = 0; i < 100; i++) {
            send(head("POST /events", "", 4 * HELD), "{");
        }

        assertThat(answerTo(head("POST /events", "", HELD / 3), "a".repeat(HELD / 3)))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void memoryIsFreeAgainOnceTheSendersAreGone() throws IOException {
        holdAllMemory();
        release();

        await(() -> answerTo(head("POST /events", "", HELD / 3), "a".repeat(HELD / 3))
                .startsWith("HTTP/1.1 400"));
    }
}
