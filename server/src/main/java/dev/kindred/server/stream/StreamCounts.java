package dev.kindred.server.stream;

import dev.kindred.server.resource.Arn;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// What was accepted since the server started: what datasets took, and what was not kept, of which AWS is silent
/// and a person should be able to see it.
public final class StreamCounts {

    private final ConcurrentHashMap<Arn, LongAdder> kept = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Arn, Long> lost = new ConcurrentHashMap<>();
    private final LongAdder nullSessions = new LongAdder();
    private final LongAdder unknownProperties = new LongAdder();
    private final LongAdder repeatedEvents = new LongAdder();

    /// Notes records that a dataset took.
    void kept(Arn dataset, int number) {
        kept.computeIfAbsent(dataset, _ -> new LongAdder()).add(number);
    }

    /// Returns how many records each dataset took.
    public Map<Arn, Long> kept() {
        return kept.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum()));
    }

    /// Notes an event that was dropped because its session is called `null`.
    public void nullSession(int events) {
        nullSessions.add(events);
    }

    /// Notes properties that the schema has no column for.
    public void unknownProperties(int properties) {
        unknownProperties.add(properties);
    }

    /// Adds acknowledged requests whose records are lost.
    void lost(Arn dataset, long requests) {
        lost.merge(dataset, requests, Long::sum);
    }

    /// Returns the number of acknowledged requests whose records are lost, by dataset. A log is examined when it is
    /// opened, once in a process.
    public Map<Arn, Long> lost() {
        return Map.copyOf(lost);
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
