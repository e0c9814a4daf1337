package dev.kindred.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.resource.Arn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobQueueTest {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Arn ARN = Samples.HERE.arn("solution", "toys");

    private final Catalog catalog;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    JobQueueTest(@TempDir Path folder) {
        catalog = Catalog.open(folder.resolve("catalog.sqlite"));
    }

    @BeforeEach
    void enqueue() {
        write(jobs -> {
            jobs.add(TaskName.TRAIN, ARN, ARN, now);
            return true;
        });
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private <T> T write(Function<JobQueue.Writable, T> work) {
        return catalog.write(transaction -> work.apply(transaction.jobs()));
    }

    private List<QueuedJob> all() {
        return catalog.read(view -> view.jobs().all());
    }

    private QueuedJob queued() {
        return all().getFirst();
    }

    private QueuedJob.Lease leaseOf(String node) {
        return new QueuedJob.Lease(node, now.plus(LEASE));
    }

    private Optional<QueuedJob> claim(String node) {
        var waiting = queued();
        return write(jobs -> jobs.claim(waiting, leaseOf(node), now));
    }

    private boolean remove(QueuedJob job) {
        return write(jobs -> jobs.remove(job));
    }

    private boolean renew(QueuedJob job, String node) {
        return write(jobs -> jobs.renew(job, leaseOf(node)));
    }

    @Test
    void aClaimedJobIsLeasedToItsNode() {
        var claimed = claim("one").orElseThrow();

        assertThat(claimed).isEqualTo(queued());
        assertThat(claimed.lease()).isEqualTo(leaseOf("one"));
        assertThat(claimed.attempts()).isOne();
        assertThat(claimed.dueFor("one")).isEqualTo(now);
        assertThat(claimed.dueFor("two")).isEqualTo(now.plus(LEASE));
    }

    @Test
    void anotherNodeClaimsTheJobOnlyAfterTheLease() {
        claim("one");

        now = now.plus(LEASE).minusNanos(1_000);
        assertThat(claim("two")).isEmpty();
        now = now.plusNanos(1_000);

        assertThat(claim("two").orElseThrow().lease()).isEqualTo(leaseOf("two"));
        assertThat(queued().attempts()).isEqualTo(2);
    }

    @Test
    void aRenewedLeaseKeepsTheJob() {
        var claimed = claim("one").orElseThrow();

        now = now.plus(LEASE.dividedBy(2));
        assertThat(renew(claimed, "one")).isTrue();
        now = now.plus(LEASE.dividedBy(2));

        assertThat(claim("two")).isEmpty();
        assertThat(remove(claimed)).isTrue();
    }

    @Test
    void aNodeThatRestartsClaimsItsOwnJobAtOnce() {
        claim("one");

        assertThat(claim("one").orElseThrow().attempts()).isEqualTo(2);
    }

    @Test
    void aNodeThatLostItsLeaseCommitsNothing() {
        var lost = claim("one").orElseThrow();
        now = now.plus(LEASE);
        var taken = claim("two").orElseThrow();

        assertThat(renew(lost, "one")).isFalse();
        assertThatThrownBy(() -> catalog.write(transaction -> {
                    transaction.enqueue(TaskName.DEPLOY, ARN, ARN, now);
                    transaction.jobs().finish(lost);
                    return true;
                }))
                .isInstanceOf(CancellationException.class);

        assertThat(all()).containsExactly(taken);
        assertThat(remove(taken)).isTrue();
    }

    @Test
    void aNodeWhoseLeaseEndedCommitsIfNoOtherClaimedTheJob() {
        var claimed = claim("one").orElseThrow();
        now = now.plus(LEASE).plus(LEASE);

        assertThat(remove(claimed)).isTrue();
    }

    @Test
    void aJobThatIsGivenBackIsAsBefore() {
        var before = queued();
        var claimed = claim("one").orElseThrow();

        write(jobs -> {
            jobs.giveBack(claimed);
            return true;
        });

        assertThat(queued()).isEqualTo(before);
        assertThat(claim("two")).isPresent();
    }

    @Test
    void aCancelledJobCannotBeClaimedOrFinished() {
        var claimed = claim("one").orElseThrow();
        write(jobs -> {
            jobs.cancel(TaskName.TRAIN, ARN);
            return true;
        });

        Optional<QueuedJob> again = write(jobs -> jobs.claim(claimed, leaseOf("one"), now));
        assertThat(again).isEmpty();
        assertThatThrownBy(() -> write(jobs -> {
                    jobs.finish(claimed);
                    return true;
                }))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void aRecurringJobHasOneScheduledRun() {
        write(jobs -> {
            jobs.schedule(TaskName.AUTO_TRAIN, ARN, now);
            jobs.schedule(TaskName.AUTO_TRAIN, ARN, now.plus(LEASE));
            return true;
        });

        assertThat(all())
                .filteredOn(job -> job.task() == TaskName.AUTO_TRAIN)
                .extracting(QueuedJob::notBefore)
                .containsExactly(now.plus(LEASE));
    }
}
