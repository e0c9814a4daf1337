package dev.kindred.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// Sends requests at a rate that does not depend on the answers, as independent clients do, and ends by itself.
///
/// Requests arrive as a Poisson process. The time of a request runs from its arrival, so a wait for a free connection
/// counts (coordinated omission: Tene, How NOT to Measure Latency, 2015).
///
/// @param rate arrivals per second
/// @param body returns the body of a request for recommendations
record OpenLoop(URI endpoint, double rate, int seconds, Function<SplittableRandom, String> body) {

    private static final int CONNECTIONS = 256;
    private static final int BACKLOG = 4 * CONNECTIONS;
    private static final double NANOS = 1e9;
    private static final long END = Long.MIN_VALUE;

    /// The times of all requests in nanoseconds, by their outcome.
    ///
    /// @param unsent arrivals for which this program had no connection and no room
    record Outcome(int seconds, long[] acceptedTimes, long[] refusedTimes, int failed, int unsent) {

        double sentRate() {
            return (double) (acceptedTimes.length + refusedTimes.length + failed) / seconds;
        }

        double acceptedRate() {
            return (double) acceptedTimes.length / seconds;
        }

        double refusedRate() {
            return (double) refusedTimes.length / seconds;
        }

        double accepted(int percent) {
            return millis(acceptedTimes, percent);
        }

        double refused(int percent) {
            return millis(refusedTimes, percent);
        }

        private static double millis(long[] sorted, int percent) {
            return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
        }
    }

    Outcome run() throws InterruptedException {
        var arrivals = new ArrayBlockingQueue<Long>(BACKLOG + CONNECTIONS);
        var accepted = new ConcurrentLinkedQueue<Long>();
        var refused = new ConcurrentLinkedQueue<Long>();
        var failed = new AtomicInteger();
        var senders = new Thread[CONNECTIONS];
        for (int i = 0; i < CONNECTIONS; i++) {
            int seed = i;
            senders[i] = Thread.ofVirtual().start(() -> send(arrivals, seed, accepted, refused, failed));
        }
        int unsent = arrive(arrivals);
        for (var _ : senders) {
            arrivals.put(END);
        }
        for (var sender : senders) {
            sender.join();
        }
        return new Outcome(seconds, sorted(accepted), sorted(refused), failed.get(), unsent);
    }

    private static long[] sorted(ConcurrentLinkedQueue<Long> times) {
        var sorted = times.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private int arrive(BlockingQueue<Long> arrivals) {
        var random = new SplittableRandom(1);
        long begun = System.nanoTime();
        double next = begun;
        int unsent = 0;
        while (next - begun < seconds * NANOS) {
            next += -Math.log(1 - random.nextDouble()) * NANOS / rate;
            long wait = (long) next - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            if (arrivals.size() >= BACKLOG || !arrivals.offer((long) next)) {
                unsent++;
            }
        }
        return unsent;
    }

    private void send(
            BlockingQueue<Long> arrivals,
            int seed,
            ConcurrentLinkedQueue<Long> accepted,
            ConcurrentLinkedQueue<Long> refused,
            AtomicInteger failed) {
        var random = new SplittableRandom(seed);
        try (var connection = new KeepAliveConnection(endpoint)) {
            for (long arrived = arrivals.take(); arrived != END; arrived = arrivals.take()) {
                int status = connection
                        .exchange("POST /recommendations", body.apply(random))
                        .status();
                long nanos = System.nanoTime() - arrived;
                switch (status) {
                    case 200 -> accepted.add(nanos);
                    case 503 -> refused.add(nanos);
                    default -> failed.incrementAndGet();
                }
            }
        } catch (IOException e) {
            failed.incrementAndGet();
            System.err.println("a connection ended: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
