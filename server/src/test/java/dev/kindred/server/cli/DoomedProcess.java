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
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

/// A server in a child process, to be ended by SIGKILL.
final class DoomedProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final URI endpoint;

    private DoomedProcess(Process process) throws IOException {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.endpoint = URI.create(await("ready "));
    }

    /// Starts a [CrashingServer] whose import stands still at a milestone.
    static DoomedProcess start(Path folder, Milestone fatal) throws IOException {
        return start(CrashingServer.class, folder, fatal.name());
    }

    /// Starts a [CrashingTrainer] whose training stands still at the stage that begins so.
    static DoomedProcess start(Path folder, String fatalStage) throws IOException {
        return start(CrashingTrainer.class, folder, fatalStage);
    }

    private static DoomedProcess start(Class<?> server, Path folder, String fatal) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "-XX:TieredStopAtLevel=1", // it lives for a second or two
                "-Xmx256m",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                server.getName(),
                folder.toString(),
                fatal);
        return new DoomedProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    PersonalizeClient personalize() {
        return configure(PersonalizeClient.builder(), "us-east-1").build();
    }

    /// Points a client of any service to this server.
    <B extends AwsClientBuilder<B, ?>> B configure(B builder, String region) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .overrideConfiguration(config -> config.retryStrategy(retries -> retries.maxAttempts(1)));
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
