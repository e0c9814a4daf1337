package dev.kindred.server.snapshot;

import dev.kindred.engine.data.InteractionContext;
import dev.kindred.engine.data.InteractionLog;
import java.util.List;

/// The interactions that a selection keeps, and the users who have any.
///
/// @param log over all items of the snapshot and the kept users
/// @param users the snapshot's index of each kept user, ascending
/// @param usersWithTwo the number of users with at least two interactions
/// @param allUsers the number of users of the snapshot
/// @param contexts the context columns of the interactions in the log
@SuppressWarnings("ArrayRecordComponent") // shared with training, never compared
public record SelectedLog(
        InteractionLog log, int[] users, int usersWithTwo, int allUsers, List<InteractionContext> contexts) {}
