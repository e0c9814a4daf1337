package dev.kindred.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bytes that are not HTTP/1.1 are answered with an error of AWS's shape, and with one short line in the log.
@Isolated("it hears what the server logs")
class MalformedRequestTest {

    private static final Logger ALL = Logger.getLogger("");
    private static final ConcurrentLinkedQueue<LogRecord> LINES = new ConcurrentLinkedQueue<>();
    private static final Handler LISTENER = new Handler() {
        @Override
        public void publish(LogRecord line) {
            LINES.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        try (var s3 = server.s3()) {
            s3.createBucket(request -> request.bucket("data"));
        }
        ALL.addHandler(LISTENER);
    }

    @AfterAll
    static void stop() {
        ALL.removeHandler(LISTENER);
        server.close();
    }

    private static String answerTo(byte[] request) throws IOException {
        try (var socket =
                new Socket(server.endpoint().getHost(), server.endpoint().getPort())) {
            socket.setSoTimeout(20_000);
            try {
                socket.getOutputStream().write(request);
            } catch (SocketException e) {
                // the server has refused it before its end
            }
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /// Expands `{name*count}` and escapes.
    private static byte[] bytesOf(String text) {
        var expanded = Pattern.compile("\\{(.)\\*(\\d+)}")
                .matcher(text.translateEscapes())
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
        return expanded.getBytes(ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
                    no ASCII in the request line    | \\234\\326k /x HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n                                     | does not begin with an HTTP
                    no ASCII in the path            | GET /data/\\351 HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n                                    | printable ASCII
                    an escape in the path           | GET /a\\033[31m HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n                                    | printable ASCII
                    NUL in the path                 | GET /a\\0 HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n                                          | printable ASCII
                    TLS on the plain port           | \\26\\3\\1\\2\\0\\1\\0\\1\\374\\3\\3                                                            | use http://
                    HTTP/1.0                        | GET / HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n                                               | HTTP/1.1 only
                    HTTP/2 preface                  | PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n                                                       | HTTP/1.1 only
                    HTTP/9.9                        | GET / HTTP/9.9\\r\\nHost: localhost\\r\\n\\r\\n                                               | HTTP/1.1 only
                    no version                      | GET /\\r\\nHost: localhost\\r\\n\\r\\n                                                        | METHOD TARGET
                    no HTTP                         | GET / GOPHER\\r\\nHost: localhost\\r\\n\\r\\n                                                 | does not end with HTTP/1.1
                    a space in the path             | GET /a b HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n                                            | METHOD TARGET
                    no target                       | GET  HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n                                                | METHOD TARGET
                    method with a colon             | GE:T / HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n                                              | no method has
                    bad percent-encoding            | GET /data/%zz HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n                                       | hexadecimal
                    cut percent-encoding            | GET /data/%4 HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n                                        | hexadecimal
                    brackets in the path            | GET /<a>^`{x*1}"\\\\ HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n                                 | <Code>
                    a target that is no path        | GET healthz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n                   | <Code>
                    bare line feeds                 | GET / HTTP/1.1\\nHost: localhost\\n\\n                                                       | carriage return
                    a bare carriage return          | GET / HTTP/1.1\\r\\nHost: local\\rhost\\r\\n\\r\\n                                            | control character
                    NUL in a header                 | GET / HTTP/1.1\\r\\nHost: localhost\\r\\nA: b\\0c\\r\\n\\r\\n                                  | control character
                    DEL in a header                 | GET / HTTP/1.1\\r\\nHost: localhost\\r\\nA: b\\177c\\r\\n\\r\\n                                | control character
                    NUL in a header's name          | GET / HTTP/1.1\\r\\nHo\\0st: localhost\\r\\n\\r\\n                                            | Name: value
                    a folded header                 | GET / HTTP/1.1\\r\\nHost: localhost\\r\\n bad: folded\\r\\n\\r\\n                              | second line
                    a header without a colon        | GET / HTTP/1.1\\r\\nHost: localhost\\r\\nbad\\r\\n\\r\\n                                       | Name: value
                    a space before the colon        | GET / HTTP/1.1\\r\\nHost : localhost\\r\\n\\r\\n                                              | Name: value
                    a header without a name         | GET / HTTP/1.1\\r\\nHost: localhost\\r\\n: x\\r\\n\\r\\n                                       | Name: value
                    no host                         | GET / HTTP/1.1\\r\\n\\r\\n                                                                   | no Host
                    two hosts                       | GET / HTTP/1.1\\r\\nHost: localhost\\r\\nhost: localhost\\r\\n\\r\\n                           | Host came twice
                    two lengths                     | POST / HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 5\\r\\nContent-Length: 6\\r\\n\\r\\nhello! | Content-Length came twice
                    two equal lengths               | POST / HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 5\\r\\nContent-Length: 5\\r\\n\\r\\nhello  | Content-Length came twice
                    a list of lengths               | POST / HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 5, 5\\r\\n\\r\\nhello               | not a number
                    a length in letters             | POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: abc\\r\\n\\r\\n               | not a number
                    a negative length               | POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: -1\\r\\n\\r\\n                | not a number
                    a signed length                 | POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: +1\\r\\n\\r\\n                | not a number
                    a length beyond a long          | POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 99999999999999999999\\r\\n\\r\\n | not a number
                    length and encoding             | POST / HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 5\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n | not both
                    encoding gzip                   | POST / HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: gzip\\r\\n\\r\\n                 | chunked
                    encoding chunked twice          | POST / HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked, chunked\\r\\n\\r\\n     | chunked
                    encoding identity               | POST / HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: identity\\r\\n\\r\\n             | chunked
                    an encoding that looks chunked  | POST / HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: xchunked\\r\\n\\r\\n             | chunked
                    a long path                     | GET /{a*17000} HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n                                      | request line is longer
                    an endless request line         | GET /{a*3000000}                                                                            | request line is longer
                    a large header                  | GET / HTTP/1.1\\r\\nHost: localhost\\r\\nA: {b*33000}\\r\\n\\r\\n                             | headers are larger
                    an endless header               | GET / HTTP/1.1\\r\\nHost: localhost\\r\\nA: {b*3000000}                                       | headers are larger
                    chunk size zz                   | POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n  | hexadecimal
                    chunk size -1                   | POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n-1\\r\\n\\r\\n | hexadecimal
                    chunk size 0x5                  | POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0x5\\r\\nhello\\r\\n | hexadecimal
                    chunk size of 16 digits         | POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nffffffffffffffff\\r\\n | hexadecimal
                    an empty chunk size             | POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n\\r\\n     | hexadecimal
                    a chunk longer than its size    | POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5\\r\\nhelloXX0\\r\\n\\r\\n | longer than its size
                    a chunk size with a line feed   | POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5\\nhello\\r\\n0\\r\\n\\r\\n | carriage return
                    a long chunk extension          | POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5;ext={a*20000}\\r\\nhello\\r\\n0\\r\\n\\r\\n | longer than 256
                    large trailers                  | POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\nA: {a*20000}\\r\\n\\r\\n | trailers
                    a document type with NUL        | POST /data?delete HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 60\\r\\nConnection: close\\r\\n\\r\\n<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "\\0">]><Delete/>      | MalformedXML
                    """)
    void isAnsweredInASentence(String what, String request, String sentence) throws Exception {
        var answer = answerTo(bytesOf(request.strip()));

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("connection: close")
                .contains(sentence)
                .containsAnyOf("\"__type\":", "<Code>")
                .doesNotContain("java.", "Exception:", "helidon");
        assertThat(LINES).allSatisfy(line -> {
            assertThat(line.getThrown()).isNull();
            assertThat(line.getMessage()).hasSizeLessThan(300).doesNotContain("\u001b", "\0");
        });
        assertThat(linesByConnection())
                .allSatisfy((_, lines) -> assertThat(lines).isOne());
    }

    /// Returns the number of lines that each connection has caused. Each connection has a thread of its own. The line
    /// of a case can follow its answer, so the lines of all cases are counted together.
    private static Map<Long, Long> linesByConnection() {
        return LINES.stream()
                .filter(line -> !line.getMessage().endsWith("left out"))
                .collect(Collectors.groupingBy(LogRecord::getLongThreadID, Collectors.counting()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
                    an empty line first     | \\r\\nGET /healthz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n                     | 200
                    absolute-form           | GET http://localhost:1/healthz HTTP/1.1\\r\\nHost: other\\r\\nConnection: close\\r\\n\\r\\n            | 200
                    absolute-form, no path  | GET HTTP://localhost?x HTTP/1.1\\r\\nHost: other\\r\\nConnection: close\\r\\n\\r\\n                    | 200
                    foreign absolute-form   | GET http://evil.example/healthz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n       | 403
                    a short extension       | POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\nTransfer-Encoding: Chunked\\r\\n\\r\\n2;a=b\\r\\n{}\\r\\n000\\r\\nA: b\\r\\n\\r\\n | 400
                    UTF-8 in a header       | GET /healthz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\nA: \\303\\251\\r\\n\\r\\n          | 200
                    a tab in a header       | GET /healthz HTTP/1.1\\r\\nHost:\\tlocalhost\\t\\r\\nConnection: close\\r\\n\\r\\n                       | 200
                    """)
    void isTolerated(String what, String request, int status) throws Exception {
        assertThat(answerTo(bytesOf(request.strip())))
                .startsWith("HTTP/1.1 " + status)
                .doesNotContain("MalformedHttpRequest");
    }

    @Test
    void aFloodOfMalformedRequestsWritesFewLines() throws Exception {
        LINES.clear();

        for (int i = 0; i < 500; i++) {
            assertThat(
                            answerTo(
                                    bytesOf(
                                            "POST /events HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n")))
                    .startsWith("HTTP/1.1 400");
        }

        assertThat(LINES.stream().filter(line -> line.getLoggerName().startsWith("dev.kindred.server")))
                .hasSizeLessThan(100);
    }

    @Test
    void requestsBeforeAMalformedOneAreAnswered() throws Exception {
        var answer =
                answerTo(bytesOf("GET /healthz HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\nGET / HTTP/0.9\\r\\n\\r\\n"));

        assertThat(answer).startsWith("HTTP/1.1 200").contains("ok\n");
    }
}
