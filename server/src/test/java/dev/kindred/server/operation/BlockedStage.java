package dev.kindred.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.QueuedJob;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.job.JobEngine;
import dev.kindred.server.job.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Records the stages of jobs of one kind, and blocks the jobs at one stage until they are released or their
/// server stops.
public final class BlockedStage implements JobEngine.Watch {

    private final TaskName task;
    private final String stage;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CopyOnWriteArrayList<String> stages = new CopyOnWriteArrayList<>();

    /// @param stage a prefix of the stage at which jobs block
    public BlockedStage(TaskName task, String stage) {
        this.task = task;
        this.stage = stage;
    }

    @Override
    public void reached(QueuedJob job, Progress.Snapshot progress) {
        var now = progress.stage();
        if (job.task() != task || now == null) {
            return;
        }
        stages.addIfAbsent(now);
        if (now.startsWith(stage)) {
            reached.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Waits until a job is blocked.
    public void awaitReached() {
        try {
            assertThat(reached.await(20, TimeUnit.SECONDS))
                    .as("no job of %s came to \"%s\"; there were %s", task, stage, stages)
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void release() {
        released.countDown();
    }

    /// Returns the distinct stages so far, in order.
    public List<String> stages() {
        return List.copyOf(stages);
    }
}
