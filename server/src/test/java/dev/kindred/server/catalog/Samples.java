package dev.kindred.server.catalog;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.DataSource;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetGroup;
import dev.kindred.server.resource.DatasetImportJob;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.ImportMode;
import dev.kindred.server.resource.Resource;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Resources for tests, all with the same creation time.
final class Samples {
    static final Scope HERE = new Scope("000000000000", "here");

    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private Samples() {}

    static Arn datasetArn(Scope scope) {
        return scope.arn("dataset", "shop/ITEMS");
    }

    static DatasetImportJob job(Scope scope, String name, Arn dataset) {
        return new DatasetImportJob(
                name,
                scope.arn("dataset-import-job", name),
                dataset,
                new DataSource("s3://bucket/items.csv"),
                null,
                Status.CREATE_PENDING,
                THEN,
                THEN,
                null,
                ImportMode.FULL,
                false);
    }

    static DatasetGroup group(String name) {
        return new DatasetGroup(
                name, HERE.arn("dataset-group", name), Status.CREATE_PENDING, null, null, THEN, THEN, null, null);
    }

    static Dataset dataset(DatasetGroup group) {
        return new Dataset(
                "items",
                HERE.arn("dataset", group.name() + "/ITEMS"),
                group.arn(),
                "ITEMS",
                HERE.arn("schema", "items"),
                Status.ACTIVE,
                THEN,
                THEN,
                null,
                null);
    }

    static DatasetSchema schema(String name) {
        return new DatasetSchema(name, HERE.arn("schema", name), "{}", THEN, THEN, null);
    }

    static ModelRecord model(Arn owner, long generation, String file) {
        return new ModelRecord(owner, generation, file, 10, 20, Map.of("coverage", 0.5), THEN, 1_000);
    }

    /// Adds resources in one transaction, the last one as the newest.
    static void insert(Catalog catalog, Resource... resources) {
        catalog.write(transaction -> {
            for (var resource : resources) {
                transaction.insert(resource, List.of());
            }
            return resources.length;
        });
    }
}
