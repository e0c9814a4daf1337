package dev.kindred.server.job;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How far a job has come. Written by its worker, read by anyone. A job tells what it read of its input, or by
/// stages what it does, or nothing.
public final class Progress {

    private final Consumer<Snapshot> watch;

    @GuardedBy("this")
    private Snapshot now = new Snapshot(null, null, null, null, null);

    /// How far a job had come at one moment.
    ///
    /// @param rows how many rows it has read, or null if it reads none
    /// @param bytes how many bytes of its input it has read, or null if it reads none
    /// @param totalBytes how many bytes its input has, 0 while that is not known, or null if it reads none
    /// @param stage what it is doing, or null if it tells no stages
    /// @param done how much of all it does is done, from 0 to 1, or null if it tells no stages
    public record Snapshot(
            @Nullable Long rows,
            @Nullable Long bytes,
            @Nullable Long totalBytes,
            @Nullable String stage,
            @Nullable Double done) {}

    /// Begins where nothing is done, and nobody is told.
    public Progress() {
        this(snapshot -> {});
    }

    /// Begins where nothing is done.
    ///
    /// @param watch told of each step, by the thread that takes it
    Progress(Consumer<Snapshot> watch) {
        this.watch = watch;
    }

    /// Notes how many bytes there are to read, or 0 if that is yet to be found out.
    public void expect(long total) {
        watch.accept(next(known(snapshot().rows()), known(snapshot().bytes()), total));
    }

    /// Notes that so much was read in all.
    public void reach(long allRows, long allBytes) {
        watch.accept(next(allRows, allBytes, known(snapshot().totalBytes())));
    }

    /// Notes what it does now, and how much of all it does is done; that never falls.
    public void reach(String what, double done) {
        watch.accept(next(what, done));
    }

    private static long known(@Nullable Long number) {
        return number == null ? 0 : number;
    }

    private synchronized Snapshot next(long rows, long bytes, long totalBytes) {
        now = new Snapshot(rows, bytes, totalBytes, now.stage(), now.done());
        return now;
    }

    private synchronized Snapshot next(String stage, double done) {
        double before = now.done() == null ? 0 : now.done();
        now = new Snapshot(now.rows(), now.bytes(), now.totalBytes(), stage, Math.clamp(done, before, 1));
        return now;
    }

    public synchronized Snapshot snapshot() {
        return now;
    }
}
