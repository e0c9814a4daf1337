package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/// The number of connections is bounded, idle ones are closed for new ones, and stalled ones are closed after a
/// timeout.
class BoundedConnectionsTest {

    private static final int LIMIT = 20;
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final TestServer SERVER = TestServer.start(Map.of(
            "connection.limit",
            Integer.toString(LIMIT),
            "connection.patience",
            PATIENCE.toMillis() + "ms",
            "request.patience",
            "500ms"));
    private static final String HEALTH = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final List<Socket> sockets = new ArrayList<>();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @AfterEach
    void close() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(SERVER.endpoint().getHost(), SERVER.endpoint().getPort());
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String firstLineOf(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next >= 0 && next != '\r';
                next = socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private static void readAnswer(Socket socket) throws IOException {
        assertThat(firstLineOf(socket)).isEqualTo("HTTP/1.1 200 OK");
        var text = new StringBuilder();
        while (!text.toString().endsWith("ok\n")) {
            text.append((char) socket.getInputStream().read());
        }
    }

    private static boolean isOpen(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (SocketException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void idleConnectionsMakeRoomAndThoseThatWereUsedGoLast() throws IOException {
        var client = connect();
        send(client, HEALTH);
        readAnswer(client);

        for (int i = 0; i < 4 * LIMIT; i++) {
            connect();
        }

        send(client, HEALTH);
        readAnswer(client);
        var late = connect();
        send(late, HEALTH);
        readAnswer(late);
        Polling.until(
                () -> sockets.stream().filter(BoundedConnectionsTest::isOpen).count()
                        <= LIMIT + 1); // one may wait to be accepted
    }

    @Test
    void aRequestWhoseHeadersDoNotComeIsClosed() throws IOException {
        assertThat(isClosedForItsHeaders()).isTrue();
    }

    /// Returns whether the server closes a connection that stalls within its headers.
    private boolean isClosedForItsHeaders() throws IOException {
        var socket = connect();
        send(socket, "GET /healthz HTTP/1.1\r\nHost: loc");
        return isClosedByServer(socket.getInputStream());
    }

    @Test
    void aRequestWhoseBodyDoesNotComeIsClosed() throws IOException {
        var socket = connect();
        send(
                socket,
                "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AmazonPersonalize.ListSchemas\r\n"
                        + "Content-Type: application/x-amz-json-1.1\r\nContent-Length: 1000\r\n\r\n{");

        assertThat(isClosedByServer(socket.getInputStream())).isTrue();
    }

    @Test
    void aRequestThatArrivesByteByByteIsClosed() throws IOException {
        assertThat(isClosedWhileBytesTrickle("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: "))
                .isTrue();
    }

    @Test
    void anUploadThatArrivesByteByByteIsClosed() throws IOException {
        try (var s3 = SERVER.s3()) {
            s3.createBucket(request -> request.bucket("slow"));
        }

        assertThat(isClosedWhileBytesTrickle(
                        "PUT /slow/object HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n"))
                .isTrue();
    }

    /// Sends a byte every 20 ms, so that the connection never stalls.
    private boolean isClosedWhileBytesTrickle(String begin) throws IOException {
        var socket = connect();
        send(socket, begin);
        socket.setSoTimeout(20);
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            try {
                if (socket.getInputStream().read() < 0) {
                    return true;
                }
            } catch (SocketTimeoutException e) {
                try {
                    send(socket, "x");
                } catch (SocketException closed) {
                    return true;
                }
            } catch (SocketException e) {
                return true;
            }
        }
        return false;
    }

    @Test
    void anAnswerThatIsNotReadIsCutOff() throws IOException {
        int size = 32 << 20;
        try (var s3 = SERVER.s3()) {
            s3.createBucket(request -> request.bucket("large"));
            s3.putObject(request -> request.bucket("large").key("object"), RequestBody.fromBytes(new byte[size]));
        }
        var socket = connect();
        send(socket, "GET /large/object HTTP/1.1\r\nHost: localhost\r\n\r\n");
        firstLineOf(socket);

        assertThat(isClosedForItsHeaders()).isTrue(); // the response stalls by now
        assertThat(isClosedForItsHeaders()).isTrue(); // and has exceeded the timeout

        assertThat(bytesUntilTheEnd(socket.getInputStream())).isLessThan(size);
    }

    @Test
    void aConnectionThatWaitsForItsNextRequestIsNotImpatient() throws IOException {
        var socket = connect();
        send(socket, HEALTH);
        readAnswer(socket);

        assertThat(isClosedForItsHeaders()).isTrue();

        send(socket, HEALTH);
        readAnswer(socket);
    }

    private static boolean isClosedByServer(InputStream in) throws IOException {
        try {
            bytesUntilTheEnd(in);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static long bytesUntilTheEnd(InputStream in) throws IOException {
        long bytes = 0;
        var buffer = new byte[1 << 16];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
        } catch (SocketException e) {
            return bytes; // connection reset
        }
        return bytes;
    }
}
