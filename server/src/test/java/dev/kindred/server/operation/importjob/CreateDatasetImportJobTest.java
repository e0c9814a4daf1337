package dev.kindred.server.operation.importjob;

import static dev.kindred.server.operation.Shop.await;
import static dev.kindred.server.operation.Shop.exists;
import static dev.kindred.server.operation.Shop.missing;
import static dev.kindred.server.operation.Shop.notFound;
import static dev.kindred.server.operation.Shop.refusal;
import static dev.kindred.server.operation.Shop.validation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.Avro;
import dev.kindred.server.operation.Shop;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

class CreateDatasetImportJobTest {
    private final Shop shop = Shop.open();
    private final PersonalizeClient personalize = shop.personalize();

    @Test
    void theAnswerComesAtOnceAndTheJobBecomesActive() {
        var dataset = shop.interactions();

        var arn = shop.beginImport("monday", dataset, shop.oneInteraction());

        assertThat(arn).isEqualTo(shop.arn("dataset-import-job/monday"));
        await("ACTIVE", () -> shop.job(arn).status());
        assertThat(shop.job(arn).failureReason()).isNull();
    }

    @Test
    void aFileThatIsNotThereFailsTheJobNotTheRequest() {
        var dataset = shop.interactions();
        shop.oneInteraction();

        var arn = shop.beginImport("monday", dataset, "s3://shop-data/none.csv");

        await("CREATE FAILED", () -> shop.job(arn).status());
        assertThat(shop.job(arn).failureReason()).contains("s3://shop-data/none.csv");
    }

    @Test
    void aLocationWithoutASlashIsAFolderWhereNoObjectHasThatKey() {
        var dataset = shop.interactions();
        shop.upload("in/one.csv", "USER_ID,ITEM_ID,TIMESTAMP", "ann,tea,1700000000");
        shop.upload("in/two.csv", "USER_ID,ITEM_ID,TIMESTAMP", "ben,milk,1700000001");
        shop.upload("both", "USER_ID,ITEM_ID,TIMESTAMP", "cat,jam,1700000002");
        shop.upload("both/more.csv", "USER_ID,ITEM_ID,TIMESTAMP", "dan,jam,1700000003");

        var folder = shop.imported("folder", dataset, withoutSlash(shop.folder("in")));
        var object = shop.imported("object", dataset, withoutSlash(shop.folder("both")));
        var neither = shop.beginImport("neither", dataset, withoutSlash(shop.folder("i")));
        await("CREATE FAILED", () -> shop.job(neither).status());

        assertThat(shop.report(folder).get("rowsImported").asInt()).isEqualTo(2);
        assertThat(shop.report(object).get("rowsImported").asInt()).isEqualTo(1);
        assertThat(shop.job(neither).failureReason())
                .startsWith("There is no object " + withoutSlash(shop.folder("i")) + ", and no folder of that name");
    }

    private static String withoutSlash(String folder) {
        return folder.substring(0, folder.length() - 1);
    }

    @Test
    void whatProgramsLeaveBesideTheirDataIsPassedOverWithALineInTheReport() {
        var dataset = shop.interactions();
        shop.upload("spark/part-00000.csv", "USER_ID,ITEM_ID,TIMESTAMP", "ann,tea,1700000000");
        shop.upload("spark/part-00001.csv", new byte[0]);
        shop.upload("spark/_SUCCESS", new byte[0]);
        shop.upload("spark/_committed_1", "{}");
        shop.upload("spark/.part-00000.csv.crc", new byte[] {'c', 'r', 'c', 0, 0, 2, 0});
        shop.upload("nothing/_SUCCESS", new byte[0]);
        var hidden = shop.upload("named/_data.csv", "USER_ID,ITEM_ID,TIMESTAMP", "ann,tea,1700000000");

        var job = shop.imported("spark", dataset, shop.folder("spark"));
        var nothing = shop.beginImport("nothing", dataset, shop.folder("nothing"));
        await("CREATE FAILED", () -> shop.job(nothing).status());

        assertThat(shop.report(job).get("rowsImported").asInt()).isEqualTo(1);
        assertThat(shop.report(job).get("warnings").get(0).asString())
                .isEqualTo(
                        "Passed over: .part-00000.csv.crc, _SUCCESS, _committed_1, part-00001.csv (files that are empty"
                                + " or whose name begins with _ or .).");
        assertThat(shop.job(nothing).failureReason())
                .startsWith("Invalid Data location. The folder " + shop.folder("nothing"))
                .contains("passed over: _SUCCESS");
        shop.imported("named", dataset, hidden);
    }

    @Test
    void aRowThatDoesNotConformIsNamed() {
        var dataset = shop.interactions();

        var arn = shop.beginImport(
                "monday", dataset, shop.upload("bad.csv", "USER_ID,ITEM_ID,TIMESTAMP", "ann,tea,yesterday"));

        await("CREATE FAILED", () -> shop.job(arn).status());
        assertThat(shop.job(arn).failureReason()).contains("bad.csv", "line 2", "TIMESTAMP", "yesterday");
    }

