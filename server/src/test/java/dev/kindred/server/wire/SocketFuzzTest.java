package dev.kindred.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.fuzz.Fuzzer;
import dev.kindred.server.fuzz.HostileText;
import dev.kindred.server.operation.AwsModel;
import dev.kindred.server.operation.Operation;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Requests of all operations that are almost valid, over a socket: each is answered, none by a fault of the server.
///
/// Slow: each input is a request over HTTP.
class SocketFuzzTest {

    private static final int REQUESTS = 20_000;

    private record Answer(int status, String head, String body) {}

    @SuppressWarnings("unchecked") // by convention each operation nests a record of this name
    private static Class<? extends Record> requestOf(Operation<?, ?> operation) {
        return (Class<? extends Record>) Arrays.stream(operation.getClass().getDeclaredClasses())
                .filter(nested -> nested.getSimpleName().equals("Request"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyRequestIsAnswered() throws IOException {
        var operations = TestServer.operations();
        try (var server = TestServer.start(Map.of("log.requests", "false"));
                var socket = new Socket(
                        server.endpoint().getHost(), server.endpoint().getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
            var in = new BufferedInputStream(socket.getInputStream());

            Fuzzer.run("socket", REQUESTS, List.of(), random -> {
                var operation = operations.get(random.nextInt(operations.size()));
                socket.getOutputStream().write(request(operation, random));
                var answer = answer(in);

                assertThat(answer.status()).as(operation.name()).isLessThan(500);
                if (answer.status() >= 400) {
                    assertThat(answer.head()).containsIgnoringCase("x-amzn-errortype:");
                    assertThat(answer.body()).contains("\"__type\":", "\"message\":");
                    Fuzzer.requireMessage("socket", 0, answer.body());
                }
            });
        }
    }

    private static byte[] request(Operation<?, ?> operation, Random random) {
        var entry = AwsModel.find(operation.name()).orElseThrow();
        byte[] body = new HostileText(random).document(requestOf(operation)).getBytes(UTF_8);
        var head = Protocol.of(entry.service()) == Protocol.JSON_1_1
                ? "POST / HTTP/1.1\r\nX-Amz-Target: AmazonPersonalize." + entry.name()
                : "POST " + entry.path() + " HTTP/1.1";
        byte[] start = "%s\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
                .formatted(head, body.length)
                .getBytes(ISO_8859_1);
        var whole = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    private static Answer answer(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended after: " + head);
            }
            head.append((char) next);
        }
        var lower = head.toString().toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length:");
        int length = at < 0
                ? 0
                : Integer.parseInt(
                        lower.substring(at + 15, lower.indexOf('\r', at)).strip());
        return new Answer(
                Integer.parseInt(head.substring(9, 12)), head.toString(), new String(in.readNBytes(length), UTF_8));
    }
}
