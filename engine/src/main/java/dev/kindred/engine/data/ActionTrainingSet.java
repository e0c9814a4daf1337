package dev.kindred.engine.data;

/// The training data of a model of actions.
///
/// @param actions the ids of all actions, with or without events
/// @param log the events of users with actions
/// @param users the metadata of the users of `log`
/// @param items the ids of the items
/// @param interactions the interactions of users with items; its users have their own indices
/// @param itemUsers the index in `interactions` of each user of `log`, or -1
public record ActionTrainingSet(
        IdIndex actions, ActionLog log, UserTable users, IdIndex items, InteractionLog interactions, int[] itemUsers) {

    public ActionTrainingSet {
        if (log.actionCount() != actions.size()
                || log.userCount() != users.size()
                || log.userCount() != itemUsers.length
                || interactions.itemCount() != items.size()) {
            throw new IllegalArgumentException("the tables differ in size from the logs");
        }
    }
}
