package dev.kindred.server.fuzz;

import com.sun.management.ThreadMXBean;
import dev.kindred.server.CpuTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs a target on many inputs that a seed generates, and reports the seed of the first that breaks a rule: an error
/// that is not for the sender, a message that names a class, a hang, or an unbounded allocation.
///
/// A seed that found something stays in `fuzz/regressions.txt`, as a line `target seed`, and runs first. The property
/// `kindred.fuzz.factor` multiplies the number of inputs, and `kindred.fuzz.seed` is the first seed.
public final class Fuzzer {

    private static final Path REGRESSIONS = Path.of("src/test/resources/fuzz/regressions.txt");
    private static final long FACTOR = Long.getLong("kindred.fuzz.factor", 1);
    private static final long FIRST = Long.getLong("kindred.fuzz.seed", 1);
    private static final long LONGEST_CPU_NANOS = 2_000_000_000L;
    private static final long LONGEST_NANOS = 60_000_000_000L; // a wait; the machine may have other work
    private static final long MOST_BYTES = 64L << 20;
    private static final Pattern CLASS_NAME = Pattern.compile(
            "\\b(java|javax|jdk|tools\\.jackson|io\\.helidon|dev\\.kindred)\\.[a-z]|Exception:|`[A-Z][a-z]+[A-Z]\\w*[`.]|\\bat [a-z]+\\.[a-z]+\\.");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Fuzzer() {}

    /// Feeds one input to the code under test.
    @FunctionalInterface
    public interface Target {

        /// Feeds one input.
        ///
        /// @throws Exception only as the target declares it to the sender
        void accept(Random random) throws Exception;
    }

    /// Runs a target on its regressions and on further inputs.
    ///
    /// @param name of the target, in the regression file
    /// @param inputs how many, times the factor
    /// @param refusals the exceptions that are answers to the sender
    public static void run(String name, int inputs, List<Class<? extends Exception>> refusals, Target target) {
        LongStream.concat(regressions(name), LongStream.range(FIRST, FIRST + inputs * FACTOR))
                .forEach(seed -> one(name, seed, refusals, target));
    }

    private static LongStream regressions(String name) {
        try (Stream<String> lines = Files.lines(REGRESSIONS)) {
            return lines
                    .map(line -> line.split(" ", -1))
                    .filter(words -> words[0].equals(name))
                    .map(words -> Long.valueOf(words[1]))
                    .toList() // before the file is closed
                    .stream()
                    .mapToLong(Long::longValue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void one(String name, long seed, List<Class<? extends Exception>> refusals, Target target) {
        long began = System.nanoTime();
        long cpu = CpuTime.nanos();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        try {
            target.accept(new Random(seed * 0x9E3779B97F4A7C15L));
        } catch (Exception | StackOverflowError e) {
            if (refusals.stream().noneMatch(refusal -> refusal.isInstance(e))) {
                throw broken(name, seed, "it failed", e);
            }
            requireMessage(name, seed, String.valueOf(e.getMessage()));
        } catch (AssertionError e) {
            throw broken(name, seed, "it broke a rule of the target", e);
        }
        if (CpuTime.nanos() - cpu > LONGEST_CPU_NANOS || System.nanoTime() - began > LONGEST_NANOS) {
            throw broken(name, seed, "it took too long", null);
        }
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        if (bytes > MOST_BYTES) {
            throw broken(name, seed, "it allocated %,d bytes".formatted(bytes), null);
        }
    }

    /// Requires that a message for the sender names no class.
    public static void requireMessage(String name, long seed, String message) {
        if (CLASS_NAME.matcher(message).find()) {
            throw broken(name, seed, "its message names a class: " + message, null);
        }
    }

    private static AssertionError broken(String name, long seed, String what, @Nullable Throwable cause) {
        return new AssertionError(
                "%s, seed %d: %s. Add the line '%s %d' to %s.".formatted(name, seed, what, name, seed, REGRESSIONS),
                cause);
    }
}
