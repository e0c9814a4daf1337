package dev.kindred.server.snapshot;

import dev.kindred.server.catalog.DatasetFile;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.DatasetType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A dataset with its schema and its dataset files, as of one read of the catalog.
///
/// @param dataset null if the dataset group has no dataset of the type
/// @param files the oldest first
public record StoredDataset(@Nullable Dataset dataset, AvroSchema schema, List<DatasetFile> files) {

    /// Returns a dataset without rows and columns.
    public static StoredDataset none(DatasetType type) {
        return new StoredDataset(null, new AvroSchema(type.recordName(), List.of()), List.of());
    }
}
