package dev.kindred.server.wire;

import dev.kindred.server.admission.FairQueue;
import dev.kindred.server.operation.AwsModel;
import java.time.Duration;
import java.util.Optional;

/// The queues of the kinds of requests. Each kind has permits of its own, so that no kind waits for another one.
///
/// @param runtime recommendations: work for processors. `serving` takes the permits: the guaranteed rate of each
/// campaign is known there
/// @param controlPlane changes and lists of resources, IAM and STS: work for processors and for the catalog
/// @param events streamed records: they mostly wait for the disk, in groups
/// @param objects transfers of the embedded S3: they mostly wait for their clients
public record WorkQueues(FairQueue runtime, FairQueue controlPlane, FairQueue events, FairQueue objects) {

    /// A group commit of the event log takes all records that wait, so more permits make larger groups.
    private static final int EVENTS = 64;

    /// The requests to S3 that work at once. Taste: they wait for the disk.
    private static final int OBJECTS = 128;

    /// The expected wait beyond which events are refused. Taste.
    private static final Duration EVENTS_WAIT = Duration.ofMillis(500);
    /// Far below the timeouts of SDKs, 60 seconds.
    private static final Duration PATIENT_WAIT = Duration.ofSeconds(5);

    /// Returns queues for a machine with a number of processors.
    ///
    /// @param runtimeWait the expected wait beyond which a request for recommendations is refused
    public static WorkQueues of(int processors, Duration runtimeWait) {
        return new WorkQueues(
                new FairQueue(processors, runtimeWait),
                new FairQueue(Math.max(2, processors), PATIENT_WAIT),
                new FairQueue(EVENTS, EVENTS_WAIT),
                new FairQueue(OBJECTS, PATIENT_WAIT));
    }

    /// Returns the queue in which the operations of a service wait before they are called.
    Optional<FairQueue> find(AwsModel.Service service) {
        return switch (service) {
            case PERSONALIZE -> Optional.of(controlPlane);
            case PERSONALIZE_EVENTS -> Optional.of(events);
            case PERSONALIZE_RUNTIME -> Optional.empty();
        };
    }
}
