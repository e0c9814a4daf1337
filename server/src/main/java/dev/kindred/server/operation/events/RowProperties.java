package dev.kindred.server.operation.events;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.schema.Column;
import dev.kindred.server.stream.Properties;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/// The properties of an item or a user: all that its schema requires must be there.
final class RowProperties {

    private RowProperties() {}

    /// Returns what `json` says of a row.
    ///
    /// @param id the column that the row's id goes to, which properties do not set
    /// @param path of the member, for messages
    static Properties of(PutTargets.Target target, @Nullable String json, String id, String path) {
        Properties properties;
        try {
            properties = Properties.read(target.schema(), target.type(), json);
        } catch (Properties.Refusal e) {
            throw new InvalidInput(path + ": " + e.getMessage());
        }
        var values = new HashMap<>(properties.values());
        values.remove(id);
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
