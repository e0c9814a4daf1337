package dev.kindred.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Other requests give way to recommendations, for a limited time.
class RuntimeFirstTest {

    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final List<Long> waits = new ArrayList<>();
    private long now = Long.MAX_VALUE - 5 * MILLI; // the clock can overflow
    private boolean busy = true;
    private final RuntimeFirst first = new RuntimeFirst(() -> busy, 100, () -> now, waits::add);

    @Test
    void withoutRecommendationsNoRequestWaits() {
        busy = false;

        for (int i = 0; i < 100; i++) {
            first.await();
        }

        assertThat(waits).isEmpty();
    }

    @Test
    void besideRecommendationsOtherRequestsBeginAtTheRate() {
        now += 20 * MILLI;
        for (int i = 0; i < 4; i++) {
            first.await();
        }

        assertThat(waits).containsExactly(10 * MILLI, 20 * MILLI, 30 * MILLI);
    }

    @Test
    void anIdleTimeEarnsNoBurst() {
        first.await();
        now += 1_000 * MILLI;
        waits.clear();

        first.await();
        first.await();

        assertThat(waits).containsExactly(10 * MILLI);
    }

    @Test
    void aWaitEndsAndDelaysNoLaterRequestFurther() {
        for (int i = 0; i < 1_000; i++) {
            first.await();
        }
        assertThat(waits).last().isEqualTo(RuntimeFirst.PATIENCE.toNanos());
        waits.clear();

        now += RuntimeFirst.PATIENCE.toNanos();
        first.await();

        assertThat(waits).containsExactly(10 * MILLI);
    }
}
