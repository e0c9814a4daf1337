package dev.kindred.server.training;

import static java.lang.System.Logger.Level.INFO;

import dev.kindred.server.job.Job;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// The progress of a training: reported to its job and logged every few seconds. A cancelled training ends here.
final class TrainingProgress {

    /// The last stage. It always checks for a cancellation before it.
    static final String WRITING = "writing the model";

    private static final System.Logger LOG = System.getLogger(TrainingProgress.class.getName());

    /// The interval of checks for a cancellation: a stop takes effect within a moment, at a few catalog reads a
    /// second. Taste.
    private static final long INTERVAL_NANOS = 200_000_000;

    /// The interval of log lines. Taste.
    private static final long LOG_NANOS = 5_000_000_000L;

    private final Job job;
    private final BooleanSupplier unwanted;
    private long asked = System.nanoTime();
    private long logged = asked;

    TrainingProgress(Job job, BooleanSupplier unwanted) {
        this.job = job;
        this.unwanted = unwanted;
    }

    /// Reports a stage.
    ///
    /// @param done from 0 to 1, of the whole training
    /// @throws CancellationException if the training is cancelled, or the server stops
    void reached(String stage, double done) {
        if (job.stopping().getAsBoolean() || Thread.currentThread().isInterrupted() || isUnwanted(stage)) {
            throw new CancellationException(stage);
        }
        job.progress().reach(stage, done);
        if (isTimeToLog()) {
            LOG.log(INFO, "{0}: {1}, {2} %", job.arn(), stage, Math.round(done * 100));
        }
    }

    private synchronized boolean isTimeToLog() {
        long now = System.nanoTime();
        boolean isTime = now - logged >= LOG_NANOS;
        logged = isTime ? now : logged;
        return isTime;
    }

    private synchronized boolean isUnwanted(String stage) {
        long now = System.nanoTime();
        if (now - asked < INTERVAL_NANOS && !stage.equals(WRITING)) {
            return false;
        }
        asked = now;
        return unwanted.getAsBoolean();
    }
}
