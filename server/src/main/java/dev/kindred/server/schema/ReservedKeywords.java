package dev.kindred.server.schema;

import java.util.Set;

/// The names of reserved columns, which AWS calls reserved keywords. An event type must not be one of them.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/how-it-works-dataset-schema.html">Schemas</a>
public final class ReservedKeywords {

    public static final Set<String> ALL = Set.of(
            "USER_ID",
            "ITEM_ID",
            "EVENT_TYPE",
            "EVENT_VALUE",
            "TIMESTAMP",
            "IMPRESSION",
            "RECOMMENDATION_ID",
            "EVENT_ATTRIBUTION_SOURCE",
            "CREATION_TIMESTAMP");

    private ReservedKeywords() {}
}
