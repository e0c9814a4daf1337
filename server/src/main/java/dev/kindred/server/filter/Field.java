package dev.kindred.server.filter;

import dev.kindred.server.schema.DatasetType;

/// A column that a condition is about.
///
/// @param dataset of a `CurrentUser` field, Users
/// @param isCurrentUser whether it is the request's own user that is meant
/// @param name as the expression spells it
public record Field(DatasetType dataset, boolean isCurrentUser, String name) {

    /// The field as an expression writes it: `Items.GENRE`.
    @Override
    public String toString() {
        return (isCurrentUser ? Names.CURRENT_USER : Names.of(dataset)) + "." + name;
    }
}
