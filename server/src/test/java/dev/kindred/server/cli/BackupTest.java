package dev.kindred.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.backup.Backup;
import dev.kindred.server.backup.Restore;
import dev.kindred.server.backup.Verification;
import dev.kindred.server.operation.Shop;
import dev.kindred.server.storage.BucketBackups;
import dev.kindred.server.storage.FolderBackups;
import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.S3Location;
import dev.kindred.server.task.ImportDataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Event;

class BackupTest {

    private static final String REGION = "us-east-1";

    @TempDir
    private static Path data;

    private static String trackingId = "";

    @TempDir
    private Path world;

    private FolderBackups target;
    private Path restored;

    /// Thrown in place of a kill, so that the following steps do not run.
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @BeforeAll
    static void fill() {
        try (var server = TestServer.in(data, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            var shop = Shop.at(server, REGION);
            shop.imported("rows", shop.interactions(), shop.oneInteraction());
            var tracker = shop.tracker("tracker", shop.arn("dataset-group/shop"));
            trackingId = shop.personalize()
                    .describeEventTracker(request -> request.eventTrackerArn(tracker))
                    .eventTracker()
                    .trackingId();
            putEvent(server, "before");
            try (var s3 = server.s3()) {
                for (var bucket : List.of("data", "sidecars")) { // the names of folders of each bucket
                    s3.createBucket(request -> request.bucket(bucket));
                    s3.putObject(
                            request -> request.bucket(bucket).key("data/sidecars/a"),
                            RequestBody.fromString("content"));
                }
            }
        }
    }

    @BeforeEach
    void choosePlaces() {
        target = new FolderBackups(world.resolve("backups"));
        restored = world.resolve("restored");
    }

    private static void putEvent(TestServer server, String item) {
        try (var events = events(server)) {
            putEvent(events, item);
        }
    }

    private static PersonalizeEventsClient events(TestServer server) {
        return server.configure(PersonalizeEventsClient.builder())
                .region(Region.of(REGION))
                .build();
    }

    private static void putEvent(PersonalizeEventsClient events, String item) {
        var event = Event.builder()
                .eventType("watch")
                .itemId(item)
                .sentAt(Instant.now())
                .build();
        events.putEvents(request -> request.trackingId(trackingId)
                .userId("ann")
                .sessionId("session")
                .eventList(event));
    }

    private Backup backup(Backup.Milestones milestones) {
        return new Backup(DataDirectory.layout(data), target, InstantSource.system(), milestones);
    }

    private Restore restore(Backup.Milestones milestones) {
        return new Restore(target, DataDirectory.layout(restored), milestones);
    }

    private static List<String> exportedItems(Path folder) {
        try (var server = TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            var shop = Shop.at(server, REGION);
            var name = "export-" + System.nanoTime();
            shop.personalize()
                    .createDatasetExportJob(request -> request.jobName(name)
                            .datasetArn(shop.arn("dataset/shop/INTERACTIONS"))
                            .ingestionMode("ALL")
                            .roleArn("arn:aws:iam::000000000000:role/any")
                            .jobOutput(out -> out.s3DataDestination(to -> to.path(shop.folder("exported")))));
            Shop.await(
                    "ACTIVE",
                    () -> shop.personalize()
                            .describeDatasetExportJob(
                                    request -> request.datasetExportJobArn(shop.arn("dataset-export-job/" + name)))
                            .datasetExportJob()
                            .status());
            return shop.download(shop.folder("exported") + name + ".csv").stream()
                    .skip(1)
                    .map(line -> line.split(",", -1)[1])
                    .toList();
        }
    }

    @Test
    void aRestoredBackupAnswersAsTheDataDirectoryDid() throws IOException {
        var result = backup(Backup.Milestones.UNWATCHED).run();
        assertThat(result.warnings()).isEmpty();
        assertThat(result.newFiles()).isPositive();

        assertThat(restore(Backup.Milestones.UNWATCHED).run(Optional.empty()).id())
                .isEqualTo(result.id());

        assertThat(Verification.of(DataDirectory.layout(restored)).findings()).isEmpty();
        assertThat(Verification.of(target).findings()).isEmpty();
        assertThat(exportedItems(restored)).contains("tea", "before");
        assertThat(restored.resolve("quarantine")).doesNotExist();
    }

    @Test
    void aBackupInABucketIsRestored() throws IOException {
        try (var objects = LocalObjectStore.open(world.resolve("s3"), InstantSource.system(), "000000000000")) {
            objects.createBucket("backups");
            var bucket = new BucketBackups(objects, S3Location.parse("s3://backups/kindred/"));
            var layout = DataDirectory.layout(data);
            var id = new Backup(layout, bucket, InstantSource.system(), Backup.Milestones.UNWATCHED)
                    .run()
                    .id();

            new Restore(bucket, DataDirectory.layout(restored), Backup.Milestones.UNWATCHED).run(Optional.of(id));

            assertThat(Verification.of(DataDirectory.layout(restored)).findings())
                    .isEmpty();
            assertThat(Verification.of(bucket).findings()).isEmpty();
        }
    }

    @Test
    void aSecondBackupStoresOnlyWhatIsNew() throws IOException {
        backup(Backup.Milestones.UNWATCHED).run();
        Files.createDirectories(data.resolve(".backup"));
        Files.writeString(data.resolve(".backup/held-1"), "of a backup that was killed");

        var second = backup(Backup.Milestones.UNWATCHED).run();

        assertThat(second.newFiles()).as("at most the copy of the catalog").isLessThanOrEqualTo(1);
    }

    @Test
    void aBackupUnderLoadHasEverythingThatWasAnsweredBeforeItBegan() throws Exception {
        var folder = world.resolve("busy");
        Folders.copy(data, folder);
        var layout = DataDirectory.layout(folder);
        var answered = ConcurrentHashMap.<String>newKeySet();
        var isDone = new AtomicBoolean();
        var numbers = new AtomicInteger();
        var before = new ArrayList<Set<String>>();
        var ids = new ArrayList<String>();
        try (var server = TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                clients.execute(() -> {
                    try (var events = events(server)) {
                        while (!isDone.get()) {
                            var item = "item-" + numbers.incrementAndGet();
                            putEvent(events, item);
                            answered.add(item);
                        }
                    }
                });
            }
            clients.execute(
                    () -> { // FULL imports replace the dataset files, and seal the log
                        var shop = Shop.at(server, REGION);
                        for (int i = 0; !isDone.get(); i++) {
                            shop.imported("load-" + i, shop.arn("dataset/shop/INTERACTIONS"), shop.oneInteraction());
                        }
                    });
            for (int i = 0; i < 4; i++) {
                int enough = 20 * (i + 1);
                Polling.until(() -> answered.size() >= enough);
                before.add(new HashSet<>(answered));
                var result = new Backup(layout, target, InstantSource.system(), Backup.Milestones.UNWATCHED).run();
                assertThat(result.warnings()).isEmpty();
                ids.add(result.id());
            }
            isDone.set(true);
        }
        for (int i = 0; i < ids.size(); i++) {
            var place = world.resolve("restored-" + i);
            new Restore(target, DataDirectory.layout(place), Backup.Milestones.UNWATCHED).run(Optional.of(ids.get(i)));
            assertThat(Verification.of(DataDirectory.layout(place)).findings()).isEmpty();
            assertThat(exportedItems(place))
                    .containsAll(before.get(i))
                    .contains("tea")
                    .doesNotHaveDuplicates();
        }
    }

