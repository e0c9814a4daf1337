package dev.kindred.server.cli;

import dev.kindred.server.task.ImportDataset.Milestone;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

/// A child process with one or more servers, which SIGKILL ends.
final class DoomedProcess implements AutoCloseable {

    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

    private final Process process;
    private final BufferedReader output;
    private final List<URI> endpoints = new ArrayList<>();

    private DoomedProcess(Process process, int servers) throws IOException {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        while (endpoints.size() < servers) {
            endpoints.add(URI.create(await("ready ")));
        }
    }

    /// Starts a [CrashingServer] with a server for each folder, whose import blocks at the folder's milestone.
    static DoomedProcess start(Map<Path, Milestone> fatal) throws IOException {
        var arguments = fatal.entrySet().stream()
                .flatMap(entry ->
                        Stream.of(entry.getKey().toString(), entry.getValue().name()))
                .toList();
        return start(CrashingServer.class, arguments, fatal.size());
    }

    /// Starts a [CrashingTrainer] whose training blocks at the stage with this prefix.
    static DoomedProcess start(Path folder, String fatalStage) throws IOException {
        return start(CrashingTrainer.class, List.of(folder.toString(), fatalStage), 1);
    }

    private static DoomedProcess start(Class<?> main, List<String> arguments, int servers) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // the process lives for seconds
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return new DoomedProcess(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start(),
                servers);
    }

    /// Returns a client of the server with this number.
    PersonalizeClient personalize(int server) {
        return configure(PersonalizeClient.builder(), endpoints.get(server), "us-east-1")
                .build();
    }

    /// Configures a client of any service for the only server.
    <B extends AwsClientBuilder<B, ?>> B configure(B builder, String region) {
        return configure(builder, endpoints.getFirst(), region);
    }

    private static <B extends AwsClientBuilder<B, ?>> B configure(B builder, URI endpoint, String region) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(CREDENTIALS)
                .overrideConfiguration(config -> config.retryStrategy(retries -> retries.maxAttempts(1)));
    }

    /// Returns the rest of the output line that begins with `prefix`.
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

    /// Kills the process, like `kill -9`.
    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        output.close();
    }
}
