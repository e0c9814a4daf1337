package dev.kindred.engine.recipe.action;

import dev.kindred.engine.data.ActionTrainingSet;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.PastActions;
import dev.kindred.engine.recipe.TrainingContext;
import java.util.Arrays;
import java.util.Map;

/// The offers for training, each with the features of its user just before it.
///
/// @param offers all offers
/// @param chosen the offers to learn from, ascending: row `r` belongs to offer `chosen[r]`
/// @param rows the standardized features, [UserView#width] numbers per row
@SuppressWarnings("ArrayRecordComponent") // shared within a training, never compared
record Evidence(Offers offers, int[] chosen, UserView view, float[] rows, boolean[] taken) {

    /// Number of rows per task of a thread. Taste.
    private static final int ROWS_AT_ONCE = 256;

    /// Maximum number of events of a history that a model reads. Taste.
    private static final int LONGEST_HISTORY = 200;

    /// Computes the features. Only events before an offer are used for it.
    static Evidence of(ActionTrainingSet set, Offers offers, int[] chosen, UserView bare, TrainingContext context) {
        int width = bare.width();
        var rows = new float[Math.multiplyExact(chosen.length, width)];
        context.workers().forRanges(chosen.length, ROWS_AT_ONCE, (from, to) -> {
            for (int row = from; row < to; row++) {
                set(set, offers, chosen[row], bare, rows, row * width);
            }
        });
        var view = UserView.scaledBy(bare, rows, chosen.length);
        var taken = new boolean[chosen.length];
        for (int row = 0; row < chosen.length; row++) {
            view.scale(rows, row * width, 0, width);
            taken[row] = offers.taken()[chosen[row]];
        }
        return new Evidence(offers, chosen, view, rows, taken);
    }

    private static void set(ActionTrainingSet set, Offers offers, int offer, UserView view, float[] rows, int at) {
        int user = offers.users()[offer];
        var past = past(set, offers, offer);
        int own = 0;
        int ownTaken = 0;
        for (int i = 0; i < past.size(); i++) {
            if (past.actions()[i] == offers.actions()[offer]) {
                own++;
                ownTaken += past.taken()[i] ? 1 : 0;
            }
        }
        Map<String, String> traits = UserTraits.of(set.users(), user);
        view.setShared(history(set, user, offers.times()[offer]), past, traits, rows, at);
        rows[at + view.shared()] = UserView.count(ownTaken);
        rows[at + view.shared() + 1] = UserView.count(own - ownTaken);
    }

    private static PastActions past(ActionTrainingSet set, Offers offers, int offer) {
        var log = set.log();
        int from = log.from(offers.users()[offer]);
        int to = offers.positions()[offer];
        while (to > from && log.times()[to - 1] >= offers.times()[offer]) {
            to--; // of the same second: their order is unknown
        }
        return new PastActions(Arrays.copyOfRange(log.actions(), from, to), Arrays.copyOfRange(log.taken(), from, to));
    }

    private static History history(ActionTrainingSet set, int user, long before) {
        int itemUser = set.itemUsers()[user];
        if (itemUser < 0) {
            return History.EMPTY;
        }
        var log = set.interactions();
        int from = log.from(itemUser);
        int to = log.to(itemUser);
        int least = from;
        while (least < to) {
            int middle = (least + to) >>> 1;
            if (log.times()[middle] < before) {
                least = middle + 1;
            } else {
                to = middle;
            }
        }
        int newest = Math.max(from, to - LONGEST_HISTORY);
        return new History(
                Arrays.copyOfRange(log.items(), newest, to),
                Arrays.copyOfRange(log.times(), newest, to),
                Arrays.copyOfRange(log.weights(), newest, to));
    }

    int action(int row) {
        return offers.actions()[chosen[row]];
    }

    int user(int row) {
        return offers.users()[chosen[row]];
    }

    /// Returns the rows of `among` by action, ascending.
    int[][] byAction(int[] among, int actionCount) {
        var counts = new int[actionCount];
        for (int row : among) {
            counts[action(row)]++;
        }
        var rowsOf = new int[actionCount][];
        for (int action = 0; action < actionCount; action++) {
            rowsOf[action] = new int[counts[action]];
        }
        Arrays.fill(counts, 0);
        for (int row : among) {
            int action = action(row);
            rowsOf[action][counts[action]++] = row;
        }
        return rowsOf;
    }
}
