package dev.kindred.server.cli;

import software.amazon.awssdk.services.personalize.PersonalizeClient;

/// Creates datasets of interactions through the API.
record Interactions(PersonalizeClient personalize) {

    private static final String SCHEMA = """
            {"type": "record", "name": "Interactions", "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
             "fields": [{"name": "USER_ID", "type": "string"}, {"name": "ITEM_ID", "type": "string"},
                        {"name": "EVENT_TYPE", "type": "string"}, {"name": "TIMESTAMP", "type": "long"}]}
            """;

    /// Creates a schema, a dataset group and its dataset, waits until it is `ACTIVE`, and returns its ARN.
    String create(String name) {
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
        return dataset;
    }
}
