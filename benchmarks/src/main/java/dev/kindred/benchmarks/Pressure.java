package dev.kindred.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// The durations of calls that some threads made sequentially for some seconds.
///
/// @param nanos ascending
record Pressure(long[] nanos) {

    private static final int MOST = 1 << 20;

    /// The calls of one thread.
    interface Work extends AutoCloseable {

        /// Makes the call of that number, and returns its response.
        String call(int number) throws IOException;

        /// Checks a response; not measured.
        default void check(String answer) {}

        @Override
        void close() throws IOException;
    }

    /// Creates the work of a thread.
    interface Opener {

        /// Creates the work of one thread.
        ///
        /// @param thread its number, from 0
        Work open(int thread) throws IOException;
    }

    static Pressure of(int threads, int seconds, Opener opener) throws InterruptedException {
        var nanos = new long[MOST];
        var count = new AtomicInteger();
        var all = new Thread[threads];
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (int i = 0; i < threads; i++) {
            int thread = i;
            all[i] = Thread.ofPlatform().start(() -> {
                try (var work = opener.open(thread)) {
                    while (System.nanoTime() < end && count.get() < MOST - threads) {
                        int number = count.getAndIncrement();
                        long began = System.nanoTime();
                        var answer = work.call(number);
                        nanos[number] = System.nanoTime() - began;
                        work.check(answer);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        for (var thread : all) {
            thread.join();
        }
        var sorted = Arrays.copyOf(nanos, count.get());
        Arrays.sort(sorted);
        return new Pressure(sorted);
    }

    int calls() {
        return nanos.length;
    }

    /// Returns a percentile of the durations.
    double millis(int percent) {
        return nanos[(int) (nanos.length * (long) percent / 100)] / 1e6;
    }
}