    /// Returns the number of steps of the work.
    private static int stepsOf(Killable work) throws IOException {
        var steps = new AtomicInteger();
        work.run(_ -> steps.incrementAndGet());
        return steps.get();
    }

    @FunctionalInterface
    private interface Killable {
        void run(Backup.Milestones milestones) throws IOException;
    }

    private static Backup.Milestones killedAt(int step) {
        var steps = new AtomicInteger();
        return _ -> {
            if (steps.incrementAndGet() == step) {
                throw new Killed();
            }
        };
    }

    @Test
    void aBackupThatIsKilledAnywhereIsNoBackup() throws IOException {
        int steps = stepsOf(milestones -> new Backup(
                        DataDirectory.layout(data),
                        new FolderBackups(world.resolve("whole")),
                        InstantSource.system(),
                        milestones)
                .run());
        for (int step = 1; step < steps; step++) {
            target = new FolderBackups(world.resolve("killed-" + step));
            var killed = backup(killedAt(step));
            assertThatThrownBy(killed::run).isInstanceOf(Killed.class);

            assertThatThrownBy(() -> restore(Backup.Milestones.UNWATCHED).run(Optional.empty()))
                    .hasMessageContaining("there is no backup");
            assertThat(backup(Backup.Milestones.UNWATCHED).run().warnings()).isEmpty();
            assertThat(Verification.of(target).findings()).isEmpty();
        }
        assertThat(steps).isGreaterThan(5);
    }

