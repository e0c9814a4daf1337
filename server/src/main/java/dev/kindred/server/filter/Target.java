package dev.kindred.server.filter;

import dev.kindred.server.schema.DatasetType;

/// The kind of rows that a filter selects.
public enum Target {
    ITEMS("ItemID", DatasetType.INTERACTIONS, DatasetType.ITEMS),
    USERS("UserID", DatasetType.INTERACTIONS, DatasetType.USERS),
    ACTIONS("ActionID", DatasetType.ACTION_INTERACTIONS, DatasetType.ACTIONS);

    private final String keyword;
    private final DatasetType events;
    private final DatasetType metadata;

    Target(String keyword, DatasetType events, DatasetType metadata) {
        this.keyword = keyword;
        this.events = events;
        this.metadata = metadata;
    }

    /// The target's keyword in an expression.
    public String keyword() {
        return keyword;
    }

    /// The dataset of events that conditions may test.
    DatasetType events() {
        return events;
    }

    /// The dataset of metadata that conditions may test.
    DatasetType metadata() {
        return metadata;
    }
}
