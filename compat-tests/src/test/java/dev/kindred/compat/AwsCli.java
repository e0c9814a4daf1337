package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The AWS CLI with `AWS_ENDPOINT_URL` as its only setting.
record AwsCli(URI endpoint) {

    static void assumeInstalled() {
        assumeTrue(Program.isInstalled("aws", "--version"), "There is no AWS CLI here: python3 -m pip install awscli");
    }

    /// Returns the output of a command that succeeds.
    String run(String... arguments) {
        var run = attempt(arguments);
        assertThat(run.exitCode()).as(run.errors()).isZero();
        return run.output();
    }

    String personalize(String... arguments) {
        return run(Stream.concat(Stream.of("personalize"), Stream.of(arguments)).toArray(String[]::new));
    }

    /// Returns the words of that part of a command's output.
    List<String> query(String query, String... arguments) {
        var output = run(Stream.concat(Stream.of(arguments), Stream.of("--query", query, "--output", "text"))
                .toArray(String[]::new));
        return output.isBlank() ? List.of() : List.of(output.strip().split("\\s+"));
    }

    /// Returns the error output of a command that fails.
    String refusal(String... arguments) {
        var run = attempt(arguments);
        assertThat(run.exitCode()).as(run.output()).isNotZero();
        return run.errors();
    }

    /// Polls `describe-…` until the resource is `ACTIVE`.
    ///
    /// @param wrapper the member of the response that holds the resource
    void awaitActive(String command, String option, String arn, String wrapper) {
        awaitStatus("ACTIVE", command, option, arn, wrapper);
    }

    void awaitStatus(String status, String command, String option, String arn, String wrapper) {
        Polling.until(Duration.ofMillis(300), () -> {
            var now = query(wrapper + ".[status, failureReason]", "personalize", command, option, arn);
            assertThat(now).as("[status, failureReason]").doesNotContain("FAILED");
            return String.join(" ", now).equals(status + " None");
        });
    }

    private Program attempt(String... arguments) {
        var warm = Warm.CLI;
        if (warm == null) {
            return Program.run(
                    endpoint,
                    Stream.concat(Stream.of("aws"), Stream.of(arguments)).toArray(String[]::new));
        }
        return Program.captured((output, errors) -> warm.run(endpoint, List.of(arguments), output, errors));
    }

    /// The process that all tests share, created on first use.
    private static final class Warm {

        static final @Nullable WarmAwsCli CLI = start();

        private static @Nullable WarmAwsCli start() {
            try {
                return WarmAwsCli.isPossible() ? WarmAwsCli.start() : null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
