package dev.kindred.server.operation.events;

import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.stream.StreamedEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Warns of events whose times look like milliseconds, once for each tracking id. Such events are kept as they
/// are, as Amazon keeps them.
final class MillisecondTimes {

    private static final System.Logger LOG = System.getLogger(MillisecondTimes.class.getName());

    /// In seconds this is the year 5138, in milliseconds 1973.
    private static final long LATEST_SECOND = 100_000_000_000L;

    private final String member;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /// @param member the request's member that has the time
    MillisecondTimes(String member) {
        this.member = member;
    }

    /// Looks at the events that came with a tracking id, which must be one that exists.
    void look(String trackingId, Arn dataset, List<StreamedEvent> events) {
        for (var event : events) {
            if (event.timestamp() > LATEST_SECOND && warned.add(trackingId)) {
                LOG.log(
                        WARNING,
                        "{0}: events come whose {1} looks like milliseconds. They are kept as they are; send seconds"
                                + " since 1970. This is said once for each tracking id.",
                        dataset,
                        member);
            }
        }
    }
}
