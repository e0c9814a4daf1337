package dev.kindred.engine.recipe.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.engine.data.ActionLog;
import org.junit.jupiter.api.Test;

class OffersTest {

    private static final long DAY = 86_400;

    /// One user views action 0 on day 0, takes it on day 3, views it again on days 20 and 40 and takes it on day
    /// 60; action 1 is viewed on day 1. Another user views action 1 on day 2.
    private static final ActionLog LOG = new ActionLog(
            2,
            new int[] {0, 6, 7},
            new int[] {0, 1, 0, 0, 0, 0, 1},
            new long[] {0, DAY, 3 * DAY, 20 * DAY, 40 * DAY, 60 * DAY, 2 * DAY},
            new boolean[] {false, false, true, false, false, true, false});

    @Test
    void aViewThatIsFollowedByATakingWithinThePeriodIsOneOfferThatWasTaken() {
        var offers = Offers.of(LOG, 14 * DAY);

        assertThat(offers.users()).containsExactly(0, 0, 0, 0, 0, 1);
        assertThat(offers.actions()).containsExactly(0, 1, 0, 0, 0, 1);
        assertThat(offers.times()).containsExactly(0, DAY, 20 * DAY, 40 * DAY, 60 * DAY, 2 * DAY);
        assertThat(offers.taken()).containsExactly(true, false, false, false, true, false);
    }

    @Test
    void aLongerPeriodJoinsWhatAShorterParts() {
        var offers = Offers.of(LOG, 28 * DAY);

        assertThat(offers.actions()).containsExactly(0, 1, 0, 1);
        assertThat(offers.times()).containsExactly(0, DAY, 40 * DAY, 2 * DAY);
        assertThat(offers.taken()).containsExactly(true, false, true, false);
    }

    @Test
    void ofManyOffersOfAnActionTheNewestAreTaken() {
        var offers = Offers.of(LOG, 14 * DAY);

        assertThat(offers.newestOf(new boolean[] {true, false}, 2)).containsExactly(3, 4);
        assertThat(offers.newestOf(new boolean[] {true, true}, 9)).hasSize(6);
        assertThat(offers.newestOf(new boolean[] {false, false}, 9)).isEmpty();
    }
}
