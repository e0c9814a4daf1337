package dev.kindred.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// What calls took that some threads made one after another for some seconds.
///
/// @param nanos in rising order
record Pressure(long[] nanos) {

    private static final int MOST = 1 << 20;

    /// What one thread calls.
    interface Work extends AutoCloseable {

        /// Makes the call of that number, and returns what came of it.
        String call(int number) throws IOException;

        /// Looks at what came of a call, which is not measured.
        default void check(String answer) {}

        @Override
        void close() throws IOException;
    }

    /// Opens what a thread calls.
    interface Opener {

        /// Opens it for one thread.
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

    /// What that many percent of the calls took at most.
    double millis(int percent) {
        return nanos[(int) (nanos.length * (long) percent / 100)] / 1e6;
    }
}
