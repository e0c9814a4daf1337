package dev.kindred.server.cli;

import dev.kindred.server.task.ImportDataset.Milestone;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

/// A [CrashingServer] in a child process, to be ended by SIGKILL.
final class DoomedProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final URI endpoint;

    private DoomedProcess(Process process) throws IOException {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.endpoint = URI.create(await("ready "));
    }

    static DoomedProcess start(Path folder, Milestone fatal) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "-XX:TieredStopAtLevel=1", // it lives for a second or two
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingServer.class.getName(),
                folder.toString(),
                fatal.name());
        return new DoomedProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    PersonalizeClient personalize() {
        return PersonalizeClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .overrideConfiguration(config -> config.retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    /// Returns what follows `prefix` on the line of output that begins so.
    String await(String prefix) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(prefix)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("The server's process ended and never said: " + prefix);
        }
        return line.substring(prefix.length());
    }

    /// Ends the process as `kill -9` does.
    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        output.close();
    }
}
