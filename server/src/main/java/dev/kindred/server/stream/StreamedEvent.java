package dev.kindred.server.stream;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a user did, as PutEvents or PutActionInteractions told it.
///
/// @param userId null while the user is anonymous
/// @param eventId the client's, by which a repeat is known, or one that the server made up
/// @param itemId the item or, of an action interaction, the action that it is about; null where it is about none
/// @param eventValue NaN where there is none
/// @param timestamp when it happened, in seconds since 1970
/// @param impression the items that were shown, or empty
/// @param properties values by the schema's column names, as texts that an import could hold
public record StreamedEvent(
        long receivedAt,
        @Nullable String userId,
        String sessionId,
        String eventId,
        @Nullable String itemId,
        String eventType,
        float eventValue,
        long timestamp,
        @Nullable String recommendationId,
        List<String> impression,
        @Nullable String attributionSource,
        Map<String, String> properties)
        implements StreamedRecord {

    public StreamedEvent {
        impression = List.copyOf(impression);
        properties = Map.copyOf(properties);
    }

    /// Hides whose event it is: records may not reach a log.
    @Override
    public String toString() {
        return "StreamedEvent of " + timestamp;
    }
}
