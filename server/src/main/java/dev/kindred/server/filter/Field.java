package dev.kindred.server.filter;

import dev.kindred.server.schema.DatasetType;

/// The column that a condition tests.
///
/// @param dataset the column's dataset; Users for a `CurrentUser` field
/// @param isCurrentUser whether the condition tests the user of the request
/// @param name the column name as the expression spells it
public record Field(DatasetType dataset, boolean isCurrentUser, String name) {

    /// Returns the field as an expression writes it: `Items.GENRE`.
    @Override
    public String toString() {
        return (isCurrentUser ? Names.CURRENT_USER : Names.of(dataset)) + "." + name;
    }
}
