package dev.kindred.server.stream;

import java.util.concurrent.atomic.LongAdder;

/// What was accepted and yet not kept, since the server started: AWS is silent of it, a person should be able
/// to see it.
public final class StreamCounts {

    private final LongAdder nullSessions = new LongAdder();
    private final LongAdder unknownProperties = new LongAdder();
    private final LongAdder repeatedEvents = new LongAdder();

    /// Notes an event that was dropped because its session is called `null`.
    public void nullSession(int events) {
        nullSessions.add(events);
    }

    /// Notes properties that the schema has no column for.
    public void unknownProperties(int properties) {
        unknownProperties.add(properties);
    }

    void repeatedEvent() {
        repeatedEvents.increment();
    }

    /// Events of sessions called `null`.
    public long nullSessions() {
        return nullSessions.sum();
    }

    /// Properties without a column.
    public long unknownProperties() {
        return unknownProperties.sum();
    }

    /// Events whose id was there before.
    public long repeatedEvents() {
        return repeatedEvents.sum();
    }
}
