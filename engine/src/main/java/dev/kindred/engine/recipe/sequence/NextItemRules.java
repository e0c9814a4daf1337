package dev.kindred.engine.recipe.sequence;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.model.SparseMatrix;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.TopItems;
import dev.kindred.engine.recipe.ItemScores;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.member.Attribution;
import dev.kindred.engine.recipe.member.Profile;
import dev.kindred.engine.recipe.member.SparsePart;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Sequential rules: users with one item have another soon after. An item that occurs `d` events after another
/// adds `d^-p` to the count of the rule; rules with low counts are smoothed:
///
/// score(j) = Σ over the history, newest first, of γ^age · count(i → j) / (Σ count(i → ·) + smoothing)
///
/// The method is sequential rules of Ludewig and Jannach, "Evaluation of session-based recommendation
/// algorithms" (2018). Departures: older events take part with a decay, and rules are smoothed.
///
/// Sections: the matrix `rules.`, the greatest counts of each item; `rules.totals`, the sum of each item's
/// counts, including truncated ones (floats); `rules.parameters`, γ and the smoothing.
public final class NextItemRules implements SparsePart {

    /// The maximum distance of later items that count. Taste.
    static final int REACH = 20;

    /// The number of rules that an item keeps: more than an answer has. Taste.
    private static final int KEPT = 128;

    /// Number of items per task of a thread and between two reports of progress. Taste.
    private static final int ITEMS_AT_ONCE = 4096;
    private static final int ITEMS_OF_A_THREAD = 64;

    private final SparseMatrix counts;
    private final float[] totals;
    private final float decay;
    private final float smoothing;

    private NextItemRules(SparseMatrix counts, float[] totals, float decay, float smoothing) {
        this.counts = counts;
        this.totals = totals;
        this.decay = decay;
        this.smoothing = smoothing;
    }

    /// Counts the items that soon follow each item.
    ///
    /// @param ordered whether only later items count, or earlier ones as well
    static NextItemRules train(
            Sequences sequences, RuleParameters parameters, boolean ordered, TrainingContext context) {
        var byDistance = new float[REACH + 1];
        for (int distance = 1; distance <= REACH; distance++) {
            byDistance[distance] = (float) Math.pow(distance, -parameters.distancePower());
        }
        var events = Occurrences.of(sequences);
        int itemCount = sequences.itemCount();
        var rows = new SparseMatrix.Row[itemCount];
        var totals = new float[itemCount];
        var idle = new ConcurrentLinkedQueue<ItemScores>();
        for (int start = 0; start < itemCount; start += ITEMS_AT_ONCE) {
            int first = start;
            context.watch().reached("learning next-item rules", (double) start / itemCount);
            context.workers().forRanges(Math.min(ITEMS_AT_ONCE, itemCount - start), ITEMS_OF_A_THREAD, (from, to) -> {
                var before = idle.poll();
                var sums = before == null ? new ItemScores(itemCount) : before;
                for (int item = first + from; item < first + to; item++) {
                    totals[item] = count(item, sequences, events, byDistance, ordered, sums);
                    rows[item] = best(sums);
                    sums.clear();
                }
                idle.add(sums);
            });
        }
        return new NextItemRules(SparseMatrix.of(rows), totals, parameters.decay(), parameters.smoothing());
    }

    private static float count(
            int item, Sequences sequences, Occurrences events, float[] byDistance, boolean ordered, ItemScores sums) {
        double total = 0;
        for (int i = events.offsets()[item]; i < events.offsets()[item + 1]; i++) {
            int at = events.positions()[i];
            int sequence = events.sequences()[i];
            int end = Math.min(sequences.offsets()[sequence + 1], at + REACH + 1);
            int begin = ordered ? at + 1 : Math.max(sequences.offsets()[sequence], at - REACH);
            for (int other = begin; other < end; other++) {
                if (other != at) {
                    float amount = byDistance[Math.abs(other - at)]
                            * sequences.weights()[at]
                            * sequences.weights()[other];
                    total += amount;
                    sums.add(sequences.items()[other], amount);
                }
            }
        }
        return (float) total;
    }

