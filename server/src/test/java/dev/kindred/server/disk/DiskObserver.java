package dev.kindred.server.disk;

import java.io.IOException;

/// Observes the calls to an [ObservedFileSystem] and may make them fail.
interface DiskObserver {

    /// A call that returns nothing.
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    /// A call that returns a value.
    @FunctionalInterface
    interface Query<T> {
        T run() throws IOException;
    }

    /// Runs the call, or throws.
    <T> T run(DiskCall call, Query<T> step) throws IOException;

    /// Runs a write, or a part of it, or throws.
    ///
    /// @param half writes the first half of the bytes
    default int write(DiskCall call, Query<Integer> whole, Step half) throws IOException {
        return run(call, whole);
    }

    /// Runs the call, or throws.
    default void run(DiskCall call, Step step) throws IOException {
        run(call, () -> {
            step.run();
            return true;
        });
    }
}
