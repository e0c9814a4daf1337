package dev.kindred.server.task;

import static dev.kindred.server.operation.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.cli.TestServer;
import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import dev.kindred.server.resource.Arn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.model.ImportMode;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Item;

class CompactDatasetTest {

    private static final String ITEMS = Avro.schema("Items", "ITEM_ID string", "GENRE string? categorical");
    private static final Arn DATASET = Arn.of("arn:aws:personalize:us-east-1:000000000000:dataset/g/ITEMS");

    @TempDir
    private Path folder;

    private static List<DatasetFile> files(String sizes) {
        var files = new ArrayList<DatasetFile>();
        for (int i = 0; i < sizes.length(); i++) {
            char size = sizes.charAt(i);
            files.add(new DatasetFile(
                    i,
                    DATASET,
                    Character.isUpperCase(size) ? DatasetFile.Origin.BULK : DatasetFile.Origin.PUT,
                    "f" + i,
                    1,
                    Character.toLowerCase(size) == 's' ? 1_000 : 100_000,
                    0,
                    Instant.EPOCH));
        }
        return files;
    }

    private static List<Long> run(String sizes) {
        return CompactDataset.findRun(files(sizes)).stream()
                .map(DatasetFile::seq)
                .toList();
    }

    @Test
    void eightAdjacentFilesOfOneOriginAndTierAreMerged() {
        assertThat(run("sssssss")).isEmpty();
        assertThat(run("ssssssss")).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(run("sssssssSs")).isEmpty();
        assertThat(run("ssssmssss")).isEmpty();
        assertThat(run("mSSSSSSSSs")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(run("smmmmmmmm")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void manySmallFilesBecomeFewAndTheRowsInForceStay() throws IOException {
        try (var server = TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            var shop = Shop.at(server, "us-east-1");
            var dataset = shop.dataset(shop.group("shop"), "Items", shop.schema("items", ITEMS));
            shop.imported("first", dataset, shop.upload("first.csv", "ITEM_ID,GENRE", "tea,0", "milk,0"));
            for (int i = 1; i <= 18; i++) {
                put(shop, dataset, "tea", "{\"genre\":\"" + i + "\"}");
                put(shop, dataset, "item-" + i, "{\"genre\":\"" + i + "\"}");
                exported(shop, "seal-" + i, dataset); // an export seals the log
            }

            await(() -> filesBelow(folder.resolve("segments")).size() < 8);

            var expected = new ArrayList<>(List.of("ITEM_ID,GENRE", "milk,0", "tea,18"));
            IntStream.rangeClosed(1, 18).forEach(i -> expected.add("item-" + i + "," + i));
            assertThat(exported(shop, "after", dataset)).containsExactlyInAnyOrderElementsOf(expected);
        }
        try (var server = TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            var shop = Shop.at(server, "us-east-1");
            assertThat(exported(shop, "again", shop.arn("dataset/shop/ITEMS"))).contains("tea,18", "item-1,1");
            shop.personalize().deleteDataset(request -> request.datasetArn(shop.arn("dataset/shop/ITEMS")));
            await(() -> filesBelow(folder.resolve("segments")).isEmpty());
        }
        TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED).close();
        assertThat(folder.resolve("segments/000000000000"))
                .as("empty folders go")
                .doesNotExist();
    }

    @Test
    void theSnapshotOfMergedInteractionsIsTheSame() throws IOException {
        try (var server = TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            var shop = Shop.at(server, "us-east-1");
            var dataset = shop.interactions();
            shop.imported("first", dataset, rows(shop, 0));
            for (int i = 1; i <= 6; i++) {
                importMore(shop, i, dataset);
            }
            var before = snapshotAfterTraining(shop, "before");
            importMore(shop, 7, dataset, 6); // only rows that are there: the file has none
            await(() -> filesBelow(folder.resolve("segments")).size() == 1);

            assertThat(snapshotAfterTraining(shop, "after")).isEqualTo(before);
        }
    }

    private static void importMore(Shop shop, int number, String dataset) {
        importMore(shop, number, dataset, number);
    }

    private static void importMore(Shop shop, int number, String dataset, int rows) {
        var arn = shop.personalize()
                .createDatasetImportJob(request -> request.jobName("more-" + number)
                        .datasetArn(dataset)
                        .importMode(ImportMode.INCREMENTAL)
                        .dataSource(source -> source.dataLocation(rows(shop, rows))))
                .datasetImportJobArn();
        await("ACTIVE", () -> shop.job(arn).status());
    }

    private static String rows(Shop shop, int number) {
        var lines = new ArrayList<>(List.of("USER_ID,ITEM_ID,TIMESTAMP"));
        for (int i = 0; i < 200; i++) {
            lines.add("u%d,i%d,%d".formatted(i % 37, (i * 7 + number) % 20, 1_700_000_000 + number * 1_000 + i));
        }
        return shop.upload("rows-" + number + ".csv", lines.toArray(String[]::new));
    }

    private List<Integer> snapshotAfterTraining(Shop shop, String name) throws IOException {
        var solution = shop.personalize()
                .createSolution(request -> request.name(name)
                        .datasetGroupArn(shop.arn("dataset-group/shop"))
                        .recipeArn("arn:aws:personalize:::recipe/aws-popularity-count")
                        .performAutoTraining(false))
                .solutionArn();
        var version = shop.personalize()
                .createSolutionVersion(request -> request.solutionArn(solution))
                .solutionVersionArn();
        await(
                "ACTIVE",
                () -> shop.personalize()
                        .describeSolutionVersion(request -> request.solutionVersionArn(version))
                        .solutionVersion()
                        .status());
        var snapshots = filesBelow(folder.resolve("snapshots"));
        assertThat(snapshots).hasSize(1);
        return List.of(Arrays.hashCode(Files.readAllBytes(snapshots.getFirst())));
    }

    private static void put(Shop shop, String dataset, String id, String properties) {
        try (var events = shop.server()
                .configure(PersonalizeEventsClient.builder())
                .region(Region.of(shop.region()))
                .build()) {
            events.putItems(request -> request.datasetArn(dataset)
                    .items(Item.builder().itemId(id).properties(properties).build()));
        }
    }

    private static List<String> exported(Shop shop, String name, String dataset) {
        shop.personalize()
                .createDatasetExportJob(request -> request.jobName(name)
                        .datasetArn(dataset)
                        .ingestionMode("ALL")
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .jobOutput(out -> out.s3DataDestination(to -> to.path(shop.folder("exported")))));
        await(
                "ACTIVE",
                () -> shop.personalize()
                        .describeDatasetExportJob(
                                request -> request.datasetExportJobArn(shop.arn("dataset-export-job/" + name)))
                        .datasetExportJob()
                        .status());
        return shop.download(shop.folder("exported") + name + ".csv");
    }

    private static List<Path> filesBelow(Path root) {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/."))
                    .toList();
        } catch (IOException | UncheckedIOException e) { // a file was deleted meanwhile
            return List.of();
        }
    }
}
