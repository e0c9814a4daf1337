package dev.kindred.server.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.dataset.history.Histories;
import dev.kindred.server.dataset.table.ItemRows;
import dev.kindred.server.error.ServiceException.InternalFailure;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.Status;
import dev.kindred.server.scheduler.Scheduler;
import dev.kindred.server.snapshot.Selection;
import dev.kindred.server.snapshot.Snapshots;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.storage.DerivedFiles;
import dev.kindred.server.storage.Disposal;
import dev.kindred.server.stream.Streams.Milestone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The path of streamed events: log, dataset file, snapshot, history.
class StreamsTest {

    private static final Arn GROUP = Arn.of("arn:aws:personalize:us-east-1:000000000000:dataset-group/shop");
    private static final Arn DATASET = Arn.of("arn:aws:personalize:us-east-1:000000000000:dataset/shop/INTERACTIONS");
    private static final Arn SCHEMA = Arn.of("arn:aws:personalize:us-east-1:000000000000:schema/interactions");
    private static final String AVRO = """
            {"type": "record", "name": "Interactions", "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
             "fields": [{"name": "USER_ID", "type": "string"}, {"name": "ITEM_ID", "type": "string"},
                        {"name": "EVENT_TYPE", "type": "string"}, {"name": "EVENT_VALUE", "type": ["null", "float"]},
                        {"name": "IMPRESSION", "type": ["null", "string"]},
                        {"name": "DEVICE", "type": ["null", "string"], "categorical": true},
                        {"name": "TIMESTAMP", "type": "long"}]}
            """;

    private final Dataset dataset;
    private final Path folder;
    private Catalog catalog;
    private DatasetFileStore datasetFiles;
    private Streams streams;

    StreamsTest(@TempDir Path folder) {
        this.folder = folder;
        var now = Instant.ofEpochMilli(1_700_000_000_000L);
        dataset = new Dataset("data", DATASET, GROUP, "INTERACTIONS", SCHEMA, Status.ACTIVE, now, now, null, null);
        catalog = Catalog.open(folder.resolve("catalog.sqlite"));
        catalog.write(transaction -> {
            transaction.insert(new DatasetSchema("interactions", SCHEMA, AVRO, now, now, null), List.of());
            transaction.insert(dataset, List.of());
            return now;
        });
        datasetFiles = DatasetFileStore.open(folder.resolve("segments"));
        streams = open(Streams.Milestones.UNWATCHED);
    }

    private Streams open(Streams.Milestones milestones) {
        return Streams.open(
                folder.resolve("stream"), catalog, datasetFiles, Long.MAX_VALUE, milestones, Scheduler.system());
    }

    /// Closes the server and starts another one on the same folder.
    private void restart() {
        streams.close();
        catalog.close();
        catalog = Catalog.open(folder.resolve("catalog.sqlite"));
        datasetFiles = DatasetFileStore.open(folder.resolve("segments"));
        datasetFiles.sweep(
                new HashSet<>(catalog.read(view -> view.datasetFiles().names())), Disposal.DELETION);
        streams = open(Streams.Milestones.UNWATCHED);
    }

    @AfterEach
    void close() {
        streams.close();
        catalog.close();
    }

    private static StreamedEvent event(String id, @Nullable String user, String session, String item, long time) {
        return new StreamedEvent(
                time * 1000,
                user,
                session,
                id,
                item,
                "view",
                1,
                time,
                null,
                List.of(item, "other"),
                null,
                Map.of("DEVICE", "phone"));
    }

    private Snapshots snapshots() {
        return new Snapshots(catalog, datasetFiles, DerivedFiles.open(folder.resolve("snapshots")), 64 << 20, 1);
    }

    private List<String> logged() {
        var ids = new ArrayList<String>();
        assertThat(streams.subscribe(
                        dataset,
                        SealedPart.in(catalog.read(view -> view.datasetFiles().of(DATASET))),
                        (_, record) -> ids.add(((StreamedEvent) record).eventId())))
                .isTrue();
        return ids;
    }

    @Test
    void whatWasAcknowledgedIsThereAfterARestartInItsOrderAndOnce() {
        streams.append(dataset, List.of(event("a", "ann", "s", "tea", 1), event("b", "ann", "s", "milk", 2)));
        streams.append(dataset, List.of(event("a", "ann", "s", "tea", 1)));
        restart();
        streams.append(dataset, List.of(event("b", "ann", "s", "milk", 2), event("c", "ann", "s", "jam", 3)));

        assertThat(logged()).containsExactly("a", "b", "c");
        assertThat(streams.counts().repeatedEvents()).isEqualTo(1);
    }

    @Test
    void aListenerThatFailsDoesNotFailRecordsThatAreOnDisk() {
        var heard = new ArrayList<String>();
        streams.onAppend((_, _) -> {
            throw new IllegalStateException("the catalog cannot be read");
        });
        streams.onAppend((_, records) -> records.forEach(record -> heard.add(((StreamedEvent) record).eventId())));

        streams.append(dataset, List.of(event("a", "ann", "s", "tea", 1)));

        assertThat(heard).containsExactly("a");
        assertThat(logged()).containsExactly("a");
    }

