package dev.kindred.compat;

import java.nio.file.Path;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.ImportMode;
import software.amazon.awssdk.services.s3.S3Client;

/// A dataset of interactions that is created through the API, and the files that it is imported from.
///
/// @param dataset its ARN
record Shop(PersonalizeClient personalize, String dataset) {

    static final String HEADER = "USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP\n";

    static final String SCHEMA = """
            {"type": "record", "name": "Interactions", "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
             "fields": [{"name": "USER_ID", "type": "string"}, {"name": "ITEM_ID", "type": "string"},
                        {"name": "EVENT_TYPE", "type": "string"}, {"name": "TIMESTAMP", "type": "long"}]}
            """;

    /// Creates schema, dataset group and dataset of that name, and waits until the dataset is `ACTIVE`.
    static Shop open(PersonalizeClient personalize, String name) {
        var schema = personalize
                .createSchema(request -> request.name(name).schema(SCHEMA))
                .schemaArn();
        var group =
                personalize.createDatasetGroup(request -> request.name(name)).datasetGroupArn();
        Polling.until(() -> personalize
                .describeDatasetGroup(request -> request.datasetGroupArn(group))
                .datasetGroup()
                .status()
                .equals("ACTIVE"));
        var dataset = personalize
                .createDataset(request -> request.name(name)
                        .schemaArn(schema)
                        .datasetGroupArn(group)
                        .datasetType("Interactions"))
                .datasetArn();
        Polling.until(() -> personalize
                .describeDataset(request -> request.datasetArn(dataset))
                .dataset()
                .status()
                .equals("ACTIVE"));
        return new Shop(personalize, dataset);
    }

    /// Uploads the file to `s3://data/<its name>`.
    static void upload(S3Client s3, Path file) {
        s3.putObject(request -> request.bucket("data").key(file.getFileName().toString()), RequestBody.fromFile(file));
    }

    /// Returns the ARN of a new import job of `s3://data/<key>`.
    String createJob(String name, String key, ImportMode mode) {
        return personalize
                .createDatasetImportJob(request -> request.jobName(name)
                        .datasetArn(dataset)
                        .importMode(mode)
                        .roleArn("arn:aws:iam::000000000000:role/PersonalizeRole")
                        .dataSource(source -> source.dataLocation("s3://data/" + key)))
                .datasetImportJobArn();
    }
}
