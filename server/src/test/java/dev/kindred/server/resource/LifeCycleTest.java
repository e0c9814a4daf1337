package dev.kindred.server.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.error.ServiceException.ResourceInUse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LifeCycleTest {

    private static final Arn ARN = Arn.of("arn:aws:personalize:us-east-1:000000000000:dataset-group/movies");
    private static final List<LifeCycleEvent> EVENTS = List.of(
            new LifeCycleEvent.Started(),
            new LifeCycleEvent.Finished(),
            new LifeCycleEvent.Failed("why"),
            new LifeCycleEvent.DeleteRequested(),
            new LifeCycleEvent.CreationStopRequested(),
            new LifeCycleEvent.StopRequested(),
            new LifeCycleEvent.StartRequested());

    @Test
    void everyEventIsDecidedInEveryStatus() {
        assertThat(table()).isEqualTo("""
                        status             | Started            | Finished       | Failed         | DeleteRequested | CreationStopRequested | StopRequested | StartRequested
                        CREATE PENDING     | CREATE IN_PROGRESS | a bug          | CREATE FAILED  | refused         | CREATE STOPPED  | refused       | refused
                        CREATE IN_PROGRESS | CREATE IN_PROGRESS | ACTIVE         | CREATE FAILED  | refused         | CREATE STOPPING | refused       | refused
                        ACTIVE             | a bug              | a bug          | a bug          | DELETE PENDING  | refused         | STOP PENDING  | refused
                        CREATE FAILED      | a bug              | a bug          | a bug          | DELETE PENDING  | refused         | refused       | refused
                        CREATE STOPPING    | CREATE STOPPED     | CREATE STOPPED | CREATE STOPPED | refused         | CREATE STOPPING | refused       | refused
                        CREATE STOPPED     | CREATE STOPPED     | CREATE STOPPED | CREATE STOPPED | DELETE PENDING  | refused         | refused       | refused
                        STOP PENDING       | STOP IN_PROGRESS   | a bug          | ACTIVE         | refused         | refused         | refused       | refused
                        STOP IN_PROGRESS   | STOP IN_PROGRESS   | INACTIVE       | ACTIVE         | refused         | refused         | refused       | refused
                        INACTIVE           | a bug              | a bug          | a bug          | DELETE PENDING  | refused         | refused       | START PENDING
                        START PENDING      | START IN_PROGRESS  | a bug          | INACTIVE       | refused         | refused         | refused       | refused
                        START IN_PROGRESS  | START IN_PROGRESS  | ACTIVE         | INACTIVE       | refused         | refused         | refused       | refused
                        DELETE PENDING     | DELETE IN_PROGRESS | a bug          | a bug          | refused         | refused         | refused       | refused
                        DELETE IN_PROGRESS | DELETE IN_PROGRESS | a bug          | a bug          | refused         | refused         | refused       | refused
                        PENDING            | IN_PROGRESS        | a bug          | FAILED         | refused         | refused         | refused       | refused
                        IN_PROGRESS        | IN_PROGRESS        | COMPLETED      | FAILED         | refused         | refused         | refused       | refused
                        COMPLETED          | a bug              | a bug          | a bug          | refused         | refused         | refused       | refused
                        FAILED             | a bug              | a bug          | a bug          | refused         | refused         | refused       | refused
                        """);
    }

    @Test
    void aRefusalIsAwaitedWhereTheStatusEndsWithinMoments() {
        assertThat(awaited("campaign"))
                .containsExactly("CREATE PENDING: DeleteRequested, use", "CREATE IN_PROGRESS: DeleteRequested, use");
        assertThat(awaited("recommender")) // its creation is a training
                .containsExactly(
                        "CREATE STOPPING: DeleteRequested",
                        "STOP PENDING: DeleteRequested, StartRequested",
                        "STOP IN_PROGRESS: DeleteRequested, StartRequested",
                        "START PENDING: DeleteRequested, StopRequested, use",
                        "START IN_PROGRESS: DeleteRequested, StopRequested, use");
    }

    private static List<String> awaited(String type) {
        var arn = Arn.of("arn:aws:personalize:us-east-1:000000000000:" + type + "/movies");
        return Stream.of(Status.values())
                .filter(status -> type.equals("recommender") || status.isBeingCreated())
                .map(status -> status.text() + ": "
                        + Stream.concat(
                                        EVENTS.stream()
                                                .filter(event ->
                                                        isAwaited(arn, () -> LifeCycle.after(arn, status, event)))
                                                .map(event -> event.getClass().getSimpleName()),
                                        isAwaited(arn, () -> LifeCycle.requireActive(arn, status))
                                                ? Stream.of("use")
                                                : Stream.of())
                                .collect(Collectors.joining(", ")))
                .filter(line -> !line.endsWith(": "))
                .toList();
    }

    private static boolean isAwaited(Arn arn, Runnable change) {
        try {
            change.run();
            return false;
        } catch (ResourceInUse e) {
            return e.awaited().equals(Set.of(arn));
        } catch (IllegalStateException e) {
            return false;
        }
    }

    @Test
    void theTableNamesEveryEvent() {
        assertThat(EVENTS).extracting(event -> (Object) event.getClass()).containsExactly((Object[])
                LifeCycleEvent.class.getPermittedSubclasses());
    }

    private static String table() {
        var heading =
                line("status", EVENTS.stream().map(event -> event.getClass().getSimpleName()));
        return Stream.concat(
                        Stream.of(heading),
                        Stream.of(Status.values())
                                .map(status ->
                                        line(status.text(), EVENTS.stream().map(event -> outcome(status, event)))))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(String status, Stream<String> outcomes) {
        var cells = Stream.concat(Stream.of(status), outcomes).toArray();
        return "%-18s | %-18s | %-14s | %-14s | %-15s | %-15s | %-13s | %s"
                .formatted(cells)
                .stripTrailing();
    }

    private static String outcome(Status status, LifeCycleEvent event) {
        try {
            return LifeCycle.after(ARN, status, event).text();
        } catch (ResourceInUse e) {
            return "refused";
        } catch (IllegalStateException e) {
            return "a bug";
        }
    }
}