    @Test
    void aTornTailIsCutAndTheNextRecordFollowsTheLastWholeOne() throws IOException {
        streams.append(dataset, List.of(event("a", "ann", "s", "tea", 1)));
        streams.close();
        var part = firstPart();
        var whole = Files.readAllBytes(part);
        for (int cut = 1; cut < whole.length - 16; cut += 7) {
            Files.write(part, whole);
            Files.write(part, Arrays.copyOfRange(whole, 16, 16 + cut), StandardOpenOption.APPEND);
            restart();
            streams.append(dataset, List.of(event("b", "ann", "s", "milk", 2)));
            restart();
            assertThat(logged()).containsExactly("a", "b");
            streams.close();
        }
    }

    private Path firstPart() throws IOException {
        try (var files = Files.walk(folder.resolve("stream"))) {
            return files.filter(file -> file.toString().endsWith("00000001.log"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aByteThatTheDiskChangedCostsTheRecordItIsInAndNoOther() throws IOException {
        int header = 16;
        streams.append(dataset, List.of(event("a", "ann", "s", "tea", 1)));
        int frame = (int) Files.size(firstPart()) - header;
        streams.append(dataset, List.of(event("b", "ann", "s", "tea", 1)));
        streams.append(dataset, List.of(event("c", "ann", "s", "tea", 1)));
        streams.close();
        var part = firstPart();
        var whole = Files.readAllBytes(part);
        for (int changed = header + frame;
                changed < header + 2 * frame;
                changed += changed < header + frame + 9 ? 1 : 11) {
            var damaged = whole.clone();
            damaged[changed] ^= 0x10;
            Files.write(part, damaged);
            restart();
            assertThat(logged()).as("byte %d", changed).containsExactly("a", "c");
            assertThat(part.resolveSibling("00000001.log.damaged")).hasBinaryContent(damaged);
            streams.close();
        }
        restart();
        streams.append(dataset, List.of(event("d", "ann", "s", "milk", 2)));
        restart();
        assertThat(logged()).containsExactly("a", "c", "d");
    }

    @Test
    void manyWhoPutBesideEachOtherAreAllThere() throws Exception {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                int number = i;
                callers.execute(() ->
                        streams.append(dataset, List.of(event("e" + number, "u" + number % 7, "s", "tea", number))));
            }
        }
        assertThat(logged()).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void aRepeatOfAnEventThatCannotBeWrittenIsWrittenItself() throws Exception {
        var underWay = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var tea = event("a", "ann", "s", "tea", 1);
        var failing = new AbstractList<StreamedRecord>() {
            @Override
            public StreamedRecord get(int index) {
                if (index == 0) {
                    return tea;
                }
                underWay.countDown();
                awaitUninterruptibly(go);
                throw new UncheckedIOException(new IOException("No space left on device"));
            }

            @Override
            public int size() {
                return 2;
            }
        };
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = callers.submit(() -> streams.append(dataset, failing));
            underWay.await();
            var repeats = IntStream.range(0, 7)
                    .mapToObj(_ -> callers.submit(() -> streams.append(dataset, List.of(tea))))
                    .toList();
            go.countDown();

            assertThatThrownBy(first::get).hasCauseInstanceOf(InternalFailure.class);
            for (var repeat : repeats) {
                repeat.get();
            }
        }
        restart();
        assertThat(logged()).containsExactly("a");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the log's thread was interrupted", e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSealingThatBreaksOffLosesAndDoublesNothing(Milestone fatal) throws IOException {
        streams.close();
        streams = open((_, milestone) -> {
            if (milestone == fatal) {
                throw new IllegalStateException("killed at " + milestone);
            }
        });
        streams.append(dataset, List.of(event("a", "ann", "s", "tea", 1), event("b", "ben", "s", "milk", 2)));
        assertThatThrownBy(() -> streams.seal(DATASET)).hasMessageContaining("killed");

        restart();
        streams.append(dataset, List.of(event("c", "ann", "s", "jam", 3)));
        streams.seal(DATASET);
        streams.seal(DATASET);

        assertThat(logged()).isEmpty();
        long rows = catalog.read(view -> view.datasetFiles().of(DATASET).stream()
                .mapToLong(datasetFile -> datasetFile.rows())
                .sum());
        assertThat(rows).isEqualTo(3);
        assertThat(snapshots().current(GROUP).size()).isEqualTo(3);
    }

    @Test
    void aDatasetThatIsMadeAnewBeginsEmpty() {
        streams.append(dataset, List.of(event("a", "ann", "s", "tea", 1)));
        streams.drop(dataset);

        assertThat(logged()).isEmpty();
    }

    @Test
    void aSnapshotStitchesSessionsAndLeavesOutWhatCannotBeTrainedOn() throws IOException {
        streams.append(
                dataset,
                List.of(
                        event("a", null, "s1", "tea", 1),
                        event("b", null, "s2", "milk", 2),
                        event("c", "ann", "s1", "jam", 3),
                        event("d", null, "s1", "late", 4),
                        event("e", "ann", "s4", "jam", 3),
                        event("f", "änne", "s3", "tea", 5)));
        streams.seal(DATASET);

        var snapshot = snapshots().current(GROUP);

        assertThat(snapshot.users().size()).isEqualTo(2);
        assertThat(snapshot.users().id(0)).isEqualTo("ann");
        assertThat(snapshot.size()).isEqualTo(3);
        assertThat(snapshot.items().id(snapshot.item(0))).isEqualTo("tea");
        assertThat(snapshot.items().id(snapshot.item(1))).isEqualTo("jam");
        assertThat(snapshot.items().indexOf("late")).isEqualTo(-1);
        assertThat(snapshot.shown(snapshot.items().indexOf("tea"))).isEqualTo(2);
        var device = snapshot.context("DEVICE").orElseThrow();
        assertThat(device.values().id(snapshot.code(device, 0))).isEqualTo("phone");
        var all = snapshot.toLog(Selection.ALL);
        assertThat(all.log().size()).isEqualTo(3);
        assertThat(all.usersWithTwo()).isEqualTo(1);
        assertThat(all.contexts()).hasSameSizeAs(snapshot.contexts().keySet());
        var context = all.contexts().stream()
                .filter(it -> it.name().equals("DEVICE"))
                .findFirst()
                .orElseThrow();
        assertThat(context.codes()).hasSize(3);
        assertThat(context.values().id(context.codes()[0])).isEqualTo("phone");
        var none = snapshot.toLog(new Selection(List.of(new Selection.Rule("VIEW", 2, 1))));
        assertThat(none.log().size()).isZero();
        assertThat(none.contexts().getFirst().codes()).isEmpty();
        assertThat(none.allUsers()).isEqualTo(2);
    }

    @Test
    void aSnapshotIsTheSameBytesWhenItIsMadeAnew() throws IOException {
        for (int i = 0; i < 300; i++) {
            streams.append(dataset, List.of(event("e" + i, "u" + i % 17, "s", "item" + i % 29, i / 3)));
        }
        streams.seal(DATASET);
        snapshots().current(GROUP);
        var first = Files.readAllBytes(onlySnapshot());
        Files.delete(onlySnapshot());

        snapshots().current(GROUP);

        assertThat(Files.readAllBytes(onlySnapshot())).isEqualTo(first);
    }

    private Path onlySnapshot() throws IOException {
        try (var files = Files.walk(folder.resolve("snapshots"))) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    @Test
    void aHistoryHasImportedAndStreamedEventsNewestFirstThroughoutASealing() throws IOException {
        streams.append(dataset, List.of(event("a", "ann", "s", "tea", 1)));
        streams.seal(DATASET);
        var snapshots = snapshots();
        var rows = new ItemRows();
        var histories = new Histories(snapshots.current(GROUP), rows);
        assertThat(streams.subscribe(dataset, snapshots.current(GROUP).sealedPart(), histories))
                .isTrue();

        streams.append(dataset, List.of(event("b", null, "s9", "milk", 2), event("c", null, "s9", "jam", 3)));
        assertThat(names(histories, rows, "s9")).containsExactly("jam", "milk");
        streams.append(dataset, List.of(event("d", "ann", "s9", "bread", 4)));

        assertThat(names(histories, rows, "ann")).containsExactly("bread", "jam", "milk", "tea");
        assertThat(names(histories, rows, "nobody")).isEmpty();
        assertThat(histories.itemsOf("ann", "VIEW", 2)).containsExactly(rows.find("bread"), rows.find("jam"));
        assertThat(histories.itemsOf("ann", "*", 100)).hasSize(4);
        assertThat(histories.itemsOf("ann", "buy", 100)).isEmpty();
        assertThat(histories.trend(4, 2, Selection.ALL).latest()[rows.find("bread")])
                .isEqualTo(1);
        assertThat(histories.trend(4, 2, Selection.ALL).previous()[rows.find("milk")])
                .isEqualTo(1);
        assertThat(histories.trend(4, 2, only("View")).latest()[rows.find("bread")])
                .isEqualTo(1);
        assertThat(histories.trend(4, 2, only("buy")).latest()).containsOnly(0);
        assertThat(histories.newest(9, only("view"))).isEqualTo(4);
        assertThat(histories.newest(9, only("buy"))).as("none is").isEqualTo(9);

        streams.seal(DATASET);
        histories.rebase(snapshots.current(GROUP));
        assertThat(names(histories, rows, "ann")).containsExactly("bread", "jam", "milk", "tea");
    }

    private static Selection only(String eventType) {
        return new Selection(List.of(new Selection.Rule(eventType, Double.NaN, 1)));
    }

    private static List<String> names(Histories histories, ItemRows rows, String user) {
        var events = histories.of(user, 10);
        var names = new ArrayList<String>();
        for (int row : events.items()) {
            names.add(rows.id(row));
        }
        return names;
    }
}
