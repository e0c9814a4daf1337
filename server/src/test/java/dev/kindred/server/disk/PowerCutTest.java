package dev.kindred.server.disk;

import static dev.kindred.server.disk.JsonClient.json;
import static dev.kindred.server.disk.World.ARN;
import static dev.kindred.server.disk.World.INTERACTIONS;
import static dev.kindred.server.disk.World.ITEMS;
import static java.lang.System.Logger.Level.INFO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.disk.PowerCutDisk.Choice;
import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

/// A power cut between any two calls to the disk: from what was forced and what was not, the disks are built that the
/// cut
/// could leave, and a server is opened on each. It starts, everything that was acknowledged before the cut is there,
/// and
/// every file that the catalog names is whole.
///
/// SQLite keeps its own promise: the catalog of an image is that of the moment of the cut.
///
/// Slow: a server starts on each image.
class PowerCutTest {

    private static final System.Logger LOG = System.getLogger(PowerCutTest.class.getName());

    /// The workload makes some 700 calls that change the disk.
    private static final int VERIFY_STEP = 53;

    private static final long SEED = 20_261_201;

    @TempDir
    private Path folder;

    /// What was acknowledged.
    private static final class Acknowledged {
        final Map<String, String> objects = new HashMap<>();
        final Set<String> items = new HashSet<>();
        final Set<String> events = new HashSet<>();
        final Set<String> resources = new HashSet<>();
        final Set<String> buckets = new HashSet<>();
        /// Keys whose next state was requested and not acknowledged yet.
        final Set<String> pending = ConcurrentHashMap.newKeySet();

        synchronized Acknowledged copy() {
            var copy = new Acknowledged();
            copy.objects.putAll(objects);
            copy.items.addAll(items);
            copy.events.addAll(events);
            copy.resources.addAll(resources);
            copy.buckets.addAll(buckets);
            copy.pending.addAll(pending);
            return copy;
        }
    }

    /// @param path the folder of the image
    private record Image(Path path, String name, Acknowledged acknowledged) {}

    /// What a power cut keeps of the changes that are not durable.
    private static List<Map.Entry<String, Choice>> choices(Random random) {
        return List.of(
                Map.entry("nothing kept", choice(0, 0, random)),
                Map.entry("names kept, contents lost", choice(1, 0, random)),
                Map.entry("contents kept, names lost", choice(0, 1, random)),
                Map.entry("a part kept", choice(0.5, 0.5, random)));
    }

    private static Choice choice(double names, double bytes, Random random) {
        return new Choice() {
            @Override
            public boolean keepsName() {
                return random.nextDouble() < names;
            }

            @Override
            public int keptOf(int count) {
                return bytes == 1 ? count : bytes == 0 ? 0 : random.nextInt(count + 1);
            }
        };
    }

    @Test
    void everyDiskThatAPowerCutCouldLeaveHoldsWhatWasAcknowledged() throws Exception {
        openEach(runAndCut(VERIFY_STEP));
    }

    @Test
    @Tag("nightly")
    void everyDiskHoldsItAtEachCall() throws Exception {
        openEach(runAndCut(1));
    }

    /// Runs the workload and builds an image after every `step`-th call, each with the next choice.
    private List<Image> runAndCut(int step) throws IOException {
        var data = Files.createDirectory(folder.resolve("data"));
        World.copyTo(data);
        var disk = new PowerCutDisk(data);
        var images = new ArrayList<Image>();
        var random = new Random(SEED);
        var choices = choices(random);
        var acknowledged = new Acknowledged();
        try (var world = World.open(new ObservedFileSystem(disk).of(data))) {
            disk.listen(calls -> {
                if (calls % step == 0) {
                    var next = choices.get(images.size() % choices.size());
                    images.add(cut(disk, data, images.size(), next, acknowledged.copy()));
                }
            });
            work(world, acknowledged);
            disk.listen(_ -> {});
        }
        return images;
    }

