package dev.kindred.server.schema;

import dev.kindred.server.literal.Printable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of each dataset type for its schemas, in custom dataset groups and in domains.
public final class SchemaRules {

    private static final List<String> GENRES = List.of("GENRES", "GENRES_L1");

    private final SchemaQuotas quotas;

    public SchemaRules(SchemaQuotas quotas) {
        this.quotas = quotas;
    }

    /// Checks a schema against all rules of the dataset type that its record name determines. Returns that type.
    ///
    /// @param domain the domain of the schema, or null for custom dataset groups
    /// @throws InvalidSchemaException with all rules that the schema violates
    public DatasetType check(AvroSchema schema, @Nullable Domain domain) {
        DatasetType type = requireType(schema);
        if (domain != null && (type == DatasetType.ACTIONS || type == DatasetType.ACTION_INTERACTIONS)) {
            throw new InvalidSchemaException(
                    List.of("%s schemas are for custom dataset groups only: leave the domain %s out."
                            .formatted(type.recordName(), domain)));
        }
        List<ReservedColumn> reserved = ReservedColumn.of(type, domain);
        List<String> violations = new ArrayList<>();
        reserved.forEach(column -> checkReserved(schema, column, violations));
        if (type == DatasetType.ITEMS && domain == Domain.VIDEO_ON_DEMAND) {
            checkGenres(schema, violations);
        }
        checkFlags(schema, type, violations);
        checkMetadata(schema, type, domain, reserved, violations);
        if (!violations.isEmpty()) {
            throw new InvalidSchemaException(violations);
        }
        return type;
    }

    private static DatasetType requireType(AvroSchema schema) {
        return schema.findDatasetType()
                .orElseThrow(() -> new InvalidSchemaException(List.of(
                        "\"name\" at the top level is \"%s\"; it must tell the dataset type: Interactions, Items, Users, Actions or ActionInteractions."
                                .formatted(Printable.name(schema.recordName())))));
    }

    private static void checkReserved(AvroSchema schema, ReservedColumn reserved, List<String> violations) {
        Column column = schema.find(reserved.name()).orElse(null);
        if (column == null) {
            if (reserved.required()) {
                violations.add("Field %s is missing: %s schemas must have it as %s."
                        .formatted(reserved.name(), schema.recordName(), reserved.expectation()));
            }
            return;
        }
        if (!column.name().equals(reserved.name())) {
            violations.add("Field %s must be spelt %s: reserved names are upper-case."
                    .formatted(column.name(), reserved.name()));
        }
        if (!reserved.types().contains(column.type()) || !reserved.allowsFlagsOf(column)) {
            violations.add("Field %s must be declared as %s%s, not as %s."
                    .formatted(
                            reserved.name(),
                            reserved.expectation(),
                            reserved.flag() == ReservedColumn.Flag.NONE ? " without flags" : "",
                            column.declaration()));
        }
        if (reserved.required() && column.nullable()) {
            violations.add("Field %s is required and may not be null: take \"null\" out of its type."
                    .formatted(column.name()));
        }
    }

    /// AWS's pages have two names for the genres of a video.
    private static void checkGenres(AvroSchema schema, List<String> violations) {
        List<Column> genres = schema.columns().stream()
                .filter(column -> GENRES.contains(column.name()))
                .toList();
        if (genres.isEmpty()) {
            violations.add(
                    "Field GENRES is missing: Items schemas of VIDEO_ON_DEMAND must have it as categorical string.");
        }
        for (Column column : genres) {
            if (!column.categorical()) {
                violations.add("Field %s must be declared as categorical string, not as %s."
                        .formatted(column.name(), column.declaration()));
            }
        }
        if (!genres.isEmpty() && genres.stream().allMatch(Column::nullable)) {
            violations.add("Field %s is required and may not be null: take \"null\" out of its type."
                    .formatted(genres.getFirst().name()));
        }
    }

    private void checkFlags(AvroSchema schema, DatasetType type, List<String> violations) {
        List<String> textual =
                names(schema.columns().stream().filter(Column::textual).toList());
        List<String> itemNames =
                names(schema.columns().stream().filter(Column::itemName).toList());
        if (type != DatasetType.ITEMS) {
            textual.forEach(name -> violations.add("Field " + name + ": only Items schemas have textual fields."));
            itemNames.forEach(name -> violations.add("Field " + name + ": only Items schemas have an itemName."));
            return;
        }
        if (textual.size() > quotas.itemTextual()) {
            violations.add("Fields %s are textual; an Items schema has at most %d."
                    .formatted(String.join(", ", textual), quotas.itemTextual()));
        }
        if (itemNames.size() > 1) {
            violations.add("Fields %s are an itemName; an Items schema has at most 1."
                    .formatted(String.join(", ", itemNames)));
        }
    }

    private void checkMetadata(
            AvroSchema schema,
            DatasetType type,
            @Nullable Domain domain,
            List<ReservedColumn> reserved,
            List<String> violations) {
        if (!type.isEvents() && schema.columns().stream().noneMatch(column -> isTrainable(type, column))) {
            violations.add("%s schemas need at least one metadata field that training can use: %s."
                    .formatted(
                            type.recordName(),
                            type == DatasetType.ITEMS
                                    ? "a categorical or textual string, or a number"
                                    : "a categorical string or a number"));
        }
        List<String> metadata = names(schema.columns().stream()
                .filter(column ->
                        reserved.stream().noneMatch(known -> known.name().equals(column.name())))
                .filter(column -> domain != Domain.VIDEO_ON_DEMAND || !GENRES.contains(column.name()))
                .toList());
        if (metadata.size() > quotas.metadata(type)) {
            violations.add("%s schemas have at most %d metadata fields besides the reserved ones; this one has %d: %s."
                    .formatted(type.recordName(), quotas.metadata(type), metadata.size(), String.join(", ", metadata)));
        }
    }

    private static boolean isTrainable(DatasetType type, Column column) {
        return column.categorical()
                || column.type().isNumeric()
                || (type == DatasetType.ITEMS && column.textual())
                || (type == DatasetType.ACTIONS && column.name().equals("TYPE"));
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }
}