    @Test
    void aRestoreThatIsKilledAnywhereNeverStartsAndCanBeRepeated() throws IOException {
        backup(Backup.Milestones.UNWATCHED).run();
        int steps = stepsOf(milestones ->
                new Restore(target, DataDirectory.layout(world.resolve("whole")), milestones).run(Optional.empty()));
        for (int step : IntStream.range(1, steps).toArray()) {
            restored = world.resolve("killed-" + step);
            assertThatThrownBy(() -> restore(killedAt(step)).run(Optional.empty()))
                    .isInstanceOf(Killed.class);

            assertThatThrownBy(() -> TestServer.in(restored, Map.of(), ImportDataset.Milestones.UNWATCHED))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("a restore to " + restored + " did not finish. Run kindred restore again");

            restore(Backup.Milestones.UNWATCHED).run(Optional.empty());
            assertThat(Verification.of(DataDirectory.layout(restored)).findings())
                    .isEmpty();
        }
    }

    @Test
    void aDamagedBackupIsNotRestored() throws IOException {
        backup(Backup.Milestones.UNWATCHED).run();
        try (var files = Files.walk(target.root().resolve("files"))) {
            var largest = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            var content = Files.readAllBytes(largest);
            content[content.length / 2] ^= 1;
            Files.write(largest, content);
        }

        assertThatThrownBy(() -> restore(Backup.Milestones.UNWATCHED).run(Optional.empty()))
                .hasMessageContaining("is damaged in the backup");
        assertThat(Verification.of(target).findings()).hasSize(1);
    }

    @Test
    void aRestoreRefusesAFolderWithFiles() throws IOException {
        backup(Backup.Milestones.UNWATCHED).run();
        Files.createDirectories(restored);
        Files.writeString(restored.resolve("photo.jpg"), "mine");

        assertThatThrownBy(() -> restore(Backup.Milestones.UNWATCHED).run(Optional.empty()))
                .hasMessageContaining("is not empty (it has photo.jpg)");
        assertThat(restored.resolve("photo.jpg")).hasContent("mine");
    }

    @Test
    void theCommandsWorkTogether() throws IOException {
        var place = target.root().toString();
        assertThat(command(data).backup(place)).isZero();
        assertThat(command(restored).restore(place, null)).isZero();
        assertThat(command(restored).verify(null, true)).isZero();
        assertThat(command(restored).verify(place, false)).isZero();
        assertThat(command(restored).doctor()).isZero();

        Files.delete(restored.resolve("catalog.sqlite"));
        assertThat(command(restored).doctor()).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("catalog.sqlite is missing")
                .contains("segments/000000000000/us-east-1/shop/INTERACTIONS: 1 files");
    }

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private MaintenanceCommands command(Path folder) {
        var settings = Configuration.read(Map.of(Settings.DATA_DIR, folder.toString()), Map.of(), null);
        return new MaintenanceCommands(settings, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @Test
    void aVerificationFindsEveryDamage() throws IOException {
        backup(Backup.Milestones.UNWATCHED).run();
        restore(Backup.Milestones.UNWATCHED).run(Optional.empty());
        int found = 0;
        try (var files = Files.walk(restored)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var name = restored.relativize(file).toString();
                if (name.matches("lock|identity|.backup.lock|.*\\.extents|catalog.*")) {
                    continue;
                }
                var whole = Files.readAllBytes(file);
                var changed = whole.clone();
                changed[whole.length / 2] ^= 1;
                Files.write(file, changed);
                assertThat(Verification.of(DataDirectory.layout(restored)).findings())
                        .as(name)
                        .hasSize(1);
                Files.write(file, whole);
                found++;
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(4);
    }
}
