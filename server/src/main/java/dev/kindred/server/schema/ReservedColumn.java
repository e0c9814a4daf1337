package dev.kindred.server.schema;

import static dev.kindred.server.schema.ColumnType.DOUBLE;
import static dev.kindred.server.schema.ColumnType.FLOAT;
import static dev.kindred.server.schema.ColumnType.INT;
import static dev.kindred.server.schema.ColumnType.LONG;
import static dev.kindred.server.schema.ColumnType.STRING;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A column name with a meaning defined by Personalize, and its permitted declaration.
///
/// @param required whether the schema must have the column, which then must not be nullable
/// @param flag the flag that the column must have, and the only one that it may have
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/how-it-works-dataset-schema.html">Schemas</a>
record ReservedColumn(String name, boolean required, Set<ColumnType> types, Flag flag) {

    enum Flag {
        NONE,
        CATEGORICAL,
        TEXTUAL,
        /// Categorical or not.
        ANY
    }

    /// Returns the reserved columns of a dataset type in a domain, the required ones first.
    static List<ReservedColumn> of(DatasetType type, @Nullable Domain domain) {
        return switch (type) {
            case INTERACTIONS -> interactions(domain);
            case ITEMS -> items(domain);
            case USERS -> users(domain);
            case ACTIONS -> actions();
            case ACTION_INTERACTIONS -> actionInteractions();
        };
    }

    private static List<ReservedColumn> interactions(@Nullable Domain domain) {
        return List.of(
                required("USER_ID", STRING),
                required("ITEM_ID", STRING),
                required("TIMESTAMP", LONG),
                domain == null ? optional("EVENT_TYPE", STRING) : required("EVENT_TYPE", STRING),
                optional("EVENT_VALUE", FLOAT, DOUBLE),
                optional("IMPRESSION", STRING),
                optional("RECOMMENDATION_ID", STRING),
                optional("EVENT_ATTRIBUTION_SOURCE", STRING));
    }

    private static List<ReservedColumn> items(@Nullable Domain domain) {
        List<ReservedColumn> columns = new ArrayList<>();
        columns.add(required("ITEM_ID", STRING));
        if (domain == null) {
            columns.add(optional("CREATION_TIMESTAMP", LONG));
            return columns;
        }
        switch (domain) {
            case ECOMMERCE -> {
                columns.add(required("PRICE", FLOAT));
                columns.add(flagged("CATEGORY_L1", true, Flag.CATEGORICAL));
                addCategorical(columns, "CATEGORY_L2", "CATEGORY_L3", "AGE_GROUP", "ADULT", "GENDER");
                // AWS's pages disagree on the type: one has long, one has float.
                columns.add(optional("CREATION_TIMESTAMP", LONG, INT, FLOAT, DOUBLE));
            }
            case VIDEO_ON_DEMAND -> {
                columns.add(required("CREATION_TIMESTAMP", LONG));
                addCategorical(columns, "GENRE_L2", "GENRE_L3", "CONTENT_OWNER", "CONTENT_CLASSIFICATION");
                columns.add(optional("PRICE", FLOAT));
                columns.add(optional("DURATION", FLOAT));
                columns.add(optional("AVERAGE_RATING", FLOAT));
            }
        }
        columns.add(flagged("PRODUCT_DESCRIPTION", false, Flag.TEXTUAL));
        return columns;
    }

    private static List<ReservedColumn> users(@Nullable Domain domain) {
        return domain == Domain.VIDEO_ON_DEMAND
                ? List.of(required("USER_ID", STRING), flagged("SUBSCRIPTION_MODEL", false, Flag.CATEGORICAL))
                : List.of(required("USER_ID", STRING));
    }

    private static List<ReservedColumn> actions() {
        return List.of(
                required("ACTION_ID", STRING),
                optional("CREATION_TIMESTAMP", LONG),
                optional("VALUE", LONG),
                flagged("TYPE", false, Flag.ANY),
                optional("EXPIRATION_TIMESTAMP", LONG),
                optional("ACTION_EXPIRATION_TIMESTAMP", LONG),
                optional("REPEAT_FREQUENCY", LONG));
    }

    private static List<ReservedColumn> actionInteractions() {
        return List.of(
                required("USER_ID", STRING),
                required("ACTION_ID", STRING),
                required("EVENT_TYPE", STRING),
                required("TIMESTAMP", LONG),
                optional("IMPRESSION", STRING),
                optional("RECOMMENDATION_ID", STRING));
    }

    private static ReservedColumn required(String name, ColumnType type) {
        return new ReservedColumn(name, true, EnumSet.of(type), Flag.NONE);
    }

    private static ReservedColumn optional(String name, ColumnType type, ColumnType... more) {
        return new ReservedColumn(name, false, EnumSet.of(type, more), Flag.NONE);
    }

    private static ReservedColumn flagged(String name, boolean required, Flag flag) {
        return new ReservedColumn(name, required, EnumSet.of(STRING), flag);
    }

    private static void addCategorical(List<ReservedColumn> columns, String... names) {
        for (String name : names) {
            columns.add(flagged(name, false, Flag.CATEGORICAL));
        }
    }

    /// Returns the required declaration of the column: `long or double, not null, categorical`.
    String expectation() {
        String type = types.stream().map(ColumnType::avroName).collect(Collectors.joining(" or "));
        return switch (flag) {
            case NONE, ANY -> type;
            case CATEGORICAL -> "categorical " + type;
            case TEXTUAL -> "textual " + type;
        };
    }

    boolean allowsFlagsOf(Column column) {
        if (column.itemName()) {
            return false;
        }
        return switch (flag) {
            case NONE -> !column.categorical() && !column.textual();
            case CATEGORICAL -> column.categorical();
            case TEXTUAL -> column.textual();
            case ANY -> !column.textual();
        };
    }
}
