package dev.kindred.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitedLogTest {

    private final List<String> lines = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private final LimitedLog log = new LimitedLog(new Lines(), 3, clock::get);

    private final class Lines implements System.Logger {

        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            lines.add(String.valueOf(message));
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, Object @Nullable ... values) {
            lines.add(String.valueOf(format));
        }
    }

    @Test
    void aSecondHasAFewLinesAndTheNextOneCountsTheRest() {
        for (int i = 0; i < 1_003; i++) {
            log.write("line");
        }
        assertThat(lines).hasSize(3);

        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        log.write("later");

        assertThat(lines).hasSize(5).endsWith("1,000 more lines like the ones above were left out", "later");
    }

    @Test
    void nothingIsWrittenIfNothingWasLeftOut() {
        log.write("line");
        clock.addAndGet(Duration.ofSeconds(5).toNanos());
        log.beginSecond();

        assertThat(lines).containsExactly("line");
    }
}
