package dev.kindred.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// How long does a running server take for GetRecommendations, 25 results over HTTP with keep-alive, without a
/// filter, with one that keeps a tenth of the items, with one that keeps a thousandth, and with one whose
/// number is another in each request?
///
/// `generate FOLDER ITEMS USERS` writes interactions.csv and items.csv: users with 50 events each, of 200
/// tastes; the popularity of items follows a power law. Column SLICE has a value from 0 to 999.
///
/// `load ENDPOINT CAMPAIGN USERS SECONDS PID [FILTER ...]` asks for random users over 1, 2 and 4 connections. A
/// FILTER is the ARN of one, or `ARN?PARAMETER` of one whose parameter becomes a random number from 1 to 999;
/// PID is the server's process, whose CPU time is told per request.
public final class ServingBenchmark {

    private static final int EVENTS = 50;
    private static final int TASTES = 200;
    private static final int SLICES = 1_000;
    private static final double LOYALTY = 0.7;
    private static final int MOST = 1 << 20;

    private ServingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("generate")) {
            generate(Path.of(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            return;
        }
        var endpoint = URI.create(arguments[1]);
        var campaign = arguments[2];
        int users = Integer.parseInt(arguments[3]);
        int seconds = Integer.parseInt(arguments[4]);
        long process = Long.parseLong(arguments[5]);
        var load = new Load(endpoint, users, process);
        load.measure(null, campaign, "", 2, seconds); // the JIT compiler's share
        for (int connections : new int[] {1, 2, 4}) {
            load.measure("all items", campaign, "", connections, seconds);
            for (int i = 6; i < arguments.length; i++) {
                var name = arguments[i].substring(arguments[i].indexOf("filter/") + 7);
                load.measure(name, campaign, filter(arguments[i]), connections, seconds);
            }
        }
    }

    private static String filter(String argument) {
        int question = argument.indexOf('?');
        return question < 0
                ? ",\"filterArn\":\"" + argument + "\""
                : ",\"filterArn\":\"%s\",\"filterValues\":{\"%s\":\"NUMBER\"}"
                        .formatted(argument.substring(0, question), argument.substring(question + 1));
    }

    private static void generate(Path folder, int items, int users) throws IOException {
        Files.createDirectories(folder);
        var random = new SplittableRandom(1);
        try (var out = Files.newBufferedWriter(folder.resolve("items.csv"))) {
            out.write("ITEM_ID,SLICE\n");
            for (int item = 0; item < items; item++) {
                out.write("item-" + item + "," + random.nextInt(SLICES) + "\n");
            }
        }
        try (var out = Files.newBufferedWriter(folder.resolve("interactions.csv"))) {
            out.write("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE\n");
            for (int item = 0; item < items; item++) { // so that the model knows every item
                line(out, random.nextInt(users), item, 1_699_000_000L);
            }
            int ofTaste = items / TASTES;
            for (int user = 0; user < users; user++) {
                int taste = random.nextInt(TASTES);
                for (int event = 0; event < EVENTS; event++) {
                    int group = random.nextDouble() < LOYALTY ? taste : random.nextInt(TASTES);
                    int item = TASTES * (int) (ofTaste * Math.pow(random.nextDouble(), 2.5)) + group;
                    line(out, user, item, 1_700_000_000L + event * 3_600L);
                }
            }
        }
    }

    private static void line(BufferedWriter out, int user, int item, long time) throws IOException {
        out.write("user-" + user + ",item-" + item + "," + time + ",view\n");
    }

    /// What is asked of one server.
    private record Load(URI endpoint, int users, long process) {

        /// @param what is printed, or null where nothing is to be
        void measure(@Nullable String what, String campaign, String filter, int connections, int seconds)
                throws InterruptedException {
            var nanos = new long[MOST];
            var count = new AtomicInteger();
            var incomplete = new AtomicInteger();
            var threads = new Thread[connections];
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            double before = cpuMillis();
            for (int i = 0; i < connections; i++) {
                var random = new SplittableRandom(i);
                threads[i] = Thread.ofPlatform().start(() -> {
                    try (var connection = new Connection(endpoint)) {
                        while (System.nanoTime() < end && count.get() < MOST - connections) {
                            var asked = filter.replace("NUMBER", String.valueOf(random.nextInt(1, SLICES)));
                            var body = "{\"campaignArn\":\"%s\",\"userId\":\"user-%d\"%s}"
                                    .formatted(campaign, random.nextInt(users), asked);
                            int number = count.getAndIncrement();
                            long began = System.nanoTime();
                            int results = connection.ask(body);
                            nanos[number] = System.nanoTime() - began;
                            if (results < 25) {
                                incomplete.incrementAndGet();
                            }
                        }
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
            for (var thread : threads) {
                thread.join();
            }
            if (what == null) {
                return;
            }
            var sorted = Arrays.copyOf(nanos, count.get());
            Arrays.sort(sorted);
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %d connections: %,7.0f requests/s   p50 %.2f ms   p99 %.2f ms   server's CPU %.2f ms a"
                            + " request   %d answers short%n",
                    what,
                    connections,
                    (double) sorted.length / seconds,
                    sorted[sorted.length / 2] / 1e6,
                    sorted[sorted.length * 99 / 100] / 1e6,
                    (cpuMillis() - before) / sorted.length,
                    incomplete.get());
        }

        private double cpuMillis() {
            return ProcessHandle.of(process)
                            .flatMap(it -> it.info().totalCpuDuration())
                            .orElseThrow(() -> new IllegalStateException("no CPU time of process " + process))
                            .toNanos()
                    / 1e6;
        }
    }

    /// One connection to the server.
    private static final class Connection implements AutoCloseable {

        private static final byte[] ITEM = "\"itemId\"".getBytes(StandardCharsets.US_ASCII);

        private final Socket socket;
        private final InputStream in;
        private final String host;

        Connection(URI endpoint) throws IOException {
            socket = new Socket(endpoint.getHost(), endpoint.getPort());
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
            host = endpoint.getAuthority();
        }

        /// Returns how many items came.
        int ask(String body) throws IOException {
            var request = "POST /recommendations HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var head = head();
            int length = length(head);
            var answer = in.readNBytes(length);
            if (!head.startsWith("HTTP/1.1 200")) {
                throw new IOException(head + new String(answer, StandardCharsets.UTF_8));
            }
            return count(answer);
        }

        private static int length(String head) throws IOException {
            for (var line : head.lines().toList()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    return Integer.parseInt(line.substring(15).strip());
                }
            }
            throw new IOException("an answer without a length: " + head);
        }

        private static int count(byte[] answer) {
            int found = 0;
            for (int from = 0; from + ITEM.length <= answer.length; from++) {
                found += Arrays.equals(answer, from, from + ITEM.length, ITEM, 0, ITEM.length) ? 1 : 0;
            }
            return found;
        }

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
}
