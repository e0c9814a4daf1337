package dev.kindred.server.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.deployment.RecommenderSwitch;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.JobFailure;
import dev.kindred.server.job.JobOutcome;
import dev.kindred.server.job.Progress;
import dev.kindred.server.literal.Message;
import dev.kindred.server.operation.OperationsFixture;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Recommender;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwitchRecommenderTest {
    private final OperationsFixture fixture = OperationsFixture.open();
    private final List<String> answering = new ArrayList<>();
    private final StartOrStopRecommender task = new StartOrStopRecommender(
            fixture.catalog(),
            new RecommenderSwitch() {
                @Override
                public void begin(Recommender started) {
                    answering.add(started.name());
                }

                @Override
                public void end(Arn stopped) {
                    answering.remove(stopped.rest());
                }
            },
            fixture::now);
    private final String recommender = recommender();

    private String recommender() {
        var group = fixture.group("videos", "VIDEO_ON_DEMAND");
        fixture.dataset(group, "INTERACTIONS", OperationsFixture.EVENTS);
        return fixture.recommender("top", group, "aws-vod-top-picks");
    }

    private Job ask(String operation) {
        fixture.call(operation, "recommenderArn", recommender);
        return new Job(fixture.queued(TaskName.SWITCH_RECOMMENDER).getFirst(), new Progress(), () -> false);
    }

    private String status() {
        return fixture.call("DescribeRecommender", "recommenderArn", recommender)
                .at("/recommender/status")
                .asString();
    }

    @Test
    void aRecommenderStopsAndStarts() throws JobFailure {
        task.run(ask("StopRecommender"));
        assertThat(status()).isEqualTo("INACTIVE");

        task.run(ask("StartRecommender"));
        assertThat(status()).isEqualTo("ACTIVE");
        assertThat(answering).containsExactly("top");
        assertThat(fixture.queued(TaskName.SWITCH_RECOMMENDER)).isEmpty();
    }

    @Test
    void aStopThatFailsLeavesTheRecommenderActive() {
        var job = ask("StopRecommender");
        var failure = new JobOutcome.Failed(JobOutcome.Fault.SERVER, Message.of("The disk failed."), null);

        fixture.catalog().write(transaction -> {
            task.fail(transaction, job, failure);
            return job;
        });

        assertThat(status()).isEqualTo("ACTIVE");
    }
}
