package dev.kindred.server.dataset;

import dev.kindred.server.dataset.table.LiveActions;
import dev.kindred.server.dataset.table.LiveItems;
import dev.kindred.server.dataset.table.LiveUsers;
import dev.kindred.server.snapshot.Snapshot;
import dev.kindred.server.snapshot.StoredDatasets;
import org.jspecify.annotations.Nullable;

/// The events of a dataset group and the attributes of its items, users and actions, all from the dataset files that
/// one read of the catalog lists. Live data are not part of it.
///
/// @param stored the dataset files that everything here is read from
/// @param interactions with items
/// @param items none if the recipe does not use them
/// @param users none if the recipe does not use them
/// @param actions null unless actions are recommended
public record TrainingFeatures(
        StoredDatasets stored,
        Snapshot interactions,
        LiveItems items,
        LiveUsers users,
        @Nullable Actions actions) {

    /// The actions of a dataset group.
    ///
    /// @param interactions with actions; their items are the actions
    public record Actions(Snapshot interactions, LiveActions table) {}
}
