package dev.kindred.server.deployment;

import dev.kindred.engine.recipe.popularity.TrendingModel;
import dev.kindred.server.dataset.LiveDatasetGroup;
import dev.kindred.server.snapshot.Selection;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/// What is trending at this moment, by imported and streamed events: a model that is evaluated anew by
/// itself. The time that counts is that of the newest event, so that data that were imported once keep their
/// trends.
///
/// @see <a
/// href="https://docs.aws.amazon.com/personalize/latest/dg/native-recipe-trending-now.html">Trending-Now</a>
final class Trends {

    /// A trend is recomputed after a sixtieth of its period, and not more often than every ten seconds. Taste.
    private static final long SHORTEST_SECONDS = 10;
    private static final long PARTS = 60;

    private final ReentrantLock refreshing = new ReentrantLock();
    private final long interval;
    private final long pause;
    private volatile LiveModel present;
    private volatile long due;

    /// Begins with a model as it was trained, which is evaluated at the first request.
    Trends(LiveModel trained, Duration interval) {
        this.present = trained;
        this.interval = interval.toSeconds();
        this.pause = Math.max(SHORTEST_SECONDS, this.interval / PARTS);
    }

    /// Returns the model, evaluated not longer ago than a small part of its interval. Only one request at a
    /// time evaluates it; others meanwhile get what there was.
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
