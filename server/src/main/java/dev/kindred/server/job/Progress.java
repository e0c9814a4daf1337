package dev.kindred.server.job;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// How far a job has come. Written by its worker, read by anyone.
public final class Progress {

    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong totalBytes = new AtomicLong();
    private volatile Stage stage = new Stage(null, null);

    private record Stage(@Nullable String name, @Nullable Double done) {}

    /// How far a job had come at one moment.
    ///
    /// @param rows how many rows it has read
    /// @param bytes how many bytes of its input it has read
    /// @param totalBytes how many bytes its input has, or 0 while that is not known
    /// @param stage what it is doing, where it does several things
    /// @param done how much of all that is done, from 0 to 1
    public record Snapshot(
            long rows,
            long bytes,
            long totalBytes,
            @Nullable String stage,
            @Nullable Double done) {}

    /// Notes how many bytes there are to read.
    public void expect(long total) {
        totalBytes.set(total);
    }

    /// Notes that so much was read in all.
    public void reach(long allRows, long allBytes) {
        rows.set(allRows);
        bytes.set(allBytes);
    }

    /// Notes what it does now, and how much of all it does is done.
    public void reach(String what, double done) {
        stage = new Stage(what, done);
    }

    public Snapshot snapshot() {
        var reached = stage;
        return new Snapshot(rows.get(), bytes.get(), totalBytes.get(), reached.name(), reached.done());
    }
}
