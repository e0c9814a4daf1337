package dev.kindred.engine.data;

/// All that a model of actions is trained on.
///
/// @param actions the ids of all actions, with or without events
/// @param log what users did with actions
/// @param users what else is known of the users of `log`
/// @param items the ids of the items
/// @param interactions what users did with items; its users are numbered by themselves
/// @param itemUsers for each user of `log` the same one in `interactions`, or -1
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
