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
        return claim(queued(), node);
    }

    /// Claims the job as a node that has seen `seen` in the queue.
    private Optional<QueuedJob> claim(QueuedJob seen, String node) {
        return write(jobs -> jobs.claim(seen, leaseOf(node))) ? Optional.of(queued()) : Optional.empty();
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
        assertThat(claimed.isLeasedByOther("one")).isFalse();
        assertThat(claimed.isLeasedByOther("two")).isTrue();
    }

    @Test
    void anotherNodeClaimsAJobWhoseLeaseIsTheOneThatItHasSeen() {
        var seen = claim("one").orElseThrow();

        assertThat(claim(seen, "two").orElseThrow().lease()).isEqualTo(leaseOf("two"));
        assertThat(queued().attempts()).isEqualTo(2);
        assertThat(claim(seen, "three")).isEmpty();
    }

    @Test
    void aLeaseThatWasRenewedSinceItWasSeenKeepsTheJob() {
        var seen = claim("one").orElseThrow();

        now = now.plus(LEASE.dividedBy(2));
        assertThat(renew(seen, "one")).isTrue();

        assertThat(claim(seen, "two")).isEmpty();
        assertThat(remove(seen)).isTrue();
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

        assertThat(this.<Boolean>write(jobs -> jobs.claim(claimed, leaseOf("one"))))
                .isFalse();
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
