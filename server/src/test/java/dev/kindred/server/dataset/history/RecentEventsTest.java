package dev.kindred.server.dataset.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecentEventsTest {

    private final RecentEvents events = new RecentEvents();

    private void add(int part, int item, long time) {
        events.add(new RecentEvents.Event(part, item, time, 0, 1));
    }

    private List<Integer> adopted() {
        return events.adopt().stream().map(RecentEvents.Event::item).toList();
    }

    @Test
    void theyAreInTheOrderOfTheirTimes() {
        add(1, 10, 300);
        add(1, 11, 100);
        add(1, 12, 200);

        assertThat(events.all().items()).containsExactly(11, 12, 10);
    }

    @Test
    void eachIsAdoptedOnceInWhateverOrderTheyCameIn() {
        add(1, 10, 300);
        assertThat(adopted()).containsExactly(10);
        add(1, 11, 100);
        add(1, 12, 400);

        assertThat(adopted()).containsExactly(11, 12);
        assertThat(adopted()).isEmpty();
    }

    @Test
    void whatASnapshotHoldsIsForgottenAndTheRestStaysAdopted() {
        add(1, 10, 300);
        add(2, 11, 100);
        adopted();
        add(2, 12, 50);

        assertThat(events.dropUpTo(1)).isFalse();

        assertThat(events.all().items()).containsExactly(12, 11);
        assertThat(adopted()).containsExactly(12);
        assertThat(events.dropUpTo(2)).isTrue();
    }

    @Test
    void theOldestGoWhenThereAreTooMany() {
        for (int i = 0; i < RecentEvents.LIMIT; i++) {
            add(1, i, i);
        }
        assertThat(adopted()).hasSize(RecentEvents.LIMIT);
        add(1, -1, -5);
        add(1, 7_000, 7_000);

        assertThat(adopted()).containsExactly(7_000);
        assertThat(events.all().items())
                .hasSize(RecentEvents.LIMIT)
                .startsWith(1)
                .endsWith(7_000);
    }
}
