package dev.kindred.server.cli;

import dev.kindred.server.admission.FairQueue;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.job.JobEngine;
import dev.kindred.server.operation.Operation;
import dev.kindred.server.scheduler.Scheduler;
import dev.kindred.server.serving.ActionRecommendations;
import dev.kindred.server.serving.AnswerCounts;
import dev.kindred.server.serving.Recommendations;
import dev.kindred.server.serving.ServedModelLookup;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.stream.Streams;
import dev.kindred.server.task.ImportDataset;
import dev.kindred.server.wire.WorkQueues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.s3.S3Client;

/// A real server in this process with a data directory of its own, and clients for it.
public final class TestServer implements AutoCloseable {

    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

    private final Path folder;
    private final boolean ownFolder;
    private final KindredServer server;
    private final URI endpoint;

    private TestServer(
            Path folder,
            boolean ownFolder,
            Map<String, String> settings,
            ImportDataset.Milestones milestones,
            JobEngine.Watch watch,
            InstantSource clock) {
        this.folder = folder;
        this.ownFolder = ownFolder;
        var configuration = configuration(folder, settings);
        this.server = KindredServer.start(
                configuration, clock, new JobAssembly.Hooks(milestones, watch), folder.getFileSystem());
        this.endpoint = server.endpoint(configuration);
    }

    /// Starts a server with the default settings, in a new folder that is deleted when it is closed.
    public static TestServer start() {
        return start(Map.of());
    }

    /// Starts a server with these settings by name, in a new folder that is deleted when it is closed.
    public static TestServer start(Map<String, String> settings) {
        return start(settings, ImportDataset.Milestones.UNWATCHED, JobEngine.Watch.NONE);
    }

    /// Starts a server with observers of its imports and of its jobs, in a new folder that is deleted when it is
    /// closed.
    public static TestServer start(
            Map<String, String> settings, ImportDataset.Milestones milestones, JobEngine.Watch watch) {
        try {
            return new TestServer(
                    Files.createTempDirectory("kindred-test"),
                    true,
                    settings,
                    milestones,
                    watch,
                    InstantSource.system());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts a server in that folder, which is kept.
    public static TestServer in(Path folder, Map<String, String> settings, ImportDataset.Milestones milestones) {
        return new TestServer(folder, false, settings, milestones, JobEngine.Watch.NONE, InstantSource.system());
    }

    /// Starts a server in that folder, which is kept, with these settings by name. It uses the folder's file
    /// system.
    public static TestServer in(Path folder, Map<String, String> settings) {
        return in(folder, settings, ImportDataset.Milestones.UNWATCHED);
    }

    /// Starts a server in that folder, which is kept, with an observer of its jobs.
    public static TestServer watched(Path folder, Map<String, String> settings, JobEngine.Watch watch) {
        return new TestServer(
                folder, false, settings, ImportDataset.Milestones.UNWATCHED, watch, InstantSource.system());
    }

    /// Starts a server in that folder, which stays, with a clock of the test's own.
    public static TestServer clocked(Path folder, InstantSource clock) {
        return new TestServer(folder, false, Map.of(), ImportDataset.Milestones.UNWATCHED, JobEngine.Watch.NONE, clock);
    }

    /// The operations that are built, over a catalog that is empty and thrown away.
    public static List<Operation<?, ?>> operations() {
        try {
            var folder = Files.createTempDirectory("kindred-test");
            try (var catalog = Catalog.open(folder.resolve("catalog.sqlite"))) {
                var datasetFiles = DatasetFileStore.open(folder.resolve("segments"));
                var queue = new FairQueue(1, Duration.ofSeconds(1));
                try (var streams = Streams.open(
                        folder.resolve("stream"),
                        catalog,
                        datasetFiles,
                        Long.MAX_VALUE,
                        Streams.Milestones.UNWATCHED,
                        Scheduler.system())) {
                    return OperationRegistry.all(
                            ServiceContexts.of(configuration(folder, Map.of()), InstantSource.system(), catalog),
                            streams,
                            new Recommendations(
                                    new ServedModelLookup(catalog, _ -> Optional.empty()),
                                    queue,
                                    InstantSource.system()),
                            new ActionRecommendations(
                                    new ServedModelLookup(catalog, _ -> Optional.empty()),
                                    queue,
                                    new AnswerCounts(),
                                    InstantSource.system()));
                }
            } finally {
                deleteTree(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The operations that are built, over a catalog of the test's own.
    public static List<Operation<?, ?>> operations(Catalog catalog, InstantSource clock, Map<String, String> settings) {
        return OperationRegistry.ofCatalog(
                ServiceContexts.of(configuration(Path.of("none"), settings), clock, catalog));
    }

    private static Configuration configuration(Path folder, Map<String, String> settings) {
        var texts = new HashMap<Setting<?>, String>();
        texts.put(Settings.PORT, "0");
        texts.put(Settings.DATA_DIR, folder.toString());
        texts.put(Settings.DELETE_DELAY, "50ms");
        texts.put(Settings.JOB_RETRY_DELAY, "50ms");
        texts.put(Settings.JOB_NICE, "0"); // other work of the machine must not starve a training that a test awaits
        for (var setting : Settings.ALL) {
            if (settings.containsKey(setting.name())) {
                texts.put(setting, settings.get(setting.name()));
            }
        }
        return Configuration.read(texts, Map.of(), null);
    }

    public URI endpoint() {
        return endpoint;
    }

    /// The queues in which requests wait.
    public WorkQueues queues() {
        return server.queues();
    }

    public Path folder() {
        return folder;
    }

    /// Returns a client of the default region.
    public PersonalizeClient personalize() {
        return personalize("us-east-1");
    }

    public PersonalizeClient personalize(String region) {
        return configure(PersonalizeClient.builder()).region(Region.of(region)).build();
    }

    /// Configures a client of any service for this server.
    public <B extends AwsClientBuilder<B, ?>> B configure(B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .overrideConfiguration(config -> config.retryStrategy(retries -> retries.maxAttempts(1)));
    }

    public S3Client s3() {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .forcePathStyle(true)
                .build();
    }

    @Override
    public void close() {
        server.close();
        if (ownFolder) {
            deleteTree(folder);
        }
    }

    private static void deleteTree(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
