package dev.kindred.server.operation.events;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.schema.Column;
import dev.kindred.server.stream.Properties;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/// The properties of an item, a user or an action. All columns that the schema requires must be present.
final class RowProperties {

    private RowProperties() {}

    /// Parses the properties of a row.
    ///
    /// @param rowId the row's id, which the properties may repeat
    /// @param path of the member, for messages
    static Properties of(PutTargets.Target target, String rowId, @Nullable String json, String path) {
        Properties properties;
        try {
            properties = Properties.read(target.schema(), target.type(), json);
        } catch (Properties.Refusal e) {
            throw new InvalidInput(path + ": " + e.getMessage());
        }
        var values = new HashMap<>(properties.values());
        var id = target.type().idColumn();
        var repeated = values.remove(id);
        if (repeated != null && !repeated.equals(rowId)) {
            throw new InvalidInput(
                    "%s: %s is another id than the record's own. Leave it out of the properties.".formatted(path, id));
        }
        var missing = target.schema().columns().stream()
                .filter(column -> !column.nullable() && !column.name().equals(id) && !values.containsKey(column.name()))
                .map(Column::name)
                .toList();
        if (!missing.isEmpty()) {
            throw new InvalidInput("%s: the schema requires %s.".formatted(path, String.join(", ", missing)));
        }
        return new Properties(values, properties.unknown());
    }
}
