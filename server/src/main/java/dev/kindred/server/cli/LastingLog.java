package dev.kindred.server.cli;

import java.util.logging.LogManager;

/// A log manager that keeps its handlers until the process ends. Java's default one removes them in a shutdown
/// hook, which runs concurrently with the server's hook, so that log messages of the stop would be lost.
public final class LastingLog extends LogManager {

    /// Called by the JVM, which instantiates the class that [Main] names.
    public LastingLog() {}

    @Override
    public void reset() {
        // [Logging] removes the initial handlers itself.
    }
}
