package dev.kindred.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Asks a server for random users as fast as it answers, for some seconds.
///
/// @param slices in a filter, `NUMBER` becomes a random one from 1 to below this
record ServingLoad(int users, int seconds, int slices) {

    private static final int MOST = 1 << 20;
    private static final int WANTED = 25;
    private static final Pattern ITEM = Pattern.compile("\"item-");

    void warmUp(ServedBy server) throws InterruptedException {
        run(server, "", 2);
    }

    void measure(ServedBy server, String what, String filter, int connections) throws InterruptedException {
        double before = server.cpuMillis();
        var taken = run(server, filter, connections);
        System.out.printf(
                Locale.ROOT,
                "%-8s %-12s %d connections: %,7.0f requests/s   p50 %.2f ms   p99 %.2f ms   server's CPU %.2f ms a"
                        + " request   %d answers short%n",
                server.name(),
                what,
                connections,
                (double) taken.nanos.length / seconds,
                taken.nanos[taken.nanos.length / 2] / 1e6,
                taken.nanos[taken.nanos.length * 99 / 100] / 1e6,
                (server.cpuMillis() - before) / taken.nanos.length,
                taken.incomplete);
    }

    private Taken run(ServedBy server, String filter, int connections) throws InterruptedException {
        var nanos = new long[MOST];
        var count = new AtomicInteger();
        var incomplete = new AtomicInteger();
        var threads = new Thread[connections];
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (int i = 0; i < connections; i++) {
            var random = new SplittableRandom(i);
            threads[i] = Thread.ofPlatform().start(() -> {
                try (var connection = server.connect()) {
                    while (System.nanoTime() < end && count.get() < MOST - connections) {
                        var asked = filter.replace("NUMBER", String.valueOf(random.nextInt(1, slices)));
                        var user = "user-" + random.nextInt(users);
                        int number = count.getAndIncrement();
                        long began = System.nanoTime();
                        var answer = server.question().ask(connection, user, asked);
                        nanos[number] = System.nanoTime() - began;
                        if (ITEM.matcher(answer).results().count() < WANTED) {
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
        var sorted = Arrays.copyOf(nanos, count.get());
        Arrays.sort(sorted);
        return new Taken(sorted, incomplete.get());
    }

    /// What the answers took, in rising order, and how many had fewer items than were wanted.
    private record Taken(long[] nanos, int incomplete) {}
}
