package dev.kindred.server.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Runs calls that block in a socket so that an interrupt of the caller ends its wait at once.
///
/// A read of a socket on a platform thread ignores interrupts until it times out. Therefore the call runs on a virtual
/// thread: its interrupt closes the socket that it reads or writes. The caller does not wait for that.
final class InterruptibleCall {

    private InterruptibleCall() {}

    /// Returns the result of `call`.
    ///
    /// @throws IOException if the call throws it
    /// @throws UncheckedIOException if the caller is interrupted; its interrupt status stays set
    static <T> T run(Callable<T> call) throws IOException {
        var task = new FutureTask<>(call);
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(new InterruptedException());
        }
        var thread = Thread.ofVirtual().name("remote-call").start(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw rethrown(e);
        }
    }

    private static UncheckedIOException interrupted(InterruptedException cause) {
        var broken = new InterruptedIOException("interrupted while it waited for the remote store");
        broken.initCause(cause);
        return new UncheckedIOException(broken);
    }

    private static IOException rethrown(ExecutionException failure) {
        return switch (failure.getCause()) {
            case RuntimeException known -> throw known;
            case Error error -> throw error;
            case IOException broken -> broken;
            case null, default -> new IOException(failure.getCause());
        };
    }
}
