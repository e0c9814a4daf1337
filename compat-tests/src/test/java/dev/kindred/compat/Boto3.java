package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/// Python with boto3 and the scripts of these tests, with `AWS_ENDPOINT_URL` as the only setting.
final class Boto3 {

    private Boto3() {}

    static void assumeInstalled() {
        assumeTrue(
                Program.isInstalled("python3", "-c", "import boto3"),
                "There is no python3 with boto3 here: python3 -m pip install boto3");
    }

    /// Runs a script.
    ///
    /// @param name its path in the folder `boto3`
    static Program run(URI endpoint, String name, String... arguments) {
        return Program.run(
                endpoint,
                Stream.concat(Stream.of("python3", path(name)), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /// Runs a script that must succeed, and cause no internal error of the server.
    static Program passes(PackagedServer server, String name) throws IOException {
        var run = run(server.endpoint(), name);
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(server.log()).doesNotContain("fault of the server");
        return run;
    }

    /// Returns the path of a script.
    static String path(String name) {
        try {
            return Path.of(Objects.requireNonNull(Boto3.class.getResource("/boto3/" + name), name)
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
