package dev.kindred.engine.recipe.factor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlsSettingsTest {

    @ParameterizedTest
    @CsvSource({"3,3,2", "2,2,2", "1,1,1", "40,40,39"})
    void fromTheFifthIterationOnAStepFewerIsTakenButNotFewerThanTwo(int steps, int first, int later) {
        var settings = new AlsSettings(8, steps, 10, 0.03, 0.003, 1, 0.1);

        assertThat(settings.stepsIn(0)).isEqualTo(first);
        assertThat(settings.stepsIn(3)).isEqualTo(first);
        assertThat(settings.stepsIn(4)).isEqualTo(later);
        assertThat(settings.stepsIn(9)).isEqualTo(later);
    }
}
