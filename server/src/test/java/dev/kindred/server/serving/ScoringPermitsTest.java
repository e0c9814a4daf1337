package dev.kindred.server.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScoringPermitsTest {

    @Test
    void whoComesFirstIsServedFirst() throws InterruptedException {
        var turns = new ScoringPermits(1);
        var served = Collections.synchronizedList(new ArrayList<Integer>());
        var begun = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        var threads = new ArrayList<Thread>();
        threads.add(Thread.ofVirtual().start(() -> {
            turns.take(() -> {
                begun.countDown();
                await(done);
                return served.add(0);
            });
            turns.take(() -> served.add(4)); // its next request, at once, behind those that wait
        }));
        begun.await();
        for (int i = 1; i <= 3; i++) {
            int number = i;
            var thread = Thread.ofVirtual().start(() -> turns.take(() -> served.add(number)));
            while (thread.getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
            threads.add(thread);
        }
        done.countDown();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(served).isEqualTo(List.of(0, 1, 2, 3, 4));
    }

    @Test
    void aTurnThatFailedIsOver() {
        var turns = new ScoringPermits(1);

        assertThatThrownBy(() -> turns.take(() -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(turns.<String>take(() -> "next")).isEqualTo("next");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
