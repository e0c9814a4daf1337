package dev.kindred.server.filter;

import dev.kindred.server.schema.DatasetType;

/// The names of datasets in expressions.
final class Names {

    static final String CURRENT_USER = "CurrentUser";
    static final String CURRENT_ITEM = "CurrentItem";

    private Names() {}

    static String of(DatasetType dataset) {
        return switch (dataset) {
            case INTERACTIONS -> "Interactions";
            case ITEMS -> "Items";
            case USERS -> "Users";
            case ACTIONS -> "Actions";
            case ACTION_INTERACTIONS -> "Action_Interactions";
        };
    }
}
