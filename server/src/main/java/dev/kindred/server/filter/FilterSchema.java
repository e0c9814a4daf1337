package dev.kindred.server.filter;

import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.ColumnRole;
import dev.kindred.server.schema.ColumnType;
import dev.kindred.server.schema.DatasetType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The datasets of a dataset group and their schemas, which define the fields that a filter may test.
public record FilterSchema(Map<DatasetType, AvroSchema> datasets) {

    private static final Set<ColumnRole> FILTERABLE = EnumSet.of(
            ColumnRole.ID,
            ColumnRole.EVENT_TYPE,
            ColumnRole.TIMESTAMP,
            ColumnRole.CATEGORICAL,
            ColumnRole.PLAIN_STRING,
            ColumnRole.NUMBER);

    public FilterSchema {
        datasets = Map.copyOf(datasets);
    }

    /// Returns the column of a field.
    ///
    /// @throws InvalidFilterException if the column does not exist or filters do not support it
    Column require(Field field) {
        AvroSchema schema = datasets.get(field.dataset());
        String dataset = Names.of(field.dataset());
        if (schema == null) {
            throw new InvalidFilterException(
                    "%s: the dataset group has no %s dataset.%s".formatted(field, dataset, existing()));
        }
        Column column = schema.find(field.name())
                .orElseThrow(() -> new InvalidFilterException("%s: the %s dataset has no such column. It has %s."
                        .formatted(field, dataset, String.join(", ", filterable(schema)))));
        if (column.type() == ColumnType.BOOLEAN) {
            throw new InvalidFilterException(
                    "Invalid Expression: %s is boolean, and filters cannot test booleans. Keep it as a string (\"True\", \"False\") or as a number (1, 0)."
                            .formatted(field));
        }
        if (!FILTERABLE.contains(column.role())) {
            String kind = column.textual() ? "textual" : "a list of impressions";
            throw new InvalidFilterException("Invalid Expression: %s is %s, and filters cannot test that. Use %s."
                    .formatted(field, kind, String.join(", ", filterable(schema))));
        }
        return column;
    }

    private String existing() {
        return datasets.isEmpty()
                ? ""
                : Arrays.stream(DatasetType.values())
                        .filter(datasets::containsKey)
                        .map(Names::of)
                        .collect(Collectors.joining(", ", " It has ", "."));
    }

    private static List<String> filterable(AvroSchema schema) {
        return schema.columns().stream()
                .filter(column -> column.type() != ColumnType.BOOLEAN && FILTERABLE.contains(column.role()))
                .map(Column::name)
                .toList();
    }
}
