package dev.kindred.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Requests pass the check unchanged, however their bytes are split, and chunked bodies keep their content.
class RequestFramingTest {

    private static final int LINE = 16 << 10;
    private static final int HEADERS = 32 << 10;

    /// A connection of several requests, and what the parser must receive of it.
    private record Stream(String sent, String expected) {}

    private static Stream stream(Random random) {
        var sent = new StringBuilder();
        var expected = new StringBuilder();
        int requests = 1 + random.nextInt(4);
        for (int i = 0; i < requests; i++) {
            var head = "POST /p%d?q=%%20 HTTP/1.1\r\nHost: localhost\r\nX: %s\r\n"
                    .formatted(i, "v".repeat(random.nextInt(40)));
            var body = "b".repeat(random.nextInt(300));
            switch (random.nextInt(3)) {
                case 0 -> {
                    var whole = head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
                    sent.append(whole);
                    expected.append(whole);
                }
                case 1 -> {
                    sent.append(head).append("\r\n");
                    expected.append(head).append("\r\n");
                }
                default -> {
                    sent.append(head).append("Transfer-Encoding: chunked\r\n\r\n");
                    expected.append(head)
                            .append("Transfer-Encoding: chunked\r\n\r\n<")
                            .append(body)
                            .append('>');
                    for (int from = 0; from < body.length(); ) {
                        int to = Math.min(body.length(), from + 1 + random.nextInt(100));
                        sent.append("%04x%s\r\n".formatted(to - from, random.nextBoolean() ? ";a=b" : ""))
                                .append(body, from, to)
                                .append("\r\n");
                        from = to;
                    }
                    sent.append(random.nextBoolean() ? "0\r\nTrailer: x\r\n\r\n" : "000\r\n\r\n");
                }
            }
        }
        return new Stream(sent.toString(), expected.toString());
    }

    /// Returns the stream with each chunked body as `<body>`.
    private static String unchunked(String passed) {
        var text = new StringBuilder();
        int at = 0;
        while (at < passed.length()) {
            int end = passed.indexOf("\r\n\r\n", at) + 4;
            var head = passed.substring(at, end);
            text.append(head);
            at = end;
            if (head.contains("chunked")) {
                text.append('<');
                for (int size = -1; size != 0; ) {
                    int line = passed.indexOf("\r\n", at);
                    size = Integer.parseInt(passed.substring(at, line), 16);
                    text.append(passed, line + 2, line + 2 + size);
                    at = line + 2 + size + 2;
                }
                text.append('>');
            } else if (head.contains("Content-Length: ")) {
                int from = head.indexOf("Content-Length: ") + 16;
                int length = Integer.parseInt(head.substring(from, head.indexOf('\r', from)));
                text.append(passed, at, at + length);
                at += length;
            }
        }
        return text.toString();
    }

    @Property(tries = 500)
    void requestsPassHoweverTheirBytesAreSplit(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int longest) {
        var random = new Random(seed);
        var stream = stream(random);
        byte[] sent = stream.sent().getBytes(ISO_8859_1);
        var framing = new RequestFraming(LINE, HEADERS);
        var passed = new ByteArrayOutputStream();

        for (int from = 0; from < sent.length; ) {
            int to = Math.min(sent.length, from + 1 + random.nextInt(longest));
            passed.writeBytes(framing.accept(Arrays.copyOfRange(sent, from, to)));
            from = to;
        }

        assertThat(unchunked(passed.toString(ISO_8859_1))).isEqualTo(stream.expected());
        assertThat(framing.isInsideRequest()).isFalse();
    }

    @Property(tries = 100)
    void aSingleRequestPassesWithoutACopy(@ForAll @IntRange(min = 0, max = 9_000) int length) {
        var request = ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n".formatted(length)
                        + "b".repeat(length))
                .getBytes(ISO_8859_1);

        assertThat(new RequestFraming(LINE, HEADERS).accept(request)).isSameAs(request);
    }
}
