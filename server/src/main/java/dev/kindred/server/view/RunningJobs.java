package dev.kindred.server.view;

import dev.kindred.server.auth.Principal;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.job.JobEngine;
import dev.kindred.server.job.Progress;
import dev.kindred.server.resource.Arn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The running jobs that a caller may see.
public final class RunningJobs {

    private final JobEngine engine;

    public RunningJobs(JobEngine engine) {
        this.engine = engine;
    }

    /// A running job.
    ///
    /// @param done the part that is done, from 0 to 1, or null if it is not known
    /// @param rows the rows read so far, or null if the job reads none
    public record RunningJob(
            Arn arn,
            TaskName task,
            Instant started,
            @Nullable String stage,
            @Nullable Double done,
            @Nullable Long rows) {

        static RunningJob of(JobEngine.UnderWay job) {
            var progress = job.progress();
            return new RunningJob(
                    job.arn(), job.task(), job.started(), progress.stage(), doneOf(progress), progress.rows());
        }

        private static @Nullable Double doneOf(Progress.Snapshot progress) {
            if (progress.done() != null) {
                return progress.done();
            }
            var bytes = progress.bytes();
            var total = progress.totalBytes();
            return bytes == null || total == null || total == 0 ? null : Math.min(1, (double) bytes / total);
        }
    }

    /// Returns the running jobs of a caller's account, oldest first. A key that is restricted to dataset groups sees
    /// none.
    public List<RunningJob> visibleTo(Principal caller) {
        return engine.underWay().stream()
                .filter(job -> caller.seesAll(job.arn().account()))
                .map(RunningJob::of)
                .toList();
    }

    /// Returns the running job of a resource, if the caller may see it.
    public Optional<RunningJob> find(Principal caller, Arn arn) {
        return caller.seesAll(arn.account()) ? engine.underWay(arn).map(RunningJob::of) : Optional.empty();
    }
}