    @Test
    void jobNamesAreUniqueInTheRegionAndNeverFreeWhileTheDatasetIsThere() {
        var dataset = shop.interactions();
        var items = shop.dataset(shop.group("toys"), "Items", shop.schema("items", Avro.ITEMS));
        var file = shop.oneInteraction();
        var arn = shop.imported("monday", dataset, file);

        assertThat(refusal(() -> shop.beginImport("monday", dataset, file))).isEqualTo(exists(arn));
        assertThat(refusal(() -> shop.beginImport("monday", items, file))).isEqualTo(exists(arn));
    }

    @Test
    void thereMustBeDataBeforeMoreIsAdded() {
        var dataset = shop.interactions();
        var file = shop.oneInteraction();

        assertThat(refusal(() -> incremental("first", dataset, file)))
                .isEqualTo(
                        "InvalidInputException: Dataset " + dataset + " has no imported data yet, so there is nothing"
                                + " to add to. Import with importMode FULL first.");

        shop.imported("full", dataset, file);
        var second = incremental("second", dataset, file);
        await("ACTIVE", () -> shop.job(second).status());
        assertThat(shop.job(second).importModeAsString()).isEqualTo("INCREMENTAL");
    }

    private String incremental(String name, String dataset, String location) {
        return personalize
                .createDatasetImportJob(request -> request.jobName(name)
                        .datasetArn(dataset)
                        .importMode("INCREMENTAL")
                        .dataSource(source -> source.dataLocation(location)))
                .datasetImportJobArn();
    }

    @Test
    void theDatasetMustExistAndBeActive() {
        var dataset = shop.interactions();
        var file = shop.oneInteraction();
        var none = shop.arn("dataset/none/ITEMS");

        assertThat(refusal(() -> shop.beginImport("monday", none, file))).isEqualTo(notFound(none));
        personalize.deleteDataset(request -> request.datasetArn(dataset));
        assertThat(refusal(() -> shop.beginImport("monday", dataset, file)))
                .isEqualTo(
                        "ResourceInUseException: Resource Arn " + dataset + " is DELETE PENDING: it is being deleted.");
    }

    @Test
    void metricsCannotBePublishedWithoutAMetricAttribution() {
        var dataset = shop.interactions();

        assertThat(refusal(() -> personalize.createDatasetImportJob(request -> request.jobName("monday")
                        .datasetArn(dataset)
                        .publishAttributionMetricsToS3(true)
                        .dataSource(source -> source.dataLocation("s3://b/k")))))
                .startsWith("InvalidInputException: publishAttributionMetricsToS3 needs a metric attribution");
    }

    @Test
    void theMembersFormsAreCheckedTogether() {
        assertThat(refusal(() -> personalize.createDatasetImportJob(request -> request.jobName("monday")
                        .roleArn("me")
                        .importMode("PARTIAL")
                        .dataSource(source -> source.dataLocation("/tmp/x.csv")))))
                .isEqualTo(validation(
                        missing("datasetArn"),
                        "Value '/tmp/x.csv' at 'dataSource.dataLocation' failed to satisfy constraint: Member must satisfy"
                                + " regular expression pattern: (s3|http|https)://.+",
                        "Value 'me' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression"
                                + " pattern: arn:([a-z\\d-]+):iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+",
                        "Value 'PARTIAL' at 'importMode' failed to satisfy constraint: Member must satisfy enum value set:"
                                + " [FULL, INCREMENTAL]"));
        assertThat(refusal(() -> personalize.createDatasetImportJob(request -> request.jobName("monday")
                        .datasetArn(shop.arn("dataset/shop/ITEMS"))
                        .dataSource(source -> {}))))
                .startsWith("InvalidInputException: dataSource.dataLocation is missing.");
    }

    @Test
    void noMoreThanTheQuotaCanBeUnderWay() {
        var small = Shop.openWithQuotasOfTwo();
        var dataset = small.interactions();
        var file = small.oneInteraction();
        Shop.hold("held-for-quota");
        var held = small.beginImport("held-for-quota", dataset, file);
        var waiting = small.beginImport("waiting", dataset, file);
        try {
            assertThat(refusal(() -> small.beginImport("third", dataset, file)))
                    .isEqualTo("LimitExceededException: More than 2 resources with PENDING or IN_PROGRESS status.");
            assertThat(small.job(waiting).status()).isEqualTo("CREATE PENDING");
        } finally {
            Shop.release("held-for-quota");
        }
        await("ACTIVE", () -> small.job(waiting).status());
        assertThat(small.job(held).lastUpdatedDateTime())
                .isBeforeOrEqualTo(small.job(waiting).lastUpdatedDateTime());
        assertThat(small.imported("third", dataset, file)).isEqualTo(small.arn("dataset-import-job/third"));
    }
}
