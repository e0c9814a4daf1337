package dev.kindred.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestPaceTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final RequestPace pace = new RequestPace(Duration.ofSeconds(20), 500);

    private void arrive(int seconds, int bytes) {
        pace.waited(seconds * SECOND, bytes);
        pace.isInsideRequest(true);
    }

    @Test
    void theWaitForTheFirstByteIsNotCounted() {
        arrive(3_600, 1);

        assertThat(pace.isTooSlow(0)).isFalse();
        assertThat(pace.isTooSlow(21 * SECOND)).isTrue();
    }

    @Test
    void aByteNowAndThenIsTooSlow() {
        for (int i = 0; i < 21; i++) {
            assertThat(pace.isTooSlow(0)).isFalse();
            arrive(1, 1);
        }

        assertThat(pace.isTooSlow(SECOND)).isTrue();
    }

    @Test
    void aSlowUploadMayTakeHours() {
        for (int i = 0; i < 3_600; i++) {
            arrive(1, 600);
            assertThat(pace.isTooSlow(SECOND)).isFalse();
        }
    }

    @Test
    void theNextRequestBeginsAgain() {
        arrive(0, 1);
        arrive(25, 1);
        assertThat(pace.isTooSlow(0)).isTrue();

        pace.restart();

        assertThat(pace.isTooSlow(SECOND * 100)).isFalse();
    }
}
