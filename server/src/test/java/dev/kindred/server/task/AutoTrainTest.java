package dev.kindred.server.task;

import static dev.kindred.server.operation.OperationsFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.catalog.ModelRecord;
import dev.kindred.server.catalog.TaskName;
import dev.kindred.server.job.Job;
import dev.kindred.server.job.Progress;
import dev.kindred.server.operation.OperationsFixture;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.LifeCycleEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AutoTrainTest {
    private final OperationsFixture studio = OperationsFixture.open();
    private final String group = studio.films();
    private final AutoTrain task = new AutoTrain(studio.catalog(), NewData.IMPORTED, Duration.ofHours(1), studio::now);
    private final String solution = studio.solution("top", group, "aws-sims");

    /// Advances the clock to the schedule's next time, and runs the task.
    private void nextTime() {
        var due = studio.queued(TaskName.AUTO_TRAIN);
        assertThat(due).hasSize(1);
        studio.pass(Duration.between(studio.now(), due.getFirst().notBefore()));
        task.run(new Job(due.getFirst(), new Progress(), () -> false));
    }

    private List<String> trained() {
        return studio.call("ListSolutionVersions", "solutionArn", solution)
                .at("/solutionVersions")
                .findValuesAsString("solutionVersionArn");
    }

    private Duration untilNext() {
        return Duration.between(
                studio.now(), studio.queued(TaskName.AUTO_TRAIN).getFirst().notBefore());
    }

    @Test
    void aSolutionIsTrainedWithinAnHourAndThenWeeklyWhereThereIsSomethingNew() {
        nextTime();
        assertThat(trained()).hasSize(1);
        var version = studio.call(
                        "DescribeSolutionVersion",
                        "solutionVersionArn",
                        trained().getFirst())
                .at("/solutionVersion");
        assertThat(version.at("/trainingType").asString()).isEqualTo("AUTOMATIC");
        assertThat(version.at("/trainingMode").asString()).isEqualTo("FULL");
        assertThat(studio.queued(TaskName.TRAIN)).hasSize(1);
        assertThat(untilNext()).isEqualTo(Duration.ofDays(7));
        studio.activated(trained().getFirst());

        nextTime();
        assertThat(trained()).as("nothing new").hasSize(1);

        studio.importInteractions(group);
        nextTime();
        assertThat(trained()).hasSize(2);
    }

    @Test
    void aVersionMadeByHandWithinTheHourTakesThePlaceOfTheFirst() {
        studio.pass(Duration.ofMinutes(30));
        studio.version(solution);
        studio.pass(Duration.ofMinutes(1));
        studio.importInteractions(group);

        nextTime();
        assertThat(trained()).hasSize(1);

        nextTime();
        assertThat(trained()).hasSize(2);
    }

    @Test
    void aTrainingThatFailedIsTriedAgainAndOneUnderWayIsNotDoubled() {
        nextTime();
        nextTime();
        assertThat(trained()).as("the first is still under way").hasSize(1);

        studio.on(trained().getFirst(), new LifeCycleEvent.Started(), new LifeCycleEvent.Failed("too few"));
        nextTime();
        assertThat(trained()).hasSize(2);
    }

    @Test
    void aServerThatWasAwayForLongTrainsOnceAndKeepsItsDays() {
        var due = studio.queued(TaskName.AUTO_TRAIN).getFirst();
        studio.pass(Duration.ofDays(30));

        task.run(new Job(due, new Progress(), () -> false));

        assertThat(trained()).hasSize(1);
        assertThat(Duration.between(
                        due.notBefore(),
                        studio.queued(TaskName.AUTO_TRAIN).getFirst().notBefore()))
                .isEqualTo(Duration.ofDays(35));
    }

    @Test
    void anUpdateBeginsTheScheduleAnewOrEndsIt() {
        update("rate(2 days)", null);
        assertThat(untilNext()).isEqualTo(Duration.ofDays(2));
        nextTime();
        assertThat(trained()).hasSize(1);
        assertThat(untilNext()).isEqualTo(Duration.ofDays(2));

        update(null, false);
        assertThat(studio.queued(TaskName.AUTO_TRAIN)).isEmpty();
    }

    @Test
    void aJobThatAnUpdateCancelledTrainsNothing() {
        var due = studio.queued(TaskName.AUTO_TRAIN).getFirst();
        update("rate(2 days)", null);

        assertThatThrownBy(() -> task.run(new Job(due, new Progress(), () -> false)))
                .isInstanceOf(CancellationException.class);

        assertThat(trained()).isEmpty();
        assertThat(studio.queued(TaskName.AUTO_TRAIN)).hasSize(1);
    }

    private void update(@Nullable String rate, @Nullable Boolean automatic) {
        studio.call(
                "UpdateSolution",
                "solutionArn",
                solution,
                "performAutoTraining",
                automatic,
                "solutionUpdateConfig",
                rate == null ? null : json("autoTrainingConfig", json("schedulingExpression", rate)));
    }

    @Test
    void aRecommenderIsTrainedWeeklyWhileItIsActive() {
        studio.write(transaction -> {
            transaction.jobs().cancel(TaskName.AUTO_TRAIN, Arn.of(solution));
            return solution;
        });
        var videos = studio.group("videos", "VIDEO_ON_DEMAND");
        studio.dataset(videos, "INTERACTIONS", OperationsFixture.EVENTS);
        var recommender = studio.recommender("top", videos, "aws-vod-top-picks");
        studio.write(transaction -> {
            transaction.jobs().cancel(TaskName.TRAIN_RECOMMENDER, Arn.of(recommender));
            transaction
                    .models()
                    .add(new ModelRecord(
                            Arn.of(recommender), 1, "model", 1, 2, Map.of("coverage", 0.5), studio.now(), 1_000));
            return recommender;
        });

        nextTime();
        assertThat(studio.queued(TaskName.TRAIN_RECOMMENDER)).as("nothing new").isEmpty();

        studio.importInteractions(videos);
        studio.on(
                recommender,
                new LifeCycleEvent.StopRequested(),
                new LifeCycleEvent.Started(),
                new LifeCycleEvent.Finished());
        nextTime();
        assertThat(studio.queued(TaskName.TRAIN_RECOMMENDER)).as("it rests").isEmpty();

        studio.on(
                recommender,
                new LifeCycleEvent.StartRequested(),
                new LifeCycleEvent.Started(),
                new LifeCycleEvent.Finished());
        nextTime();
        assertThat(studio.queued(TaskName.TRAIN_RECOMMENDER)).hasSize(1);
        assertThat(untilNext()).isEqualTo(Duration.ofDays(7));
    }
}
