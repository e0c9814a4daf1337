package dev.kindred.server.deployment;

import dev.kindred.engine.recipe.popularity.TrendingModel;
import dev.kindred.server.dataset.LiveDatasetGroup;
import dev.kindred.server.snapshot.Selection;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/// A model of trends that is evaluated periodically over imported and streamed events. The reference time is
/// that of the newest event, so data that were imported once keep their trends.
///
/// @see <a
/// href="https://docs.aws.amazon.com/personalize/latest/dg/native-recipe-trending-now.html">Trending-Now</a>
final class Trends {

    /// A trend is recomputed after a sixtieth of its period, and at most every ten seconds. Taste.
    private static final long SHORTEST_SECONDS = 10;
    private static final long PARTS = 60;

    private final ReentrantLock refreshing = new ReentrantLock();
    private final long interval;
    private final long pause;
    private volatile LiveModel present;
    private volatile long due;

    /// Starts with the trained model. The first request evaluates it.
    Trends(LiveModel trained, Duration interval) {
        this.present = trained;
        this.interval = interval.toSeconds();
        this.pause = Math.max(SHORTEST_SECONDS, this.interval / PARTS);
    }

    /// Returns the model as of its last evaluation, which is at most a sixtieth of its period ago. One request
    /// at a time evaluates it; concurrent requests use the previous evaluation.
    LiveModel at(long now, LiveDatasetGroup group, Selection events) {
        if (now >= due && refreshing.tryLock()) {
            try {
                present = evaluated(now, group, events);
                due = now + pause;
            } finally {
                refreshing.unlock();
            }
        }
        return present;
    }

    private LiveModel evaluated(long now, LiveDatasetGroup group, Selection events) {
        var old = present;
        if (!(old.model() instanceof TrendingModel model)) {
            return old;
        }
        var counts = group.trend(now, interval, events);
        var increases = new int[old.itemCount()];
        for (int item = 0; item < increases.length; item++) {
            int row = old.row(item);
            increases[item] = row < counts.latest().length ? counts.latest()[row] - counts.previous()[row] : 0;
        }
        return old.with(model.refreshed(increases));
    }
}