    private static SparseMatrix.Row best(ItemScores sums) {
        var top = new TopItems(KEPT);
        var touched = sums.touched();
        for (int item = touched.next(0); item >= 0; item = touched.next(item + 1)) {
            top.offer(item, sums.score(item));
        }
        var keys = top.drain();
        var row = new SparseMatrix.Row(new int[keys.length], new float[keys.length]);
        for (int i = 0; i < keys.length; i++) {
            row.columns()[i] = TopItems.item(keys[i]);
            row.values()[i] = TopItems.score(keys[i]);
        }
        return row;
    }

    /// Returns the same counts with another decay and smoothing.
    NextItemRules with(RuleParameters parameters) {
        return new NextItemRules(counts, totals, parameters.decay(), parameters.smoothing());
    }

    static NextItemRules read(SectionFile file) {
        var parameters = file.floats("rules.parameters");
        return new NextItemRules(
                SparseMatrix.readWithLongOffsets(file, "rules."),
                file.floats("rules.totals"),
                parameters[0],
                parameters[1]);
    }

    @Override
    public void write(SectionWriter file, String prefix) throws IOException {
        counts.write(file, "rules.");
        file.floats("rules.totals", totals);
        file.floats("rules.parameters", new float[] {decay, smoothing});
    }

    @Override
    public Scorer scorer() {
        var row = SparseMatrix.Row.bufferFor(counts);
        return new Scorer() {
            @Override
            public void score(Profile profile, ItemScores scores) {
                NextItemRules.this.score(Sequences.newest(profile.history()), scores, row);
            }

            @Override
            public void attribute(Profile profile, Attribution attribution) {
                NextItemRules.this.attribute(profile, attribution, row);
            }
        };
    }

    private void score(History history, ItemScores scores, SparseMatrix.Row row) {
        float fading = 1;
        for (int age = 0; age < history.size(); age++) {
            int item = history.items()[age];
            float weight = fading * history.weights()[age] / (totals[item] + smoothing);
            int size = counts.copyRow(item, row);
            for (int i = 0; i < size; i++) {
                scores.add(row.columns()[i], Math.max(Float.MIN_NORMAL, weight * row.values()[i]));
            }
            fading *= decay;
        }
    }

    private void attribute(Profile profile, Attribution attribution, SparseMatrix.Row row) {
        var history = Sequences.newest(profile.history());
        float fading = 1;
        for (int age = 0; age < history.size(); age++) {
            int item = history.items()[age];
            int place = profile.place(item);
            float weight = fading * history.weights()[age] / (totals[item] + smoothing);
            int size = counts.copyRow(item, row);
            for (int i = 0; i < size; i++) {
                int at = attribution.find(row.columns()[i]);
                if (at >= 0) {
                    attribution.add(at, place, weight * row.values()[i]);
                }
            }
            fading *= decay;
        }
    }

    /// The occurrences of each item: positions and sequences.
    record Occurrences(int[] offsets, int[] positions, int[] sequences) {

        static Occurrences of(Sequences all) {
            int size = all.items().length;
            var offsets = new int[all.itemCount() + 1];
            for (int item : all.items()) {
                offsets[item + 1]++;
            }
            Arrays.parallelPrefix(offsets, Integer::sum);
            var next = offsets.clone();
            var positions = new int[size];
            var sequences = new int[size];
            for (int sequence = 0; sequence < all.count(); sequence++) {
                for (int at = all.offsets()[sequence]; at < all.offsets()[sequence + 1]; at++) {
                    int to = next[all.items()[at]]++;
                    positions[to] = at;
                    sequences[to] = sequence;
                }
            }
            return new Occurrences(offsets, positions, sequences);
        }
    }
}
