package dev.kindred.compat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.s3.S3Client;

/// The packaged server in a process of its own, on a free port, and the AWS SDK's clients for it.
final class PackagedServer implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Kindred is ready at (\\S+)");
    private static final AwsBasicCredentials ANY = AwsBasicCredentials.create("test", "test");

    /// The first server that ends in order writes the classes that it loaded to an archive. Each later one reads
    /// it, which takes 40 % off the processor time of its start.
    static final List<String> CLASS_ARCHIVE = classArchive();

    private final Process process;
    private final BufferedReader output;
    private final Path errors;
    private final URI endpoint;

    private PackagedServer(Process process, Path errors) throws IOException {
        this.process = process;
        this.errors = errors;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.endpoint = awaitReady();
    }

    /// Starts a server on that data directory, with command-line flags.
    static PackagedServer start(Path dataDirectory, String... flags) throws IOException {
        return start(dataDirectory, List.of(), flags);
    }

    /// Starts a server on that data directory, with options for its JVM.
    static PackagedServer start(Path dataDirectory, List<String> javaOptions, String... flags) throws IOException {
        var arguments = new ArrayList<>(List.of("serve", "--port", "0", "--data-dir", dataDirectory.toString()));
        arguments.add("--job-nice=0"); // other work of the machine must not starve a training that a test awaits
        arguments.addAll(List.of(flags));
        var errors = dataDirectory.resolveSibling(dataDirectory.getFileName() + ".log");
        var options =
                Stream.concat(CLASS_ARCHIVE.stream(), javaOptions.stream()).toList();
        return new PackagedServer(new ServerCommand(options, arguments, Map.of()).start(errors), errors);
    }

    /// Returns the options for an archive that begins empty in each run of the tests, since the JVM rejects one of
    /// an earlier jar without replacing it.
    private static List<String> classArchive() {
        var archive = Path.of("target", "kindred.jsa");
        try {
            Files.deleteIfExists(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off");
    }

    private URI awaitReady() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            var matcher = READY.matcher(line);
            if (matcher.find()) {
                return URI.create(matcher.group(1));
            }
        }
        throw new IllegalStateException("The server ended before it was ready: " + log());
    }

    URI endpoint() {
        return endpoint;
    }

    /// The id of its process.
    long pid() {
        return process.pid();
    }

    /// Returns the server's standard error output so far.
    String log() throws IOException {
        return Files.readString(errors);
    }

    PersonalizeClient personalize() {
        return personalize(ANY);
    }

    /// Returns a client with that key.
    PersonalizeClient personalize(AwsBasicCredentials key) {
        return client(PersonalizeClient.builder(), key);
    }

    PersonalizeRuntimeClient runtime() {
        return client(PersonalizeRuntimeClient.builder(), ANY);
    }

    PersonalizeEventsClient events() {
        return client(PersonalizeEventsClient.builder(), ANY);
    }

    /// Returns a client without retries, so that a test sees the first response.
    private <B extends AwsClientBuilder<B, C>, C> C client(B builder, AwsBasicCredentials key) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(key))
                .overrideConfiguration(config -> config.retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    S3Client s3() {
        return s3(ANY);
    }

    /// Returns a client with that key.
    S3Client s3(AwsBasicCredentials key) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(key))
                .forcePathStyle(true)
                .build();
    }

    /// Kills the process, as a power cut would.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Sends SIGTERM and returns at once.
    void terminate() {
        process.destroy();
    }

    /// Returns the exit code, after the process has ended by itself.
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("The server runs on 30 s after it was told to stop");
        }
        return process.exitValue();
    }

    /// Stops the server by SIGTERM, or by SIGKILL after a timeout.
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
        output.close();
    }
}
