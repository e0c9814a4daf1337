package dev.kindred.server.task;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Dataset;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.schema.DatasetType;
import dev.kindred.server.stream.Streams;
import java.time.Instant;
import java.util.Set;

/// Test for data of a dataset group that an earlier training has not used.
@FunctionalInterface
public interface NewData {

    /// The dataset types that a model update reads.
    Set<DatasetType> TAKEN_IN = Set.of(DatasetType.INTERACTIONS, DatasetType.ITEMS);

    /// Imported interactions, with items or with actions.
    NewData IMPORTED = NewData::areImported;

    /// Imported interactions, and streamed interactions that are not in a dataset file yet. A training writes
    /// streamed interactions to a dataset file.
    static NewData importedOrStreamed(Streams streams) {
        return (view, group, then) -> areImported(view, group, then)
                || view.resources().childrenOf(group, Dataset.class, ResourceKind.DATASET).stream()
                        .filter(dataset ->
                                DatasetType.valueOf(dataset.datasetType()).isEvents())
                        .anyMatch(streams::hasUnsealed);
    }

    /// Imported or streamed interactions and items.
    static NewData orItems(Streams streams) {
        return (view, group, then) -> view.resources().childrenOf(group, Dataset.class, ResourceKind.DATASET).stream()
                .filter(dataset -> TAKEN_IN.contains(DatasetType.valueOf(dataset.datasetType())))
                .anyMatch(dataset -> streams.hasUnsealed(dataset)
                        || view.datasetFiles().of(dataset.arn()).stream()
                                .anyMatch(datasetFile -> datasetFile.createdAt().isAfter(then)));
    }

    /// Returns whether the dataset group received such data after `then`.
    boolean since(CatalogView view, Arn datasetGroup, Instant then);

    private static boolean areImported(CatalogView view, Arn datasetGroup, Instant then) {
        return view.resources().childrenOf(datasetGroup, Dataset.class, ResourceKind.DATASET).stream()
                .filter(dataset -> DatasetType.valueOf(dataset.datasetType()).isEvents())
                .flatMap(dataset -> view.datasetFiles().of(dataset.arn()).stream())
                .anyMatch(datasetFile -> datasetFile.createdAt().isAfter(then));
    }
}
