package dev.kindred.engine.ranking;

/// The events of a user with actions of the model, in any order. The arrays have the same length and are never
/// written to.
///
/// @param actions action indices of the model; an action can occur more than once
/// @param taken whether the user took the action
@SuppressWarnings("ArrayRecordComponent") // made for one request, never compared
public record PastActions(int[] actions, boolean[] taken) {

    /// The events of an unknown user.
    public static final PastActions NONE = new PastActions(new int[0], new boolean[0]);

    public int size() {
        return actions.length;
    }
}
