package dev.kindred.engine.ranking;

/// The events of a user with actions of the model, in any order. The arrays are as long as each other and must
/// not be written to.
///
/// @param actions action indices of the model; an action can come up more than once
/// @param taken whether the user took it then
@SuppressWarnings("ArrayRecordComponent") // made for one request, compared with nothing
public record PastActions(int[] actions, boolean[] taken) {

    /// Those of an unknown user.
    public static final PastActions NONE = new PastActions(new int[0], new boolean[0]);

    public int size() {
        return actions.length;
    }
}
