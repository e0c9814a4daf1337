package dev.kindred.server.operation.dataset;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.resource.DatasetSchema;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Validation of a schema against a dataset's type and its group's domain.
final class SchemaFit {

    private SchemaFit() {}

    /// Checks that datasets of `type` in a group of `domain` can use `schema`.
    ///
    /// @throws InvalidInput naming the mismatch
    static void require(DatasetSchema schema, DatasetType type, @Nullable String domain) {
        if (domain != null && (type == DatasetType.ACTIONS || type == DatasetType.ACTION_INTERACTIONS)) {
            throw new InvalidInput("Datasets of type %s are for custom dataset groups; this one is for %s."
                    .formatted(type, named(domain)));
        }
        var avro = AvroSchema.parse(schema.schema());
        if (!avro.findDatasetType().equals(Optional.of(type))) {
            throw new InvalidInput("Schema %s is for %s; a dataset of type %s needs one whose name is %s."
                    .formatted(schema.arn(), avro.recordName(), type, type.recordName()));
        }
        if (!Objects.equals(schema.domain(), domain)) {
            throw new InvalidInput("Schema %s is for %s, but the dataset group is for %s. Create the schema %s."
                    .formatted(
                            schema.arn(),
                            named(schema.domain()),
                            named(domain),
                            domain == null ? "without a domain" : "with the domain " + domain));
        }
    }

    private static String named(@Nullable String domain) {
        return domain == null ? "custom dataset groups" : "the domain " + domain;
    }
}
