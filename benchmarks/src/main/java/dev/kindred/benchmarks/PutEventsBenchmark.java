package dev.kindred.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// How many events a second does a running server make durable, and how long does a call take? Connections with
/// keep-alive send calls one after another. The rival, in the same run and on the same disk: as many threads append the
/// same events to one file and force it once for each call.
///
/// Arguments: the server's address, a tracking id, seconds for each measurement (10), a folder on the server's disk.
public final class PutEventsBenchmark {

    private static final int MOST = 1 << 20;

    private PutEventsBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var endpoint = URI.create(arguments[0]);
        var trackingId = arguments[1];
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        var folder = arguments.length > 3 ? Path.of(arguments[3]) : Path.of(".");
        for (int connections : new int[] {1, 8, 32}) {
            for (int events : new int[] {1, 10}) {
                measure("kindred", connections, events, seconds, () -> new Calls(endpoint, trackingId, events));
                measureRival(folder, connections, events, seconds);
            }
        }
    }

    private interface Work extends AutoCloseable {
        void call(int number) throws IOException;

        @Override
        void close() throws IOException;
    }

    private interface Opener {
        Work open() throws IOException;
    }

    private static void measureRival(Path folder, int connections, int events, int seconds) throws Exception {
        var file = Files.createTempFile(folder, "rival", ".log");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            measure("an fsync a call", connections, events, seconds, () -> new Forces(channel, events));
        } finally {
            Files.delete(file);
        }
    }

    private static void measure(String who, int connections, int events, int seconds, Opener opener) throws Exception {
        var nanos = new long[MOST];
        var count = new AtomicInteger();
        var threads = new Thread[connections];
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (int i = 0; i < connections; i++) {
            threads[i] = Thread.ofPlatform().start(() -> {
                try (var work = opener.open()) {
                    while (System.nanoTime() < end && count.get() < MOST - connections) {
                        int number = count.getAndIncrement();
                        long began = System.nanoTime();
                        work.call(number);
                        nanos[number] = System.nanoTime() - began;
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        for (var thread : threads) {
            thread.join();
        }
        var sorted = Arrays.copyOf(nanos, count.get());
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-16s %2d connections, %2d events a call: %,8.0f events/s   p50 %.2f ms   p99 %.2f ms%n",
                who,
                connections,
                events,
                (double) sorted.length * events / seconds,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6);
    }

    private static String body(String trackingId, int number, int events) {
        var body = new StringBuilder("{\"trackingId\":\"").append(trackingId).append("\",\"userId\":\"user-");
        body.append(number % 5_000).append("\",\"sessionId\":\"session-").append(number % 5_000);
        body.append("\",\"eventList\":[");
        for (int i = 0; i < events; i++) {
            body.append(i == 0 ? "" : ",").append("{\"eventType\":\"view\",\"sentAt\":1700000000,\"itemId\":\"item-");
            body.append((number * 31L + i) % 20_000).append("\"}");
        }
        return body.append("]}").toString();
    }

    /// One connection to the server.
    private static final class Calls implements Work {

        private final Socket socket;
        private final InputStream in;
        private final String host;
        private final String trackingId;
        private final int events;

        Calls(URI endpoint, String trackingId, int events) throws IOException {
            this.socket = new Socket(endpoint.getHost(), endpoint.getPort());
            socket.setTcpNoDelay(true);
            this.in = new BufferedInputStream(socket.getInputStream());
            this.host = endpoint.getAuthority();
            this.trackingId = trackingId;
            this.events = events;
        }

        @Override
        public void call(int number) throws IOException {
            var body = body(trackingId, number, events);
            var request =
                    "POST /events HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
            socket.getOutputStream().write((request + body).getBytes(StandardCharsets.US_ASCII));
            var head = head();
            if (!head.startsWith("HTTP/1.1 200")) {
                throw new IOException(head);
            }
        }

        /// Reads an answer without a body.
        private String head() throws IOException {
            var head = new StringBuilder();
            while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the server closed the connection");
                }
                head.append((char) next);
            }
            return head.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /// An append and a forcing for each call.
    private static final class Forces implements Work {

        private final FileChannel channel;
        private final int events;

        Forces(FileChannel channel, int events) {
            this.channel = channel;
            this.events = events;
        }

        @Override
        public void call(int number) throws IOException {
            var bytes = ByteBuffer.wrap(body("", number, events).getBytes(StandardCharsets.US_ASCII));
            synchronized (channel) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false);
            }
        }

        @Override
        public void close() {
            // the file belongs to whoever measures
        }
    }
}
