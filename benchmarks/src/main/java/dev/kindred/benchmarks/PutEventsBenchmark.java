package dev.kindred.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/// How many events a second does a running server make durable, and how long does a call take? Connections with
/// keep-alive send calls sequentially. The rival, in the same run and on the same disk: as many threads append
/// the same events to one file, with an fsync for each call.
///
/// Arguments: the server's address, a tracking id, seconds for each measurement (10), a folder on the server's
/// disk.
public final class PutEventsBenchmark {

    private PutEventsBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var endpoint = URI.create(arguments[0]);
        var trackingId = arguments[1];
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        var folder = arguments.length > 3 ? Path.of(arguments[3]) : Path.of(".");
        for (int connections : new int[] {1, 8, 32}) {
            for (int events : new int[] {1, 10}) {
                measure("kindred", connections, events, seconds, _ -> new Calls(endpoint, trackingId, events));
                measureRival(folder, connections, events, seconds);
            }
        }
    }

    private static void measureRival(Path folder, int connections, int events, int seconds) throws Exception {
        var file = Files.createTempFile(folder, "rival", ".log");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            measure("an fsync a call", connections, events, seconds, _ -> new Forces(channel, events));
        } finally {
            Files.delete(file);
        }
    }

    private static void measure(String who, int connections, int events, int seconds, Pressure.Opener opener)
            throws Exception {
        var taken = Pressure.of(connections, seconds, opener);
        System.out.printf(
                Locale.ROOT,
                "%-16s %2d connections, %2d events a call: %,8.0f events/s   p50 %.2f ms   p99 %.2f ms%n",
                who,
                connections,
                events,
                (double) taken.calls() * events / seconds,
                taken.millis(50),
                taken.millis(99));
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

    /// A connection to the server.
    private static final class Calls implements Pressure.Work {

        private final KeepAliveConnection connection;
        private final String trackingId;
        private final int events;

        Calls(URI endpoint, String trackingId, int events) throws IOException {
            this.connection = new KeepAliveConnection(endpoint);
            this.trackingId = trackingId;
            this.events = events;
        }

        @Override
        public String call(int number) throws IOException {
            return connection.ask("POST /events", body(trackingId, number, events));
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    /// An append and an fsync for each call.
    private static final class Forces implements Pressure.Work {

        private final FileChannel channel;
        private final int events;

        Forces(FileChannel channel, int events) {
            this.channel = channel;
            this.events = events;
        }

        @Override
        public String call(int number) throws IOException {
            var bytes = ByteBuffer.wrap(body("", number, events).getBytes(StandardCharsets.US_ASCII));
            synchronized (channel) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false);
            }
            return "";
        }

        @Override
        public void close() {
            // the file belongs to whoever measures
        }
    }
}
