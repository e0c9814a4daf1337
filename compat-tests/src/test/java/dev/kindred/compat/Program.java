package dev.kindred.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A client program: python3 with boto3, or the AWS CLI. The endpoint is its only setting.
///
/// @param exitCode its exit code
/// @param output its standard output
/// @param errors its standard error
record Program(int exitCode, String output, String errors) {

    /// Returns whether that command works on this machine.
    static boolean isInstalled(String... command) {
        try {
            return run(URI.create("http://127.0.0.1:9"), command).exitCode() == 0;
        } catch (UncheckedIOException absent) {
            return false;
        }
    }

    /// A run that returns its exit code.
    @FunctionalInterface
    interface Run {
        int writingTo(Path output, Path errors) throws IOException;
    }

    /// Runs the command.
    static Program run(URI endpoint, String... command) {
        return run(endpoint, Map.of(), command);
    }

    /// Runs the command with more variables of the environment.
    static Program run(URI endpoint, Map<String, String> variables, String... command) {
        return captured((output, errors) -> {
            var builder = new ProcessBuilder(List.of(command))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().putAll(environment(endpoint, output));
            builder.environment().putAll(variables);
            var process = builder.start();
            try {
                if (!process.waitFor(300, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("It runs on after 300 s: " + String.join(" ", command));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while a program ran", e);
            }
            return process.exitValue();
        });
    }

    /// Returns the result of a run that writes into two files.
    static Program captured(Run run) {
        try {
            var output = Files.createTempFile("program", ".out");
            var errors = Files.createTempFile("program", ".err");
            try {
                int exitCode = run.writingTo(output, errors);
                return new Program(exitCode, read(output), read(errors));
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns the environment variables for an endpoint.
    ///
    /// @param anyFile a file in a folder without configuration
    static Map<String, String> environment(URI endpoint, Path anyFile) {
        return Map.of(
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_CONFIG_FILE", anyFile.resolveSibling("no-such-config").toString(),
                "AWS_SHARED_CREDENTIALS_FILE",
                        anyFile.resolveSibling("no-such-credentials").toString(),
                "AWS_PAGER", "",
                "PYTHONDONTWRITEBYTECODE", "1");
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
