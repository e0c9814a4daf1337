package dev.kindred.server.snapshot;

import dev.kindred.engine.data.InteractionLog;

/// The interactions that a selection keeps, and the users who have any.
///
/// @param log over all items of the snapshot and the kept users
/// @param users the snapshot's index of each kept user, ascending
/// @param usersWithTwo how many users have two interactions or more
/// @param allUsers how many users the snapshot has
@SuppressWarnings("ArrayRecordComponent") // shared with training, compared with nothing
public record SelectedLog(InteractionLog log, int[] users, int usersWithTwo, int allUsers) {}
