package dev.kindred.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.error.ServiceException.ResourceInUse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LifeCycleTest {

    private static final Arn ARN = Arn.of("arn:aws:personalize:us-east-1:000000000000:dataset-group/movies");
    private static final List<Event> EVENTS =
            List.of(new Event.Started(), new Event.Finished(), new Event.Failed("why"), new Event.DeleteRequested());

    @Test
    void everyEventIsDecidedInEveryStatus() {
        assertThat(table()).isEqualTo("""
                        status             | Started            | Finished | Failed        | DeleteRequested
                        CREATE PENDING     | CREATE IN_PROGRESS | a bug    | CREATE FAILED | refused
                        CREATE IN_PROGRESS | CREATE IN_PROGRESS | ACTIVE   | CREATE FAILED | refused
                        ACTIVE             | a bug              | a bug    | a bug         | DELETE PENDING
                        CREATE FAILED      | a bug              | a bug    | a bug         | DELETE PENDING
                        DELETE PENDING     | DELETE IN_PROGRESS | a bug    | a bug         | refused
                        DELETE IN_PROGRESS | DELETE IN_PROGRESS | a bug    | a bug         | refused
                        """);
    }

    private static String table() {
        var table = new StringBuilder("%-18s | %-18s | %-8s | %-13s | %s%n"
                .formatted("status", "Started", "Finished", "Failed", "DeleteRequested"));
        for (var status : Status.values()) {
            Map<String, String> row = new TreeMap<>();
            EVENTS.forEach(event -> row.put(event.getClass().getSimpleName(), outcome(status, event)));
            table.append("%-18s | %-18s | %-8s | %-13s | %s%n"
                    .formatted(
                            status.text(),
                            row.get("Started"),
                            row.get("Finished"),
                            row.get("Failed"),
                            row.get("DeleteRequested")));
        }
        return table.toString();
    }

    private static String outcome(Status status, Event event) {
        try {
            return LifeCycle.after(ARN, status, event).text();
        } catch (ResourceInUse e) {
            return "refused";
        } catch (IllegalStateException e) {
            return "a bug";
        }
    }
}
