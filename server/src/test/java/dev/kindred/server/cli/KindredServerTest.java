package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kindred.server.operation.Shop;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.task.ImportDataset;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KindredServerTest {
    private static Configuration configuration(Path folder, int port) {
        return Configuration.read(
                Map.of(Settings.PORT, Integer.toString(port), Settings.DATA_DIR, folder.toString()), Map.of(), null);
    }

    private static String refusalOfStart(Path folder, int port) {
        var refusal = catchThrowableOfType(
                UsageException.class,
                () -> KindredServer.start(configuration(folder, port), InstantSource.system())
                        .close());
        assertThat(refusal).as("the server started").isNotNull();
        return String.valueOf(refusal.getMessage());
    }

    @Test
    void aSecondServerOnADataDirectoryIsRefused(@TempDir Path folder) {
        var settings = configuration(folder, 0);
        try (var first = KindredServer.start(settings, InstantSource.system())) {
            assertThat(first.endpoint(settings).getPort()).isPositive();

            assertThat(refusalOfStart(folder, 0))
                    .isEqualTo("Another Kindred server uses the data directory " + folder
                            + ": stop it, or choose another with --data-dir.");
        }

        KindredServer.start(settings, InstantSource.system()).close();
    }

    @Test
    void aPortInUseIsRefusedAndTheDataDirectoryLetGo(@TempDir Path folder) throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(refusalOfStart(folder, taken.getLocalPort()))
                    .startsWith("Port " + taken.getLocalPort() + " on 127.0.0.1 cannot be taken (")
                    .endsWith("): stop what listens there, or choose another with --port.");
        }

        KindredServer.start(configuration(folder, 0), InstantSource.system()).close();
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsRefused(@TempDir Path folder) throws IOException {
        var file = Files.createFile(folder.resolve("file"));

        assertThat(refusalOfStart(file, 0))
                .isEqualTo("The data directory " + file
                        + " cannot be written: give this user the right to, or choose another with --data-dir.");
    }

    @Test
    void aCatalogThatIsNoneIsRefusedInASentence(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("catalog.sqlite"), "no database, but long enough to look like one ".repeat(30));

        assertThat(refusalOfStart(folder, 0))
                .startsWith("The server cannot start: ")
                .contains(folder.resolve("catalog.sqlite").toString());
    }

    @Test
    void whatWasDoneIsThereAfterARestartAndWhatWasNotIsTakenUp(@TempDir Path folder) throws InterruptedException {
        var midway = new CountDownLatch(1);
        String job;
        try (var server = TestServer.in(folder, Map.of(), (_, milestone) -> {
            if (milestone == ImportDataset.Milestone.STARTED) {
                midway.countDown();
                waitForEver();
            }
        })) {
            job = begin(server);
            midway.await();
        }

        try (var server = TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            Shop.await("ACTIVE", () -> statusOf(server, job));
        }
    }

    /// Waits until the server stops.
    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String statusOf(TestServer server, String job) {
        try (var personalize = server.personalize(Arn.of(job).region())) {
            return personalize
                    .describeDatasetImportJob(request -> request.datasetImportJobArn(job))
                    .datasetImportJob()
                    .status();
        }
    }

    private static String begin(TestServer server) {
        var shop = Shop.at(server);
        return shop.beginImport("monday", shop.interactions(), shop.oneInteraction());
    }
}
