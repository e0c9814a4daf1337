package dev.kindred.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.QueuedJob;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.resource.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DueTimesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration TEN = Duration.ofSeconds(10);

    private final HandClock clock = new HandClock(NOON);
    private final DueTimes times = new DueTimes(clock, "one", LEASE);
    private final QueuedJob job = job(NOON.plus(TEN), null);

    private static QueuedJob job(Instant due, QueuedJob.@Nullable Lease lease) {
        return new QueuedJob(
                1, TaskName.DELETE, new Scope("000000000000", "here").arn("dataset", "d"), "lane", due, 0, lease);
    }

    @Test
    void aClockThatIsSetBackDelaysNoWaitingJob() {
        assertThat(times.left(job)).isEqualTo(TEN);
        clock.set(NOON.minus(Duration.ofHours(2)));

        clock.pass(Duration.ofSeconds(4));
        assertThat(times.left(job)).isEqualTo(Duration.ofSeconds(6));
        clock.pass(Duration.ofSeconds(6));
        assertThat(times.left(job)).isZero();
    }

    @Test
    void aClockThatIsSetForwardStartsTheJobAtItsTime() {
        times.left(job);
        clock.set(NOON.plusSeconds(7));
        assertThat(times.left(job)).isEqualTo(Duration.ofSeconds(3));

        clock.set(NOON.plusSeconds(15));
        assertThat(times.left(job)).isZero();
    }

    @Test
    void aJobThatLeftTheQueueIsForgotten() {
        times.left(job);
        times.retain(List.of());
        clock.pass(TEN);
        clock.set(NOON);

        assertThat(times.left(job)).isEqualTo(TEN);
    }

    @Test
    void theLeaseOfAnotherNodeEndsOnceItWasTheSameForItsLengthWhateverTheClocksSay() {
        var first = job(NOON, new QueuedJob.Lease("two", NOON.minus(Duration.ofDays(1))));
        var renewed = job(NOON, new QueuedJob.Lease("two", NOON.plus(Duration.ofDays(1))));

        assertThat(times.left(first)).isEqualTo(LEASE);
        clock.pass(TEN);
        assertThat(times.left(first)).isEqualTo(LEASE.minus(TEN));
        assertThat(times.left(renewed)).isEqualTo(LEASE);
        clock.pass(LEASE);

        assertThat(times.left(renewed)).isZero();
    }

    @Test
    void theLeaseOfThisNodeDelaysNothing() {
        assertThat(times.left(job(NOON, new QueuedJob.Lease("one", NOON.plus(LEASE)))))
                .isZero();
    }

    @Test
    void aRetryWaitsForItsDelay() {
        var failed = job(NOON, null);
        times.delay(failed, TEN);
        clock.set(NOON.plus(LEASE));

        assertThat(times.left(failed)).isEqualTo(TEN);
        clock.pass(TEN);
        assertThat(times.left(failed)).isZero();
    }
}
