package dev.kindred.server.task;

import dev.kindred.server.ingest.IngestProgress;
import dev.kindred.server.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;

/// Progress of an import, passed on to the job and, every few seconds, to the log.
final class ProgressLog implements IngestProgress {

    /// The time between two lines of the log. Taste.
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Job job;
    private final InstantSource clock;
    private final Consumer<String> log;
    private Instant last;

    ProgressLog(Job job, InstantSource clock, Consumer<String> log) {
        this.job = job;
        this.clock = clock;
        this.log = log;
        this.last = clock.instant();
    }

    @Override
    public void advanced(long bytes, long rows) {
        job.progress().reach(rows, bytes);
        var now = clock.instant();
        if (Duration.between(last, now).compareTo(INTERVAL) >= 0) {
            last = now;
            var total = job.progress().snapshot().totalBytes();
            log.accept(String.format(Locale.ROOT, "%s: %d rows, %d of %d bytes", job.arn(), rows, bytes, total));
        }
    }
}
