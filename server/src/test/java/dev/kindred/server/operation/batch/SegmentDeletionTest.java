package dev.kindred.server.operation.batch;

import static dev.kindred.server.operation.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.operation.Shop;
import dev.kindred.server.operation.runtime.GenreTasteFixture;
import dev.kindred.server.task.ImportDataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentDeletionTest {

    private static final String GONE = "who-is-to-be-forgotten";

    @Test
    void whoWasDeletedIsInNoSegmentOfAnOlderModelAndInNoModel(@TempDir Path folder) throws IOException {
        try (var server = TestServer.in(folder, Map.of(), ImportDataset.Milestones.UNWATCHED)) {
            var fixture = new GenreTasteFixture(Shop.at(server));
            importVisitsOf(GONE, fixture);
            var version = fixture.version("by-item", "aws-item-affinity");
            assertThat(segment("before", version, fixture)).contains("\"" + GONE + "\"");
            assertThat(modelsWith(folder, GONE)).isEmpty();

            var job = fixture.personalize
                    .createDataDeletionJob(create -> create.jobName("forget")
                            .datasetGroupArn(fixture.group)
                            .roleArn("arn:aws:iam::000000000000:role/any")
                            .dataSource(it -> it.dataLocation(fixture.shop.upload("forget.csv", "USER_ID", GONE))))
                    .dataDeletionJobArn();
            await(() -> fixture.personalize
                    .describeDataDeletionJob(it -> it.dataDeletionJobArn(job))
                    .dataDeletionJob()
                    .status()
                    .equals("COMPLETED"));

            assertThat(segment("after", version, fixture)).doesNotContain(GONE).contains("\"u0\"");
            fixture.close();
        }
    }

    private static void importVisitsOf(String user, GenreTasteFixture fixture) {
        var visits = fixture.shop.upload(
                "visits-too.csv",
                "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,PLACE",
                user + ",c1,1700000001,watch,indoors",
                user + ",c2,1700000002,watch,indoors");
        var job = fixture.personalize
                .createDatasetImportJob(create -> create.jobName("visits-too")
                        .datasetArn(fixture.interactions)
                        .importMode("INCREMENTAL")
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .dataSource(it -> it.dataLocation(visits)))
                .datasetImportJobArn();
        await("ACTIVE", () -> fixture.shop.job(job).status());
    }

    private static String segment(String name, String version, GenreTasteFixture fixture) {
        return fixture.segmented(name, version, create -> create.numResults(1000), "{\"itemId\":\"c2\"}")
                .getFirst();
    }

    private static List<Path> modelsWith(Path folder, String text) throws IOException {
        try (var files = Files.walk(folder.resolve("models"))) {
            var all = files.filter(Files::isRegularFile).toList();
            assertThat(all).isNotEmpty();
            return all.stream().filter(file -> has(file, text)).toList();
        }
    }

    private static boolean has(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
