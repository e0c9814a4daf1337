package dev.kindred.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.QueuedJob;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.resource.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueTimesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant DUE = NOON.plusSeconds(10);

    private long nanos;
    private final DueTimes times = new DueTimes(() -> nanos);
    private final QueuedJob job = new QueuedJob(
            1, TaskName.DELETE, new Scope("000000000000", "here").arn("dataset", "d"), "lane", DUE, 0, null);

    @Test
    void aClockThatIsSetBackDelaysNoWaitingJob() {
        assertThat(times.startOf(job, DUE, NOON)).isEqualTo(DUE);
        var setBack = NOON.minus(Duration.ofHours(2));

        nanos = Duration.ofSeconds(4).toNanos();
        assertThat(times.startOf(job, DUE, setBack)).isEqualTo(setBack.plusSeconds(6));
        nanos = Duration.ofSeconds(10).toNanos();
        assertThat(times.startOf(job, DUE, setBack)).isEqualTo(setBack);
    }

    @Test
    void aClockThatIsSetForwardStartsTheJobAtItsTime() {
        times.startOf(job, DUE, NOON);

        assertThat(times.startOf(job, DUE, DUE.plusSeconds(5))).isEqualTo(DUE);
    }

    @Test
    void aJobThatLeftTheQueueIsForgotten() {
        times.startOf(job, DUE, NOON);
        times.retain(List.of());
        nanos = Duration.ofSeconds(10).toNanos();

        assertThat(times.startOf(job, DUE, NOON)).isEqualTo(DUE);
    }
}
