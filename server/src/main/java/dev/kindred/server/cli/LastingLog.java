package dev.kindred.server.cli;

import java.util.logging.LogManager;

/// A log manager that keeps its handlers until the process has ended. Java's own takes them away in a shutdown
/// hook that runs beside the server's, and with them all that is to be told of a stop.
public final class LastingLog extends LogManager {

    /// For the JVM, which makes the one that [Main] names.
    public LastingLog() {}

    @Override
    public void reset() {
        // [Logging] takes away the handlers there were before its own.
    }
}
