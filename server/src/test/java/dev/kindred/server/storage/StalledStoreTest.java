package dev.kindred.server.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// An interrupt ends every call to a remote store that does not answer, long before the socket times out.
class StalledStoreTest {

    private static final S3Location OBJECT = S3Location.parse("s3://data/in/a.csv");
    private static final S3Location FOLDER = S3Location.parse("s3://data/in/");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Long enough for several parts.
    private static final int LONG = 17 << 20;

    private final CountDownLatch stalling = new CountDownLatch(1);
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    @FunctionalInterface
    private interface Call {
        void on(ObjectStore store) throws IOException;
    }

    private record Case(String name, boolean answersHead, Call call) {}

    private static final List<Case> CASES = List.of(
            new Case("listFolder", false, store -> store.listFolder(FOLDER)),
            new Case("listBelow", false, store -> store.listBelow(FOLDER)),
            new Case("findObject", false, store -> store.findObject(OBJECT)),
            new Case("open", false, store -> store.open(OBJECT, 0)),
            new Case("delete", false, store -> store.delete(OBJECT)),
            new Case("put", false, store -> store.put(OBJECT, new byte[10])),
            new Case("put in parts", false, store -> store.put(OBJECT, new ByteArrayInputStream(new byte[LONG]))),
            new Case("read", true, store -> {
                try (InputStream in = store.open(OBJECT, 0)) {
                    in.readAllBytes();
                }
            }));

    @TestFactory
    Stream<DynamicTest> anInterruptEndsEachCall() {
        return CASES.stream()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> new StalledStoreTest().check(each)));
    }

    private void check(Case tried) throws Exception {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var store = RemoteObjectStore.open(
                        new RemoteSettings(URI.create("http://127.0.0.1:" + server.getLocalPort()), "us-east-1", true),
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))) {
            Thread.ofVirtual().start(() -> accept(server, tried.answersHead()));
            var failure = new AtomicReference<Throwable>();
            var caller = Thread.ofPlatform().start(() -> {
                try {
                    tried.call().on(store);
                } catch (IOException | RuntimeException e) {
                    failure.set(e);
                }
            });
            assertThat(stalling.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

            caller.interrupt();

            assertThat(caller.join(PATIENCE)).isTrue();
            assertThat(failure.get()).hasMessageContaining("interrupted");
        } finally {
            close();
        }
    }

    private void close() throws IOException {
        for (var socket : accepted) {
            socket.close();
        }
    }

    private void accept(ServerSocket listener, boolean answersHead) {
        try {
            while (true) {
                var socket = listener.accept();
                accepted.add(socket);
                Thread.ofVirtual().start(() -> serve(socket, answersHead));
            }
        } catch (IOException e) {
            assertThat(listener.isClosed()).isTrue();
        }
    }

    private void serve(Socket socket, boolean answersHead) {
        try {
            var request = readHead(socket.getInputStream());
            if (answersHead && request.startsWith("HEAD")) {
                respond(socket, "200 OK", "");
                socket.close();
                return;
            }
            if (answersHead) {
                respond(socket, "206 Partial Content", "some bytes");
            }
            stalling.countDown();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void respond(Socket socket, String status, String start) throws IOException {
        var head = "HTTP/1.1 %s\r\nContent-Length: 1000\r\nETag: \"e\"\r\nConnection: close\r\n".formatted(status)
                + "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\n\r\n";
        socket.getOutputStream().write((head + start).getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String readHead(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("the request was cut");
            }
            head.append((char) read);
        }
        return head.toString();
    }
}
