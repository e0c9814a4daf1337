package dev.kindred.server.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.operation.OperationsFixture;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.SolutionVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventChoicesTest {

    private final OperationsFixture fixture = OperationsFixture.open();

    private Selection selection(double weight) {
        var solution = fixture.call(
                        "CreateSolution",
                        "name",
                        "weighted",
                        "datasetGroupArn",
                        fixture.films(),
                        "recipeArn",
                        OperationsFixture.RECIPES + "aws-user-personalization-v2",
                        "solutionConfig",
                        OperationsFixture.json(
                                "eventsConfig",
                                OperationsFixture.json(
                                        "eventParametersList",
                                        List.of(OperationsFixture.json("eventType", "watch", "weight", weight)))))
                .at("/solutionArn")
                .asString();
        var version = Arn.of(fixture.pendingVersion(solution));
        return fixture.read(view -> EventChoices.of(view.require(SolutionVersion.class, version)));
    }

    @Test
    void aWeightTooSmallForAFloatCountsAsTheLeast() {
        var selection = selection(1e-300);

        assertThat(selection.weight("watch", Float.NaN)).isEqualTo(1e-6f);
        assertThat(EventChoices.described(selection)).isEqualTo(" of event type watch");
    }

    @Test
    void aWeightIsTakenAsItIs() {
        assertThat(selection(0.25).weight("watch", Float.NaN)).isEqualTo(0.25f);
    }
}
