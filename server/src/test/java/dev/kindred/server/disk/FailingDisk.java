package dev.kindred.server.disk;

import dev.kindred.server.disk.DiskCall.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A disk on which one call fails: the `n`-th one after it was armed.
final class FailingDisk implements DiskObserver {

    /// How a call fails.
    enum Fault {
        /// A call that reads fails.
        READ_ERROR,
        /// A call that changes or forces something has no effect, or the database fails.
        WRITE_ERROR,
        /// A call that changes or forces something has its effect and fails all the same.
        ERROR_AFTER_WRITE,
        /// A call that needs space has no effect.
        DISK_FULL,
        /// A write leaves half of its bytes on the disk, for there is no space for the others.
        SHORT_WRITE,
        /// What was written since the last force is lost, and a second force does not bring it back.
        LOST_FORCE;

        boolean concerns(Kind kind) {
            return switch (this) {
                case READ_ERROR -> kind.reads();
                case WRITE_ERROR -> !kind.reads();
                case ERROR_AFTER_WRITE -> kind.changesFiles();
                case DISK_FULL -> kind.needsSpace();
                case SHORT_WRITE -> kind == Kind.WRITE;
                case LOST_FORCE -> kind == Kind.FORCE;
            };
        }
    }

    /// The size of each file when it was last forced.
    private final Map<Path, Long> durable = new ConcurrentHashMap<>();
    private @Nullable Fault fault;
    private int left;
    private @Nullable DiskCall failed;

    /// Makes the `n`-th call from now on fail, of those that the fault concerns.
    synchronized void arm(Fault next, int n) {
        fault = next;
        left = n;
        failed = null;
    }

    /// Lets every call succeed, and returns the one that failed since the disk was armed, or null.
    synchronized @Nullable DiskCall disarm() {
        fault = null;
        return failed;
    }

    /// Returns the fault if it is this call's turn to fail.
    private synchronized @Nullable Fault strike(DiskCall call) {
        var armed = fault;
        if (armed == null || failed != null || !armed.concerns(call.kind()) || --left > 0) {
            return null;
        }
        failed = call;
        return armed;
    }

    @Override
    public <T> T run(DiskCall call, Query<T> step) throws IOException {
        return run(call, step, strike(call));
    }

    @Override
    public int write(DiskCall call, Query<Integer> whole, Step half) throws IOException {
        var strike = strike(call);
        if (strike == Fault.SHORT_WRITE) {
            half.run();
        }
        return run(call, whole, strike);
    }

    private <T> T run(DiskCall call, Query<T> step, @Nullable Fault strike) throws IOException {
        if (strike == null) {
            var answer = step.run();
            note(call);
            return answer;
        }
        switch (strike) {
            case ERROR_AFTER_WRITE -> {
                step.run();
                note(call);
            }
            case LOST_FORCE -> lose(call.path());
            case READ_ERROR, WRITE_ERROR, DISK_FULL, SHORT_WRITE -> {
                // the call has no effect, or the short write had it
            }
        }
        var reason = strike == Fault.DISK_FULL || strike == Fault.SHORT_WRITE
                ? "No space left on device"
                : "Input/output error";
        throw new IOException(call.path() + ": " + reason);
    }

    /// Notes how much of a file a power cut would leave.
    private void note(DiskCall call) throws IOException {
        var file = call.path();
        switch (call.kind()) {
            case CREATE -> durable.put(file, 0L);
            case OPEN -> {
                if (Files.isRegularFile(file)) {
                    durable.putIfAbsent(file, Files.size(file));
                }
            }
            case FORCE -> durable.put(file, Files.size(file));
            case DELETE -> durable.remove(file);
            case MOVE -> {
                var size = durable.remove(file);
                if (size != null) {
                    durable.put(Objects.requireNonNull(call.target()), size);
                }
            }
            case READ, LIST, WRITE, TRUNCATE, FORCE_FOLDER, CREATE_FOLDER, STATEMENT, COMMIT, CONNECT -> {
                // nothing becomes durable
            }
        }
    }

    private void lose(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(durable.getOrDefault(file, 0L));
        }
    }
}
