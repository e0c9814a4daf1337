package dev.kindred.server.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.QueuedJob;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.Progress;
import dev.kindred.server.resource.Arn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProgressLogTest {

    private static final Arn ARN = Arn.of("arn:aws:personalize:us-east-1:000000000000:dataset-import-job/first");

    @Test
    void theLogHearsEveryFewSecondsAndTheJobEveryTime() {
        var now = new AtomicReference<>(Instant.EPOCH);
        var lines = new ArrayList<String>();
        var queued = new QueuedJob(1, TaskName.IMPORT, ARN, "lane", Instant.EPOCH, 0, null);
        var job = new Job(queued, new Progress(), () -> false);
        job.progress().expect(1_000);
        var log = new ProgressLog(job, now::get, lines::add);

        log.advanced(100, 10);
        now.set(Instant.EPOCH.plus(ProgressLog.INTERVAL));
        log.advanced(500, 50);
        log.advanced(600, 60);

        assertThat(lines).containsExactly(ARN + ": 50 rows, 500 of 1000 bytes");
        assertThat(job.progress().snapshot()).isEqualTo(new Progress.Snapshot(60L, 600L, 1_000L, null, null));
    }
}
