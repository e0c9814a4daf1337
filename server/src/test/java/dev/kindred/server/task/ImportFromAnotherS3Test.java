package dev.kindred.server.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.cli.TestServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetImportJob;

/// Imports whose data lies in an S3 that is not the server's own: here another server's.
class ImportFromAnotherS3Test {

    private static final String SCHEMA = """
            {"type":"record","name":"Interactions","namespace":"com.amazonaws.personalize.schema","version":"1.0","fields":[
             {"name":"USER_ID","type":"string"},{"name":"ITEM_ID","type":"string"},{"name":"TIMESTAMP","type":"long"}]}""";

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
    void aFolderIsReadFromTheS3ThatTheSettingsName() throws InterruptedException {
        try (var other = TestServer.start();
                var s3 = other.s3();
                var server =
                        TestServer.start(Map.of("s3.endpoint", other.endpoint().toString()));
                var personalize = server.personalize()) {
            s3.createBucket(request -> request.bucket("lake"));
            for (var name : new String[] {"in/a.csv", "in/b.csv", "in/below/c.csv"}) {
                s3.putObject(
                        request -> request.bucket("lake").key(name),
                        RequestBody.fromString("USER_ID,ITEM_ID,TIMESTAMP\nu-" + name + ",i,1700000000\n"));
            }
            var dataset = createDataset(personalize);

            var imported = importFrom(personalize, dataset, "good", "s3://lake/in/");
            var missing = importFrom(personalize, dataset, "missing", "s3://nowhere/in.csv");

            assertThat(imported.status()).isEqualTo("ACTIVE");
            assertThat(missing.status()).isEqualTo("CREATE FAILED");
            assertThat(missing.failureReason()).contains("nowhere").contains("does not exist");
        }
    }

    private static String createDataset(PersonalizeClient personalize) throws InterruptedException {
        var schema = personalize
                .createSchema(request -> request.name("lake").schema(SCHEMA))
                .schemaArn();
        var group =
                personalize.createDatasetGroup(request -> request.name("lake")).datasetGroupArn();
        while (!personalize
                .describeDatasetGroup(request -> request.datasetGroupArn(group))
                .datasetGroup()
                .status()
                .equals("ACTIVE")) {
            Thread.sleep(10);
        }
        var dataset = personalize
                .createDataset(request -> request.name("lake")
                        .schemaArn(schema)
                        .datasetGroupArn(group)
                        .datasetType("Interactions"))
                .datasetArn();
        while (!personalize
                .describeDataset(request -> request.datasetArn(dataset))
                .dataset()
                .status()
                .equals("ACTIVE")) {
            Thread.sleep(10);
        }
        return dataset;
    }

    private static DatasetImportJob importFrom(
            PersonalizeClient personalize, String dataset, String name, String location) throws InterruptedException {
        var arn = personalize
                .createDatasetImportJob(request ->
                        request.jobName(name).datasetArn(dataset).dataSource(source -> source.dataLocation(location)))
                .datasetImportJobArn();
        while (true) {
            var job = personalize
                    .describeDatasetImportJob(request -> request.datasetImportJobArn(arn))
                    .datasetImportJob();
            if (job.status().equals("ACTIVE") || job.status().equals("CREATE FAILED")) {
                return job;
            }
            Thread.sleep(10);
        }
    }
}
