package dev.kindred.server.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.error.ServiceException.Throttling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FairQueueTest {

    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final AtomicLong clock = new AtomicLong();
    private final FairQueue queue = new FairQueue(1, Duration.ofMillis(100), 1_000, clock::get);
    private final List<String> served = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger refused = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    /// Sends work that waits behind a permit that the test holds; returns once it waits or is refused.
    private void arrive(String flow, int rate) {
        var thread = Thread.ofVirtual().start(() -> {
            try {
                queue.take(flow, rate, () -> served.add(flow));
            } catch (Throttling e) {
                refused.incrementAndGet();
            }
        });
        while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        threads.add(thread);
    }

    private void arrive(String flow, int rate, int times) {
        for (int i = 0; i < times; i++) {
            arrive(flow, rate);
        }
    }

    private void serveAll(FairQueue.Permit held) throws InterruptedException {
        held.close();
        for (var thread : threads) {
            thread.join();
        }
    }

    /// Takes the permit, and the token that each flow has at first.
    private FairQueue.Permit hold(String... flows) {
        for (var flow : flows) {
            queue.enter(flow, 1).close();
        }
        return queue.enter("held", 1);
    }

    @Test
    void aQueueIsBusyForATimeAfterItsLastWork() {
        assertThat(queue.isBusy()).isFalse();

        var held = queue.enter("a", 1);
        assertThat(queue.isBusy()).isTrue();
        clock.addAndGet(200 * MILLI);
        assertThat(queue.isBusy()).isFalse();
        held.close();
        assertThat(queue.isBusy()).isTrue();
        clock.addAndGet(100 * MILLI);
        assertThat(queue.isBusy()).isFalse();
    }

    @Test
    void workOfOneFlowRunsInTheOrderOfArrival() throws InterruptedException {
        var order = Collections.synchronizedList(new ArrayList<Integer>());
        var held = hold("a");
        for (int i = 0; i < 10; i++) {
            int number = i;
            var thread = Thread.ofVirtual().start(() -> queue.take("a", 1, () -> order.add(number)));
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            threads.add(thread);
        }

        serveAll(held);

        assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void workThatFailedReturnsItsPermit() {
        assertThatThrownBy(() -> queue.take("a", 1, () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(queue.<String>take("a", 1, () -> "next")).isEqualTo("next");
    }

    @Test
    void workThatWouldWaitForTooLongIsRefusedAtOnce() throws InterruptedException {
        var held = hold("a");

        arrive("a", 1, 1_000);

        assertThat(refused).hasValueBetween(1_000 - 100, 1_000 - 16); // 100 ms at a mean of a few ms
        serveAll(held);
        assertThat(served).hasSize(1_000 - refused.get());
    }

    @Test
    void aFloodRefusesItsOwnWorkOnly() throws InterruptedException {
        var held = hold("flood", "other");
        arrive("flood", 1, 1_000);
        int before = refused.get();

        arrive("other", 1, 5);

        assertThat(refused).hasValue(before + 5); // in the place of the newest of the flood
        serveAll(held);
        assertThat(Collections.frequency(served, "other")).isEqualTo(5);
        assertThat(served.subList(0, 12)).filteredOn("other"::equals).hasSize(5);
    }

    @Test
    void flowsShareByTheirWeights() throws InterruptedException {
        var held = hold("light", "heavy");
        for (int i = 0; i < 8; i++) {
            arrive("light", 1);
            arrive("heavy", 3);
        }
        serveAll(held);

        long heavy = served.subList(0, 8).stream().filter("heavy"::equals).count();
        assertThat(heavy).isBetween(5L, 7L);
    }

    @Test
    void workWithinTheGuaranteedRateRunsFirstAndIsNotRefused() throws InterruptedException {
        var held = hold("flood");
        arrive("flood", 1, 1_000);
        int before = refused.get();
        clock.addAndGet(10 * MILLI);

        arrive("guaranteed", 1);

        assertThat(refused).hasValue(before);
        serveAll(held);
        assertThat(served.getFirst()).isEqualTo("guaranteed");
    }

    @Test
    void aGuaranteeHoldsUnderAFloodForItsWholeRate() {
        int rate = 50;
        int accepted = 0;
        int attempts = 0;
        queue.enter("guaranteed", rate).close();
        for (int step = 0; step < 1_000; step++) { // one second, in which the flood arrives ten times as fast
            clock.addAndGet(MILLI);
            if (step % (1_000 / rate) == 0) {
                attempts++;
                accepted += queue.take("guaranteed", rate, () -> 1);
            }
            queue.take("flood", 1, () -> clock.addAndGet(MILLI / 2));
        }

        assertThat(accepted).isEqualTo(attempts).isEqualTo(rate);
    }

    @Test
    void workGivesUpWhereTheEstimateWasWrong() {
        var held = new FairQueue(1, Duration.ofMillis(10));

        try (var _ = held.enter("long", 1)) {
            assertThatThrownBy(() -> held.take("next", 1, () -> 1)).isInstanceOf(Throttling.class);
            assertThatThrownBy(() -> held.take("next", 1, () -> 1)).isInstanceOf(Throttling.class);
        }

        assertThat(held.<String>take("next", 1, () -> "free")).isEqualTo("free");
    }

    @Property(tries = 20)
    void noMoreThanThePermitsRunAndNothingIsLost(@ForAll @IntRange(min = 1, max = 4) int permits)
            throws InterruptedException {
        var shared = new FairQueue(permits, Duration.ofMillis(1));
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var done = new AtomicInteger();
        var all = new ArrayList<Thread>();
        for (int i = 0; i < 200; i++) {
            int flow = i % 7;
            all.add(Thread.ofVirtual().start(() -> {
                try {
                    shared.take(flow, 1 + flow, () -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        return running.decrementAndGet();
                    });
                } catch (Throttling e) {
                    // counted as done too
                }
                done.incrementAndGet();
            }));
        }
        for (var thread : all) {
            thread.join();
        }

        assertThat(done).hasValue(200);
        assertThat(most.get()).isLessThanOrEqualTo(permits);
        assertThat(shared.<String>take("after", 1, () -> "free")).isEqualTo("free");
    }
}
