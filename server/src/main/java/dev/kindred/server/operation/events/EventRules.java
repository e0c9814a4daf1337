package dev.kindred.server.operation.events;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.schema.AvroSchema;
import dev.kindred.server.schema.ReservedKeywords;
import dev.kindred.server.stream.StreamedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Validation common to all streamed events, of items and of actions.
final class EventRules {

    /// AWS's maximum size of an event.
    private static final int MAX_EVENT_BYTES = 10 << 10;

    /// Properties that repeat a member of the event.
    private static final List<String> FORBIDDEN =
            List.of("userId", "sessionId", "eventType", "timestamp", "recommendationId", "impression");

    private EventRules() {}

    /// Checks that no property repeats a member of the event. A property with one of these names is valid if the
    /// schema has a column of that name that is not reserved, such as SESSION_ID.
    ///
    /// @param keys the property names, by their normalized form
    /// @throws InvalidInput naming the first forbidden property
    static void requireNoneForbidden(Map<String, String> keys, AvroSchema schema, String path) {
        for (var name : FORBIDDEN) {
            if (keys.containsKey(AvroSchema.comparable(name)) && !hasColumnOfItsOwn(schema, name)) {
                throw new InvalidInput("%s.properties: %s cannot be a property. Give it as a member of the call."
                        .formatted(path, name));
            }
        }
    }

    private static boolean hasColumnOfItsOwn(AvroSchema schema, String name) {
        return schema.findSpeltAnyhow(name)
                .filter(column -> !ReservedKeywords.ALL.contains(column.name()))
                .isPresent();
    }

    /// Checks the size of an event.
    ///
    /// @param properties the JSON text of the request
    static void requireNotTooLarge(StreamedEvent event, @Nullable String properties, String path) {
        long bytes = bytesOf(event.userId()) + bytesOf(event.sessionId()) + bytesOf(event.eventId());
        bytes += bytesOf(event.itemId()) + bytesOf(event.eventType()) + bytesOf(event.recommendationId());
        bytes += bytesOf(event.attributionSource()) + bytesOf(properties);
        for (var shown : event.impression()) {
            bytes += bytesOf(shown);
        }
        if (bytes > MAX_EVENT_BYTES) {
            throw new InvalidInput("%s has %,d bytes; an event can have %,d.".formatted(path, bytes, MAX_EVENT_BYTES));
        }
    }

    private static long bytesOf(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }

    /// Returns the time in whole seconds since 1970.
    static long seconds(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), 1000L);
    }

    /// Returns an id for an event without one.
    static String newId() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
