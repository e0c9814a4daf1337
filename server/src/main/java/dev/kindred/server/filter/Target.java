package dev.kindred.server.filter;

import dev.kindred.server.schema.DatasetType;

/// What a filter chooses among.
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

    /// The word that stands for it in an expression.
    public String keyword() {
        return keyword;
    }

    /// The dataset whose events can choose among it.
    DatasetType events() {
        return events;
    }

    /// The dataset whose columns can choose among it.
    DatasetType metadata() {
        return metadata;
    }
}
