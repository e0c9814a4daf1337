package dev.kindred.server.cli;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayDeque;
import java.util.Deque;

/// The open parts of a server. They are closed in the reverse order of their opening.
final class Parts implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Parts.class.getName());

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /// Adds a part and returns it.
    <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    /// Closes all parts. If one fails to close, the others are still closed.
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.log(WARNING, "A part of the server failed to close", e);
            }
        }
    }
}
