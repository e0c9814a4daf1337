package dev.kindred.server.operation.dataset;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.model.ImportMode;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Item;

/// Each dataset file has the columns of the schema that its dataset had when the rows came in. A column that was added
/// later is null in its rows.
class WidenedDatasetTest {

    private static final String NARROW = Avro.schema("Items", "ITEM_ID string", "GENRE string? categorical");
    private static final String WIDE =
            Avro.schema("Items", "ITEM_ID string", "GENRE string? categorical", "PRICE float?", "YEAR int?");

    private final Shop shop = Shop.open();

    private String importMore(String name, String dataset, String... lines) {
        return shop.personalize()
                .createDatasetImportJob(request -> request.jobName(name)
                        .datasetArn(dataset)
                        .importMode(ImportMode.INCREMENTAL)
                        .dataSource(source -> source.dataLocation(shop.upload(name + ".csv", lines))))
                .datasetImportJobArn();
    }

    private void put(String dataset, String id, String properties) {
        try (var events = shop.server()
                .configure(PersonalizeEventsClient.builder())
                .region(Region.of(shop.region()))
                .build()) {
            events.putItems(request -> request.datasetArn(dataset)
                    .items(Item.builder().itemId(id).properties(properties).build()));
        }
    }

    private List<String> exported(String name, String dataset) {
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

    private void widen(String dataset, String schema) {
        shop.personalize().updateDataset(request -> request.datasetArn(dataset).schemaArn(schema));
    }

    @Test
    void rowsFollowTheSchemaOfTheirTimeAndLaterColumnsAreNull() throws Exception {
        var dataset = shop.dataset(shop.group("shop"), "Items", shop.schema("narrow", NARROW));
        shop.imported("first", dataset, shop.upload("first.csv", "ITEM_ID,GENRE", "tea,hot", "milk,cold"));
        put(dataset, "jam", "{\"genre\":\"sweet\"}");
        exported("sealed", dataset);

        Shop.hold("during");
        var during = importMore("during", dataset, "ITEM_ID,GENRE", "salt,dry");
        await(() -> shop.job(during).status().equals("CREATE IN_PROGRESS"));
        var wide = shop.schema("wide", WIDE);
        assertThat(refusal(() -> widen(dataset, wide)))
                .as("an import keeps its schema")
                .startsWith("ResourceInUseException: ");
        Shop.release("during");
        await("ACTIVE", () -> shop.job(during).status());
        widen(dataset, wide);
        var after = importMore("after", dataset, "ITEM_ID,GENRE,PRICE,YEAR", "milk,warm,2.5,2001");
        await("ACTIVE", () -> shop.job(after).status());
        put(dataset, "bread", "{\"genre\":\"brown\",\"price\":3,\"year\":2002}");

        assertThat(exported("all", dataset))
                .containsExactly(
                        "ITEM_ID,GENRE,PRICE,YEAR",
                        "bread,brown,3.0,2002",
                        "jam,sweet,,",
                        "milk,warm,2.5,2001",
                        "salt,dry,,",
                        "tea,hot,,");
        assertThat(columnsOfFiles())
                .containsEntry("first", List.of("ITEM_ID", "GENRE"))
                .containsEntry("put-00000001", List.of("ITEM_ID", "GENRE"))
                .containsEntry("during", List.of("ITEM_ID", "GENRE"))
                .containsEntry("after", List.of("ITEM_ID", "GENRE", "PRICE", "YEAR"))
                .containsEntry("put-00000002", List.of("ITEM_ID", "GENRE", "PRICE", "YEAR"));
    }

    /// The columns of each Parquet file of the shop, by the first part of its name.
    private Map<String, List<String>> columnsOfFiles() throws IOException, SQLException {
        var folder = shop.server().folder().resolve("segments/000000000000").resolve(shop.region());
        var columns = new TreeMap<String, List<String>>();
        try (var files = Files.walk(folder);
                var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var names = new ArrayList<String>();
                try (var found = statement.executeQuery("DESCRIBE SELECT * FROM read_parquet('" + file + "')")) {
                    while (found.next()) {
                        names.add(found.getString(1));
                    }
                }
                names.removeIf(name -> name.startsWith("kindred: ")); // of streamed records, beside the schema
                columns.put(nameOf(file), names);
            }
        }
        return columns;
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replaceAll("-[0-9a-f]{8}\\..*", "");
    }
}
