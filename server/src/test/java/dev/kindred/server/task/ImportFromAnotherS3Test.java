package dev.kindred.server.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import dev.kindred.server.operation.Shop;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.core.sync.RequestBody;

/// Imports from an S3 other than the server's own: here another server's.
@Isolated("it sets system properties")
class ImportFromAnotherS3Test {

    @BeforeEach
    void credentialsAreInTheUsualChain() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @AfterEach
    void credentialsAreGone() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void aFolderIsReadFromTheS3ThatTheSettingsName() {
        try (var other = TestServer.start();
                var s3 = other.s3();
                var server =
                        TestServer.start(Map.of("s3.endpoint", other.endpoint().toString()))) {
            s3.createBucket(request -> request.bucket("lake"));
            for (var name : new String[] {"in/a.csv", "in/b.csv", "in/below/c.csv"}) {
                s3.putObject(
                        request -> request.bucket("lake").key(name),
                        RequestBody.fromString("USER_ID,ITEM_ID,TIMESTAMP\nu-" + name + ",i,1700000000\n"));
            }
            var shop = Shop.at(server);
            var dataset = shop.interactions();

            s3.putObject(request -> request.bucket("lake").key("in/_SUCCESS"), RequestBody.fromBytes(new byte[0]));

            var folder = shop.imported("good", dataset, "s3://lake/in/");
            var withoutSlash = shop.imported("without-slash", dataset, "s3://lake/in");
            var missing = shop.beginImport("missing", dataset, "s3://nowhere/in.csv");
            Shop.await("CREATE FAILED", () -> shop.job(missing).status());

            assertThat(shop.report(folder).get("rowsImported").asInt()).isEqualTo(2);
            assertThat(shop.report(withoutSlash).get("rowsImported").asInt()).isEqualTo(2);
            assertThat(shop.report(withoutSlash).get("warnings").get(0).asString())
                    .startsWith("Passed over: _SUCCESS (");
            assertThat(shop.job(missing).failureReason()).contains("nowhere").contains("does not exist");
        }
    }
}
