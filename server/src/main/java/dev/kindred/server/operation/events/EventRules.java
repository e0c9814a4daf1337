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

/// What holds for every streamed event, be it about an item or an action.
final class EventRules {

    /// AWS's limit of an event.
    private static final int MAX_EVENT_BYTES = 10 << 10;

    /// Properties that would say again what a member of the event says.
    private static final List<String> FORBIDDEN =
            List.of("userId", "sessionId", "eventType", "timestamp", "recommendationId", "impression");

    private EventRules() {}

    /// Returns if no property says what a member of the event says. One that fills a column which the schema has
    /// besides the reserved ones, such as SESSION_ID, does not.
    ///
    /// @param keys of the properties, as they are compared
    /// @throws InvalidInput naming the first that does
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

    /// Returns if the event has not more bytes than an event can have.
    ///
    /// @param properties as they were given
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

    /// The time in whole seconds since 1970.
    static long seconds(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), 1000L);
    }

    /// An id for an event that came without one.
    static String newId() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
