package dev.kindred.server.job;

import java.util.concurrent.atomic.AtomicLong;

/// How far a job has come. Written by its worker, read by anyone.
public final class Progress {

    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong totalBytes = new AtomicLong();

    /// How far a job had come at one moment.
    ///
    /// @param rows how many rows it has read
    /// @param bytes how many bytes of its input it has read
    /// @param totalBytes how many bytes its input has, or 0 while that is not known
    public record Snapshot(long rows, long bytes, long totalBytes) {}

    /// Notes how many bytes there are to read.
    public void expect(long total) {
        totalBytes.set(total);
    }

    /// Notes that so much was read in all.
    public void reach(long allRows, long allBytes) {
        rows.set(allRows);
        bytes.set(allBytes);
    }

    public Snapshot snapshot() {
        return new Snapshot(rows.get(), bytes.get(), totalBytes.get());
    }
}
