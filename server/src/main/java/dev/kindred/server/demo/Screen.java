package dev.kindred.server.demo;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// The output of the demo: progress bars on a terminal, plain lines elsewhere.
public final class Screen {

    private static final int WIDTH = 78;
    private static final int NAME_WIDTH = 30;

    private final PrintStream out;
    private final boolean isTerminal;

    public Screen(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    /// Returns a screen on the standard output.
    public static Screen standard() {
        return new Screen(
                System.out,
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent());
    }

    public void say(String line) {
        out.println(line);
        out.flush();
    }

    /// The progress of a job.
    interface Bar extends AutoCloseable {

        /// Updates the progress.
        ///
        /// @param bytes the number of processed bytes
        void reach(long bytes, long rows);

        @Override
        void close();
    }

    /// Shows the progress of one job. It must be closed before any other output.
    ///
    /// @param bytes the total number of bytes
    Bar bar(String name, long bytes) {
        return isTerminal ? new MovingBar(name, bytes) : new PlainBar(name, bytes);
    }

    private static String padded(String name) {
        return name.length() >= NAME_WIDTH ? name : name + " ".repeat(NAME_WIDTH - name.length());
    }

    private final class MovingBar implements Bar {

        private final ProgressBar bar;

        MovingBar(String name, long bytes) {
            boolean hasBlocks = out.charset().newEncoder().canEncode('█');
            bar = new ProgressBarBuilder()
                    .setTaskName("  " + padded(name))
                    .setInitialMax(bytes)
                    .setStyle(hasBlocks ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(100)
                    .hideEta()
                    .setUnit(" MB", 1_000_000)
                    .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                    .build();
        }

        @Override
        public void reach(long bytes, long rows) {
            bar.setExtraMessage("%,d rows".formatted(rows));
            bar.stepTo(bytes);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private final class PlainBar implements Bar {

        private static final int STEPS = 4;

        private final String name;
        private final long total;
        private long told;

        PlainBar(String name, long total) {
            this.name = name;
            this.total = total;
        }

        @Override
        public void reach(long bytes, long rows) {
            long step = total == 0 ? 0 : bytes * STEPS / total;
            if (step > told) {
                told = step;
                say("  %s %3d %%  %,d rows".formatted(padded(name), step * 100 / STEPS, rows));
            }
        }

        @Override
        public void close() {}
    }
}
