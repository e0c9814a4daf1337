package dev.kindred.server.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.deployment.RecommenderSwitch;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.Progress;
import dev.kindred.server.operation.OperationsFixture;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Recommender;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwitchRecommenderTest {
    private final OperationsFixture studio = OperationsFixture.open();
    private final List<String> answering = new ArrayList<>();
    private final StartOrStopRecommender task = new StartOrStopRecommender(
            studio.catalog(),
            new RecommenderSwitch() {
                @Override
                public void begin(Recommender woken) {
                    answering.add(woken.name());
                }

                @Override
                public void end(Arn rested) {
                    answering.remove(rested.rest());
                }
            },
            studio::now);
    private final String recommender = recommender();

    private String recommender() {
        var group = studio.group("videos", "VIDEO_ON_DEMAND");
        studio.dataset(group, "INTERACTIONS", OperationsFixture.EVENTS);
        return studio.recommender("top", group, "aws-vod-top-picks");
    }

    private Job ask(String operation) {
        studio.call(operation, "recommenderArn", recommender);
        return new Job(studio.queued(TaskName.SWITCH_RECOMMENDER).getFirst(), new Progress(), () -> false);
    }

    private String status() {
        return studio.call("DescribeRecommender", "recommenderArn", recommender)
                .at("/recommender/status")
                .asString();
    }

    @Test
    void aRecommenderGoesToRestAndWakes() {
        task.run(ask("StopRecommender"));
        assertThat(status()).isEqualTo("INACTIVE");

        task.run(ask("StartRecommender"));
        assertThat(status()).isEqualTo("ACTIVE");
        assertThat(answering).containsExactly("top");
        assertThat(studio.queued(TaskName.SWITCH_RECOMMENDER)).isEmpty();
    }

    @Test
    void oneThatCannotBeSwitchedStaysAsItWas() {
        task.abandon(ask("StopRecommender"), "the disk failed");

        assertThat(status()).isEqualTo("ACTIVE");
    }
}