    private Image cut(
            PowerCutDisk disk, Path data, int number, Map.Entry<String, Choice> choice, Acknowledged acknowledged)
            throws IOException {
        var image = Files.createDirectory(folder.resolve("image-" + number));
        disk.writeImage(image, choice.getValue());
        try (var connection = new JDBC().connect("jdbc:sqlite:" + data.resolve("catalog.sqlite"), new Properties());
                var statement = connection.createStatement()) {
            statement.execute("VACUUM INTO '" + image.resolve("catalog.sqlite") + "'");
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return new Image(image, number + ", " + choice.getKey(), acknowledged);
    }

    private static void work(World world, Acknowledged acknowledged) {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 4; i++) {
                put(world, acknowledged, "new/" + world.name(), "content".repeat(i + 1));
                put(world, acknowledged, "object-" + i % 2, "round " + round + i);
                put(world, acknowledged, "folder-" + round + "/sub/" + i, "x");
            }
            putAtOnce(world, acknowledged, "at-once-" + round + "/new/");
            var bucket = "bucket-" + world.name();
            world.s3().createBucket(request -> request.bucket(bucket));
            note(acknowledged, () -> acknowledged.buckets.add(bucket));
            delete(world, acknowledged, "object-1");
            event(world, acknowledged);
            item(world, acknowledged);
            event(world, acknowledged);
            create(world, acknowledged, "CreateSchema", "schemaArn", json("name", world.name(), "schema", Avro.ITEMS));
            importJob(world, acknowledged, round == 0 ? "INCREMENTAL" : "FULL");
            var version = world.trained(world.solution(world.name(), "aws-popularity-count"));
            note(acknowledged, () -> acknowledged.resources.add(version));
            world.client().call("CreateDatasetExportJob", EveryOperation.exportJob(world, ITEMS));
            world.quiesce();
            item(world, acknowledged);
            event(world, acknowledged);
            world.client().call("DeleteDataset", json("datasetArn", newDataset(world)));
            world.quiesce();
        }
    }

    private static String newDataset(World world) {
        var dataset = world.dataset(world.group(), "Items", ARN + "schema/shopITEMS");
        world.client()
                .require(
                        "PutItems",
                        "datasetArn",
                        dataset,
                        "items",
                        List.of(json("itemId", "a", "properties", "{\"genre\": \"genre-1\"}")));
        return dataset;
    }

    private static void note(Acknowledged acknowledged, Runnable change) {
        synchronized (acknowledged) {
            change.run();
        }
    }

    private static void put(World world, Acknowledged acknowledged, String key, String content) {
        acknowledged.pending.add(key);
        world.upload(key, content);
        note(acknowledged, () -> {
            acknowledged.objects.put(key, content);
            acknowledged.pending.remove(key);
        });
    }

    /// Puts objects into new folders from several threads.
    private static void putAtOnce(World world, Acknowledged acknowledged, String prefix) {
        try (var senders = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 8; i++) {
                var key = prefix + i;
                senders.execute(() -> put(world, acknowledged, key, key));
            }
        }
    }

    private static void delete(World world, Acknowledged acknowledged, String key) {
        acknowledged.pending.add(key);
        world.s3().deleteObject(request -> request.bucket("data").key(key));
        note(acknowledged, () -> {
            acknowledged.objects.remove(key);
            acknowledged.pending.remove(key);
        });
    }

    private static void event(World world, Acknowledged acknowledged) {
        var item = world.name();
        world.client()
                .require(
                        "PutEvents",
                        "trackingId",
                        world.trackingId(),
                        "userId",
                        "u1",
                        "sessionId",
                        "s",
                        "eventList",
                        List.of(json("eventId", item, "eventType", "Watch", "itemId", item, "sentAt", 1_700_000_000)));
        note(acknowledged, () -> acknowledged.events.add(item));
    }

    private static void item(World world, Acknowledged acknowledged) {
        var item = world.name();
        world.client()
                .require(
                        "PutItems",
                        "datasetArn",
                        ITEMS,
                        "items",
                        List.of(json("itemId", item, "properties", "{\"genre\": \"genre-1\"}")));
        note(acknowledged, () -> acknowledged.items.add(item));
    }

    private static void create(
            World world, Acknowledged acknowledged, String operation, String member, Map<String, Object> request) {
        var arn = World.text(world.client().call(operation, request).body(), member);
        note(acknowledged, () -> acknowledged.resources.add(arn));
    }

    private static void importJob(World world, Acknowledged acknowledged, String mode) {
        var rows = World.lines(
                "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE",
                300,
                i -> "u%d,i%d,%d,Watch".formatted(i % 40, i % 30, 1_800_000_000 + i));
        put(world, acknowledged, "import.csv", String.join("\n", rows));
        create(
                world,
                acknowledged,
                "CreateDatasetImportJob",
                "datasetImportJobArn",
                json(
                        "jobName",
                        world.name(),
                        "datasetArn",
                        INTERACTIONS,
                        "importMode",
                        mode,
                        "dataSource",
                        json("dataLocation", "s3://data/import.csv")));
        world.quiesce();
    }

    private static void openEach(List<Image> images) {
        var failures = new ArrayList<String>();
        for (var image : images) {
            try (var world = World.open(image.path())) {
                check(world, image);
            } catch (AssertionError | RuntimeException e) {
                failures.add(image.name() + ": " + e);
            }
        }
        LOG.log(INFO, "{0} disks after a power cut were opened", images.size());
        assertThat(failures).isEmpty();
    }

    private static void check(World world, Image image) {
        var acknowledged = image.acknowledged();
        assertThat(acknowledged.resources).allMatch(world.stored()::has);
        world.quiesce();
        assertThat(world.stored().damaged()).isEmpty();
        acknowledged.objects.forEach((key, content) -> {
            if (!acknowledged.pending.contains(key)) {
                assertThat(world.download(key)).as(key).isEqualTo(content);
            }
        });
        var listed = world.s3().listObjectsV2(request -> request.bucket("data").prefix("object-")).contents().stream()
                .map(object -> object.key())
                .collect(Collectors.toSet());
        for (var key : List.of("object-0", "object-1")) {
            if (!acknowledged.pending.contains(key)) {
                assertThat(listed.contains(key)).as(key).isEqualTo(acknowledged.objects.containsKey(key));
            }
        }
        listed.forEach(world::download);
        assertThat(world.s3().listBuckets().buckets().stream()
                        .map(bucket -> bucket.name())
                        .toList())
                .containsAll(acknowledged.buckets);
        assertThat(streamed(world, ITEMS)).containsAll(acknowledged.items);
        assertThat(streamed(world, INTERACTIONS)).containsAll(acknowledged.events);
        Shop.await(() -> world.stored().strays().isEmpty()); // a campaign may prepare what it needs
        world.client().require("CreateDatasetGroup", "name", "after");
    }

    /// Exports what was streamed into a dataset and returns the id of the item of each row.
    private static List<String> streamed(World world, String dataset) {
        var request = EveryOperation.exportJob(world, dataset);
        request.put("ingestionMode", "PUT");
        request.put("jobName", "check" + dataset.hashCode());
        assertThat(world.client().call("CreateDatasetExportJob", request).isSuccess())
                .isTrue();
        world.quiesce();
        var lines = world.download("exported/" + request.get("jobName") + ".csv")
                .lines()
                .toList();
        int column = List.of(lines.getFirst().split(",", -1)).indexOf("ITEM_ID");
        return lines.stream().skip(1).map(line -> line.split(",", -1)[column]).toList();
    }
}
