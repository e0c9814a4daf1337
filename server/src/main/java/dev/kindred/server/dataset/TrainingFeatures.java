package dev.kindred.server.dataset;

import dev.kindred.server.dataset.table.LiveActions;
import dev.kindred.server.dataset.table.LiveItems;
import dev.kindred.server.dataset.table.LiveUsers;
import dev.kindred.server.snapshot.Snapshot;
import dev.kindred.server.snapshot.StoredDatasets;
import org.jspecify.annotations.Nullable;

/// The events of a dataset group and the attributes of its items, users and actions, all from the dataset files
/// that one read of the catalog lists. Live data are excluded.
///
/// @param stored the dataset files of all the data
/// @param interactions with items
/// @param items empty if the recipe does not use them
/// @param users empty if the recipe does not use them
/// @param actions null unless the recipe recommends actions
public record TrainingFeatures(
        StoredDatasets stored,
        Snapshot interactions,
        LiveItems items,
        LiveUsers users,
        @Nullable Actions actions) {

    /// The actions of a dataset group.
    ///
    /// @param interactions with actions; its items are the actions
    public record Actions(Snapshot interactions, LiveActions table) {}
}
