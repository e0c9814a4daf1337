package dev.kindred.server.operation;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.error.ServiceException.ResourceInUse;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Status;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The schemas of a dataset group's datasets. They define the columns for training and for filters. Datasets
/// that are being deleted are left out.
public final class GroupSchemas {

    private static final Set<Status> GOING = Set.of(Status.DELETE_PENDING, Status.DELETE_IN_PROGRESS);

    private final Map<DatasetType, AvroSchema> schemas;
    private final Map<DatasetType, Dataset> going;
    private final Arn group;

    private GroupSchemas(Arn group, Map<DatasetType, AvroSchema> schemas, Map<DatasetType, Dataset> going) {
        this.group = group;
        this.schemas = schemas;
        this.going = going;
    }

    /// Reads the current schemas of a dataset group's datasets.
    public static GroupSchemas of(CatalogView view, Arn group) {
        var schemas = new EnumMap<DatasetType, AvroSchema>(DatasetType.class);
        var going = new EnumMap<DatasetType, Dataset>(DatasetType.class);
        for (var dataset : view.resources().childrenOf(group, Dataset.class, ResourceKind.DATASET)) {
            var type = DatasetType.valueOf(dataset.datasetType());
            if (GOING.contains(dataset.status())) {
                going.put(type, dataset);
            } else {
                var schema = view.require(DatasetSchema.class, dataset.schemaArn());
                schemas.put(type, AvroSchema.parse(schema.schema()));
            }
        }
        return new GroupSchemas(group, schemas, going);
    }

    /// Returns the schemas by dataset type.
    public Map<DatasetType, AvroSchema> byType() {
        return schemas;
    }

    public Optional<AvroSchema> find(DatasetType type) {
        return Optional.ofNullable(schemas.get(type));
    }

    /// Returns the schema of the dataset of that type.
    ///
    /// @param purpose the feature that needs it, as the beginning of a sentence
    /// @throws InvalidInput if there is no such dataset
    public AvroSchema require(DatasetType type, String purpose) {
        return find(type)
                .orElseThrow(() -> new InvalidInput("%s needs a dataset of type %s, and dataset group %s has none."
                        .formatted(purpose, type, group)));
    }

    /// Checks that no dataset of that type is being deleted.
    ///
    /// @throws ResourceInUse if one is
    public void requireNotGoing(DatasetType type) {
        var dataset = going.get(type);
        if (dataset != null) {
            dataset.requireActive();
        }
    }

    /// Returns the column of that name.
    ///
    /// @param member the member of the request that names it
    /// @throws InvalidInput if there is no such column, listing the existing ones
    public Column requireColumn(DatasetType type, String name, String member) {
        var schema = require(type, member);
        return schema.find(name)
                .orElseThrow(() -> new InvalidInput(
                        "%s names the column %s, which the dataset of type %s does not have. It has %s."
                                .formatted(
                                        member,
                                        name,
                                        type,
                                        schema.columns().stream()
                                                .map(Column::name)
                                                .collect(Collectors.joining(", ")))));
    }
}
