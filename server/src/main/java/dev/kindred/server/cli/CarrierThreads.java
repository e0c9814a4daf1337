package dev.kindred.server.cli;

import java.util.Properties;

/// The number of carrier threads of the virtual threads that run requests.
///
/// A carrier runs the tasks of its own queue before it polls other queues. With one carrier per processor,
/// connections that always have a next request can keep every carrier busy, and the poller that detects input on
/// other connections is delayed. One additional carrier removes this delay. Computation is bounded elsewhere, by
/// the scoring permits of the package `serving`.
final class CarrierThreads {

    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    private CarrierThreads() {}

    /// Sets the number as a system property unless it is already set. Call it before the first virtual thread
    /// starts.
    static void set(Properties system) {
        system.putIfAbsent(PARALLELISM, String.valueOf(Runtime.getRuntime().availableProcessors() + 1));
    }
}
