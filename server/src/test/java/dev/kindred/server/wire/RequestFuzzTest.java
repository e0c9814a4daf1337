package dev.kindred.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.constraint.Validator;
import dev.kindred.server.error.ServiceException;
import dev.kindred.server.fuzz.Fuzzer;
import dev.kindred.server.fuzz.HostileText;
import dev.kindred.server.operation.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Requests of all operations, and bytes of HTTP, that are almost valid.
///
/// Slow: several hundred thousand inputs.
class RequestFuzzTest {

    private static final int REQUESTS = 300_000;
    private static final int STREAMS = 300_000;

    private static final List<String> PIECES = List.of(
            "GET ",
            "POST ",
            "PUT ",
            "/",
            "/events",
            "/data/k",
            "?a=b",
            "%zz",
            "%00",
            " HTTP/1.1",
            " HTTP/1.0",
            "\r\n",
            "\n",
            "\r",
            "Host: localhost",
            "Host:",
            "host: x",
            "Content-Length: 5",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Transfer-Encoding: chunked",
            "transfer-encoding: gzip",
            "\r\n\r\n",
            "5\r\nhello\r\n",
            "0\r\n\r\n",
            "zz\r\n",
            "5;a=b\r\n",
            "ffffffffffffffff\r\n",
            "hello",
            " folded",
            "\0",
            "\u00ff",
            "http://localhost/",
            "Expect: 100-continue",
            "A: b\r\n",
            "7fffffff\r\n",
            "a".repeat(300));

    @SuppressWarnings("unchecked") // by convention each operation nests a record of this name
    private static Class<? extends Record> requestOf(Operation<?, ?> operation) {
        return (Class<? extends Record>) Arrays.stream(operation.getClass().getDeclaredClasses())
                .filter(nested -> nested.getSimpleName().equals("Request"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyRequestIsDecodedOrRefused() {
        var types =
                TestServer.operations().stream().map(RequestFuzzTest::requestOf).toList();
        assertThat(types).hasSize(79);

        Fuzzer.run("json", REQUESTS, List.of(ServiceException.class), random -> {
            var type = types.get(random.nextInt(types.size()));
            byte[] body = new HostileText(random).document(type).getBytes(random.nextInt(20) == 0 ? ISO_8859_1 : UTF_8);
            Validator.check(JsonCodec.decode(body, type));
        });
    }

    @Test
    void everyStreamOfBytesIsFramedOrRefused() {
        Fuzzer.run("http", STREAMS, List.of(MalformedRequestException.class), random -> {
            byte[] bytes = stream(random).getBytes(ISO_8859_1);
            var framing = new RequestFraming(2_000, 4_000);
            long passed = 0;
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + 1 + random.nextInt(200));
                passed += framing.accept(Arrays.copyOfRange(bytes, from, to)).length;
                from = to;
            }
            assertThat(passed).isLessThanOrEqualTo(12L * bytes.length + 100);
        });
    }

    private static String stream(Random random) {
        var hostile = new HostileText(random);
        var text = new StringBuilder();
        if (random.nextInt(3) > 0) {
            text.append(
                    hostile.pick(
                            List.of(
                                    "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                                    "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
                                    "POST /events HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")));
            for (int i = random.nextInt(3); i > 0 && !text.isEmpty(); i--) {
                hostile.damage(text);
            }
        }
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(hostile.pick(PIECES));
        }
        return text.toString();
    }
}
