package dev.kindred.server.serving;

import dev.kindred.server.resource.Arn;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// The number of responses of each campaign and recommender since the server started.
public final class AnswerCounts {

    private final ConcurrentHashMap<Arn, LongAdder> answers = new ConcurrentHashMap<>();

    void answered(Arn source) {
        answers.computeIfAbsent(source, _ -> new LongAdder()).increment();
    }

    /// Returns the number of responses of each.
    public Map<Arn, Long> bySource() {
        return answers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum()));
    }
}
