package dev.kindred.server.task;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.stream.Streams;
import java.time.Instant;
import java.util.Set;

/// Whether a dataset group has data that an earlier training has not seen.
@FunctionalInterface
public interface NewData {

    /// What an update of a model looks at.
    Set<DatasetType> TAKEN_IN = Set.of(DatasetType.INTERACTIONS, DatasetType.ITEMS);

    /// Interactions, with items or with actions, that were imported.
    NewData IMPORTED = NewData::areImported;

    /// Those that were imported, and those that were streamed and are in no dataset file yet: a training makes
    /// them one.
    static NewData importedOrStreamed(Streams streams) {
        return (view, group, then) -> areImported(view, group, then)
                || view.resources().childrenOf(group, Dataset.class, ResourceKind.DATASET).stream()
                        .filter(dataset ->
                                DatasetType.valueOf(dataset.datasetType()).isEvents())
                        .anyMatch(streams::hasUnsealed);
    }

    /// Those, and items likewise.
    static NewData orItems(Streams streams) {
        return (view, group, then) -> view.resources().childrenOf(group, Dataset.class, ResourceKind.DATASET).stream()
                .filter(dataset -> TAKEN_IN.contains(DatasetType.valueOf(dataset.datasetType())))
                .anyMatch(dataset -> streams.hasUnsealed(dataset)
                        || view.datasetFiles().of(dataset.arn()).stream()
                                .anyMatch(datasetFile -> datasetFile.createdAt().isAfter(then)));
    }

    /// Returns whether such data have come into the dataset group since `then`.
    boolean since(CatalogView view, Arn datasetGroup, Instant then);

    private static boolean areImported(CatalogView view, Arn datasetGroup, Instant then) {
        return view.resources().childrenOf(datasetGroup, Dataset.class, ResourceKind.DATASET).stream()
                .filter(dataset -> DatasetType.valueOf(dataset.datasetType()).isEvents())
                .flatMap(dataset -> view.datasetFiles().of(dataset.arn()).stream())
                .anyMatch(datasetFile -> datasetFile.createdAt().isAfter(then));
    }
}
