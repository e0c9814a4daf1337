package dev.kindred.server.operation;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.Column;
import dev.kindred.server.schema.DatasetType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds the fields of filter expressions by their form: a dataset, a point and a name. It checks that
/// datasets and columns are there, and not the grammar.
public final class FilterFields implements FilterReader {

    private static final Pattern FIELD = Pattern.compile(
            "\\b(Interactions|Items|Users|Actions|Action_Interactions|CurrentUser|CurrentItem)\\.(\\w+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");

    @Override
    public List<String> fieldsOf(String expression, Map<DatasetType, AvroSchema> datasets) {
        var fields = new LinkedHashSet<String>();
        var matcher = FIELD.matcher(QUOTED.matcher(expression).replaceAll(""));
        while (matcher.find()) {
            fields.add(requireField(matcher.group(1), matcher.group(2), datasets));
        }
        if (fields.isEmpty()) {
            throw new InvalidInput("The expression names no field of a dataset, such as Items.GENRE.");
        }
        return List.copyOf(fields);
    }

    private static String requireField(String dataset, String name, Map<DatasetType, AvroSchema> datasets) {
        var type = typeOf(dataset);
        var schema = datasets.get(type);
        if (schema == null) {
            throw new InvalidInput(
                    "%s.%s: the dataset group has no dataset of type %s.".formatted(dataset, name, type));
        }
        var column = schema.find(name)
                .orElseThrow(() -> new InvalidInput("%s.%s: the dataset of type %s has no such column. It has %s."
                        .formatted(
                                dataset,
                                name,
                                type,
                                schema.columns().stream().map(Column::name).collect(Collectors.joining(", ")))));
        return type.recordName() + "." + column.name();
    }

    private static DatasetType typeOf(String dataset) {
        return switch (dataset.toLowerCase(Locale.ROOT)) {
            case "currentuser" -> DatasetType.USERS;
            case "currentitem" -> DatasetType.ITEMS;
            default ->
                DatasetType.find(dataset)
                        .orElseThrow(() -> new IllegalStateException("no dataset is called " + dataset));
        };
    }
}
