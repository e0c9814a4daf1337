package dev.kindred.server.cli;

import java.util.Properties;

/// The threads of the platform that carry the virtual ones, on which requests run.
///
/// A carrier takes up what waits at its own queue before it looks at others. With as many carriers as processors,
/// connections that are never without their next request keep each of them busy in that way, and what tells that
/// others have something to read is not run for many of their answers. One more carrier than that, which computes
/// nothing (see `Turns` in the package `serving`), is free to.
final class CarrierThreads {

    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    private CarrierThreads() {}

    /// Sets their number in Java's properties, unless whoever started it did; before the first virtual thread.
    static void set(Properties system) {
        system.putIfAbsent(PARALLELISM, String.valueOf(Runtime.getRuntime().availableProcessors() + 1));
    }
}
