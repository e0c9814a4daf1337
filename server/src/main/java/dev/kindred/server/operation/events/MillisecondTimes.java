package dev.kindred.server.operation.events;

import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.stream.StreamedEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Logs a warning about events whose timestamps look like milliseconds, once per tracking id. Such events are
/// stored unchanged, as on AWS.
final class MillisecondTimes {

    private static final System.Logger LOG = System.getLogger(MillisecondTimes.class.getName());

    /// In seconds this is the year 5138, in milliseconds 1973.
    private static final long LATEST_SECOND = 100_000_000_000L;

    private final String member;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /// @param member the request's member with the timestamp
    MillisecondTimes(String member) {
        this.member = member;
    }

    /// Checks the events of a tracking id. The id must exist.
    void look(String trackingId, Arn dataset, List<StreamedEvent> events) {
        for (var event : events) {
            if (event.timestamp() > LATEST_SECOND && warned.add(trackingId)) {
                LOG.log(
                        WARNING,
                        "{0}: the {1} of events looks like milliseconds. They are stored unchanged; send seconds"
                                + " since 1970. This warning is logged once per tracking id.",
                        dataset,
                        member);
            }
        }
    }
}
