package dev.kindred.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An error that prevents the start is one sentence on standard error, with a non-zero exit code.
class StartUpErrorsTest {

    /// Java's own output if SIMD is on.
    private static final String JAVAS_OWN_LINE = "WARNING: Using incubator modules: jdk.incubator.vector\n";

    @TempDir
    private Path folder;

    @Test
    void aPortThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());

            assertThat(refusalOf("serve", "--port", port, "--data-dir", dataDirectory()))
                    .contains("Port " + port)
                    .contains("--port");
        }
    }

    @Test
    void aDataDirectoryThatCannotBeMade() throws Exception {
        var file = Files.writeString(folder.resolve("a-file"), "not a folder");

        assertThat(refusalOf(
                        "serve",
                        "--port",
                        "0",
                        "--data-dir",
                        file.resolve("data").toString()))
                .contains(file.resolve("data").toString())
                .contains("--data-dir");
    }

    @Test
    void aDataDirectoryThatAnotherServerHas() throws Exception {
        try (var first = PackagedServer.start(folder.resolve("data"))) {
            assertThat(refusalOf("serve", "--port", "0", "--data-dir", dataDirectory()))
                    .contains("Another Kindred server")
                    .contains(dataDirectory());

            assertThat(Http.get(first.endpoint().resolve("/healthz"))).isEqualTo(200); // the first one is unaffected
        }
    }

    @Test
    void aFlagThatIsNone() throws Exception {
        assertThat(refusalOf("serve", "--prot", "0")).contains("--prot").contains("--port");
    }

    @Test
    void anEnvironmentVariableThatIsNone() throws Exception {
        var command = ServerCommand.of("serve", "--port", "0", "--data-dir", dataDirectory());

        assertThat(refusalOf(command.withEnvironment(Map.of("KINDRED_ACOUNT_ID", "123456789012"))))
                .contains("KINDRED_ACOUNT_ID")
                .contains("KINDRED_ACCOUNT_ID");
    }

    @Test
    void aLineOfTheConfigFileThatIsNoSetting() throws Exception {
        var config = Files.writeString(folder.resolve("kindred.conf"), "# ours\njob.worker = 3\n");

        assertThat(refusalOf("serve", "--port", "0", "--data-dir", dataDirectory(), "--config", config.toString()))
                .contains("line 2")
                .contains("job.worker")
                .contains("job.workers");
    }

    @Test
    void aValueThatDoesNotFit() throws Exception {
        assertThat(refusalOf("serve", "--port", "70000")).contains("--port").contains("65535");
    }

    private String dataDirectory() {
        return folder.resolve("data").toString();
    }

    private String refusalOf(String... arguments) throws IOException, InterruptedException {
        return refusalOf(ServerCommand.of(arguments));
    }

    /// Returns the command's standard error, which must be one sentence.
    private String refusalOf(ServerCommand command) throws IOException, InterruptedException {
        var errors = folder.resolve("errors");
        var process = command.start(errors);
        String output;
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
        var said = Files.readString(errors).replace(JAVAS_OWN_LINE, "");
        assertThat(process.exitValue()).isNotZero();
        assertThat(output).isEmpty();
        assertThat(said.lines()).hasSize(1);
        assertThat(said).doesNotContain("Exception").doesNotContain("\tat ");
        return said;
    }
}
