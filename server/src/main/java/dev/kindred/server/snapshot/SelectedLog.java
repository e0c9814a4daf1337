package dev.kindred.server.snapshot;

import dev.kindred.engine.data.InteractionContext;
import dev.kindred.engine.data.InteractionLog;
import java.util.List;

/// The interactions that a selection keeps, and the users who have any.
///
/// @param log over all items of the snapshot and the kept users
/// @param users the snapshot's index of each kept user, ascending
/// @param usersWithTwo how many users have two interactions or more
/// @param allUsers how many users the snapshot has
/// @param contexts the circumstances of the interactions in the log
@SuppressWarnings("ArrayRecordComponent") // shared with training, compared with nothing
public record SelectedLog(
        InteractionLog log, int[] users, int usersWithTwo, int allUsers, List<InteractionContext> contexts) {}
