package dev.kindred.server.stream;

import java.util.Map;

/// An item, a user or an action, as PutItems and its like told it: it takes the place of what was known by that id.
///
/// @param properties values by the schema's column names, as texts that an import could hold; without the id
public record StreamedRow(long receivedAt, String id, Map<String, String> properties) implements StreamedRecord {

    public StreamedRow {
        properties = Map.copyOf(properties);
    }

    /// Hides whose row it is: records may not reach a log.
    @Override
    public String toString() {
        return "StreamedRow received at " + receivedAt;
    }
}
