package dev.kindred.server.demo;

import dev.kindred.server.schema.DatasetType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetGroupSummary;

/// Creates a dataset group, schemas and datasets for some files, or reuses those of an earlier run if they
/// match. The schema of a dataset cannot be replaced by an arbitrary one, so files with another schema get
/// another group.
final class Workspace {

    /// The longest wait for a resource to become ACTIVE. Taste.
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final String ACTIVE = "ACTIVE";

    private final PersonalizeClient personalize;
    private final Screen screen;

    Workspace(PersonalizeClient personalize, Screen screen) {
        this.personalize = personalize;
        this.screen = screen;
    }

    /// A dataset group and its datasets.
    ///
    /// @param group its name
    record Datasets(String group, String groupArn, Map<DatasetType, String> arns) {

        String arn(DatasetType type) {
            var arn = arns.get(type);
            if (arn == null) {
                throw new IllegalArgumentException("no dataset of " + type);
            }
            return arn;
        }
    }

    /// Creates missing resources and waits until all are ACTIVE.
    ///
    /// @param wanted the desired name of the dataset group; a number is appended if that group has another
    /// schema
    Datasets prepare(String wanted, List<DataFile> files) throws InterruptedException {
        var name = wanted;
        for (int number = 2; !fits(name, files); number++) {
            name = wanted + "-" + number;
        }
        if (!name.equals(wanted)) {
            screen.say("%s has data of another schema. The demo uses %s.".formatted(wanted, name));
        }
        var groupArn = group(name);
        var arns = new EnumMap<DatasetType, String>(DatasetType.class);
        for (var file : files) {
            arns.put(file.type(), dataset(groupArn, name, file));
        }
        return new Datasets(name, groupArn, arns);
    }

    private boolean fits(String name, List<DataFile> files) {
        var group = findGroup(name);
        if (group.isPresent() && group.get().domain() != null) {
            return false;
        }
        for (var file : files) {
            var schema = findSchema(schemaName(name, file));
            if (schema.isPresent() && !textOf(schema.get()).equals(SchemaText.of(file.schema()))) {
                return false;
            }
            var dataset = group.flatMap(found -> findDataset(found.datasetGroupArn(), file.type()));
            if (dataset.isPresent() && !schema.equals(Optional.of(schemaOf(dataset.get())))) {
                return false;
            }
        }
        return true;
    }

    private String group(String name) throws InterruptedException {
        var existing = findGroup(name).map(DatasetGroupSummary::datasetGroupArn);
        var arn = existing.orElseGet(
                () -> personalize.createDatasetGroup(group -> group.name(name)).datasetGroupArn());
        awaitActive(
                arn,
                () -> personalize
                        .describeDatasetGroup(group -> group.datasetGroupArn(arn))
                        .datasetGroup()
                        .status());
        tell("dataset group", name, existing.isPresent());
        return arn;
    }

    private String dataset(String groupArn, String groupName, DataFile file) throws InterruptedException {
        var schemaName = schemaName(groupName, file);
        var existingSchema = findSchema(schemaName);
        var schemaArn = existingSchema.orElseGet(() -> personalize
                .createSchema(schema -> schema.name(schemaName).schema(SchemaText.of(file.schema())))
                .schemaArn());
        tell("schema", schemaName, existingSchema.isPresent());

        var existing = findDataset(groupArn, file.type());
        var arn = existing.orElseGet(() -> personalize
                .createDataset(dataset -> dataset.name(schemaName)
                        .datasetGroupArn(groupArn)
                        .datasetType(file.type().recordName())
                        .schemaArn(schemaArn))
                .datasetArn());
        awaitActive(
                arn,
                () -> personalize
                        .describeDataset(dataset -> dataset.datasetArn(arn))
                        .dataset()
                        .status());
        tell("dataset", file.type().recordName(), existing.isPresent());
        return arn;
    }

    private void tell(String kind, String name, boolean isThere) {
        screen.say("  %-14s %s%s".formatted(kind, name, isThere ? " (exists)" : ""));
    }

    private static String schemaName(String group, DataFile file) {
        return group + "-" + file.fileName().replace(".csv", "");
    }

    private Optional<DatasetGroupSummary> findGroup(String name) {
        return personalize.listDatasetGroupsPaginator(_ -> {}).datasetGroups().stream()
                .filter(group -> group.name().equals(name))
                .findFirst();
    }

    private Optional<String> findSchema(String name) {
        return personalize.listSchemasPaginator(_ -> {}).schemas().stream()
                .filter(schema -> schema.name().equals(name))
                .map(schema -> schema.schemaArn())
                .findFirst();
    }

    private Optional<String> findDataset(String groupArn, DatasetType type) {
        return personalize.listDatasetsPaginator(list -> list.datasetGroupArn(groupArn)).datasets().stream()
                .filter(dataset -> dataset.datasetType().equals(type.name()))
                .map(dataset -> dataset.datasetArn())
                .findFirst();
    }

    private String textOf(String schemaArn) {
        return personalize
                .describeSchema(schema -> schema.schemaArn(schemaArn))
                .schema()
                .schema();
    }

    private String schemaOf(String datasetArn) {
        return personalize
                .describeDataset(dataset -> dataset.datasetArn(datasetArn))
                .dataset()
                .schemaArn();
    }

    private static void awaitActive(String arn, Supplier<String> status) throws InterruptedException {
        long begun = System.nanoTime();
        for (var now = status.get(); !now.equals(ACTIVE); now = status.get()) {
            if (now.startsWith("DELETE") || now.endsWith("FAILED") || System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new DemoException("%s is %s and does not become ACTIVE: start again with another --data-dir."
                        .formatted(arn, now));
            }
            Thread.sleep(20);
        }
    }
}
