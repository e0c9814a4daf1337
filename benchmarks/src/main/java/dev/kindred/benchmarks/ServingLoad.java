package dev.kindred.benchmarks;

import java.io.IOException;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Sends requests for random users as fast as the server responds, for some seconds.
///
/// @param slices in a filter, `NUMBER` becomes a random number from 1 to this (exclusive)
record ServingLoad(int users, int seconds, int slices) {

    private static final int WANTED = 25;
    private static final Pattern ITEM = Pattern.compile("\"item-");

    void warmUp(ServedBy server) throws InterruptedException {
        Pressure.of(2, seconds, thread -> new Asking(server, "", thread, new AtomicInteger()));
    }

    void measure(ServedBy server, String what, String filter, int connections) throws InterruptedException {
        var incomplete = new AtomicInteger();
        double before = server.cpuMillis();
        var taken = Pressure.of(connections, seconds, thread -> new Asking(server, filter, thread, incomplete));
        System.out.printf(
                Locale.ROOT,
                "%-8s %-12s %d connections: %,7.0f requests/s   p50 %.2f ms   p99 %.2f ms   server's CPU %.2f ms a"
                        + " request   %d answers short%n",
                server.name(),
                what,
                connections,
                (double) taken.calls() / seconds,
                taken.millis(50),
                taken.millis(99),
                (server.cpuMillis() - before) / taken.calls(),
                incomplete.get());
    }

    /// A connection that requests recommendations for a random user at each call.
    private final class Asking implements Pressure.Work {

        private final ServedBy server;
        private final String filter;
        private final SplittableRandom random;
        private final AtomicInteger incomplete; // responses with fewer items than requested
        private final KeepAliveConnection connection;

        Asking(ServedBy server, String filter, int seed, AtomicInteger incomplete) throws IOException {
            this.server = server;
            this.filter = filter;
            this.random = new SplittableRandom(seed);
            this.incomplete = incomplete;
            this.connection = server.connect();
        }

        @Override
        public String call(int number) throws IOException {
            var asked = filter.replace("NUMBER", String.valueOf(random.nextInt(1, slices)));
            return server.question().ask(connection, "user-" + random.nextInt(users), asked);
        }

        @Override
        public void check(String answer) {
            if (ITEM.matcher(answer).results().count() < WANTED) {
                incomplete.incrementAndGet();
            }
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
