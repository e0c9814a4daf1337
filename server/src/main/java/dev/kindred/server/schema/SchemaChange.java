package dev.kindred.server.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The replacement of a dataset's schema by an extended one.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/API_UpdateDataset.html">UpdateDataset</a>
public final class SchemaChange {

    private SchemaChange() {}

    /// Checks that rows of schema `before` are valid under schema `after`: `after` has every field of `before`
    /// unchanged, and its new fields are nullable. Only the schemas of Items and Users datasets are replaceable.
    /// The order of the fields is irrelevant.
    ///
    /// @throws InvalidSchemaException with all rules that the change violates
    public static void check(AvroSchema before, AvroSchema after) {
        List<String> violations = new ArrayList<>();
        if (!before.findDatasetType().equals(after.findDatasetType())) {
            violations.add("The new schema is for %s, the dataset holds %s."
                    .formatted(after.recordName(), before.recordName()));
        }
        if (!isReplaceable(before)) {
            violations.add(
                    "Only Items and Users datasets can change their schema, not %s.".formatted(before.recordName()));
        }
        for (Column old : before.columns()) {
            Optional<Column> same = exact(after, old.name());
            if (same.isEmpty()) {
                violations.add(
                        "Field %s is missing: a new schema keeps every field of the old one.".formatted(old.name()));
            } else if (!same.get().equals(old)) {
                violations.add("Field %s is declared as %s; a new schema keeps it as it was: %s."
                        .formatted(old.name(), same.get().declaration(), old.declaration()));
            }
        }
        for (Column column : after.columns()) {
            if (exact(before, column.name()).isEmpty() && !column.nullable()) {
                violations.add("Field %s is new and must allow null: give its type as [\"null\", \"%s\"]."
                        .formatted(column.name(), column.type().avroName()));
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidSchemaException(violations);
        }
    }

    private static boolean isReplaceable(AvroSchema schema) {
        return schema.findDatasetType()
                .filter(type -> type == DatasetType.ITEMS || type == DatasetType.USERS)
                .isPresent();
    }

    private static Optional<Column> exact(AvroSchema schema, String name) {
        return schema.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst();
    }
}
