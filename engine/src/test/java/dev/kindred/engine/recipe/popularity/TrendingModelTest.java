package dev.kindred.engine.recipe.popularity;

import static dev.kindred.engine.recipe.SmallSets.forItem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.recipe.Models;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.SmallSets;
import dev.kindred.engine.recipe.Trainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrendingModelTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    /// One user; item 0 is old and popular, 1 fell from 2 to 1, 2 rose from 0 to 2, 3 rose from 1 to 2.
    private static TrainingSet rising() {
        var items = new int[] {0, 0, 0, 1, 1, 3, 1, 2, 2, 3, 3};
        long hour = 3600;
        var times = new long[] {
            0, 1, 2, hour * 9, hour * 9, hour * 9 + 1, hour * 10, hour * 10, hour * 10, hour * 10, hour * 11 - 1
        };
        return SmallSets.set(InteractionLog.unweighted(5, new int[] {0, items.length}, items, times), List.of());
    }

    private static int[] ranked(Model model) {
        return model.rank(forItem(Query.NO_ITEM, ItemSet.all(5), 25)).items();
    }

    @Test
    void ranksByGrowthBetweenTheLastTwoIntervals() {
        assertThat(ranked(TrendingModel.train(rising(), HOUR))).containsExactly(2, 3, 0, 1, 4);
    }

    @Test
    void givesPopularItemsWhereNothingHappened() {
        var model = TrendingModel.train(rising(), HOUR).refreshed(new int[5]);

        assertThat(ranked(model)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void takesInNewCountsAndLeavesTheOldModelAsItWas() {
        var model = TrendingModel.train(rising(), HOUR);
        var later = model.refreshed(new int[] {0, 0, 1, 0, 9});

        assertThat(ranked(later)).containsExactly(4, 2, 0, 1, 3);
        assertThat(ranked(model)).startsWith(2, 3);
        assertThatThrownBy(() -> model.refreshed(new int[4])).hasMessage("4 increases for 5 items");
    }

    @Test
    void isTheSameAfterWritingAndOpening() throws Exception {
        var file = folder.resolve("model");
        TrendingModel.train(rising(), HOUR).write(file);

        var opened = Models.open(file);

        assertThat(ranked(opened)).containsExactly(2, 3, 0, 1, 4);
        assertThat(((TrendingModel) opened).interval()).isEqualTo(HOUR);
    }

    @Test
    void measuresItsForecast() {
        // Before the last hour only 1 and 3 increased; the best forecast, 2, 3 and 0, increased by 3 in the last
        // hour.
        var metrics = Trainer.train(new Recipe.TrendingNow(HOUR), rising(), SmallSets.context(1))
                .metrics();

        assertThat(metrics.get("trend_prediction_accuracy")).isEqualTo(0.6667);
        assertThat(metrics).containsKey("coverage");
    }
}
