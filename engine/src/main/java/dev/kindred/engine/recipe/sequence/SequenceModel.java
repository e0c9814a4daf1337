package dev.kindred.engine.recipe.sequence;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.model.ItemIds;
import dev.kindred.engine.model.ItemMatrix;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.engine.ranking.TopItems;
import dev.kindred.engine.recipe.popularity.PopularItems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Ranks items by what may come next after a history: a blend of next-item rules and of recent sequences like
/// it. Each member's scores are divided by the mean of its best 100, weighed and added up. An item's score in
/// an answer is its share of the scores of all candidates, which is the softmax of their logarithms; candidates
/// are the items that any member named, a few thousand at most.
///
/// A few places of an answer go to new items; see [NewItems]. Where members name too few eligible items popular
/// ones follow, without a score. Without a history all are popular ones.
///
/// File: the ids of the items; `popular`, every item once, the most popular first (4 bytes each); the sections
/// of [NewItems], [NextItemRules] and [RecentSequences]; `weights`, the members' shares in the blend (floats);
/// `repeat`, what scores of items of the history are multiplied by (float).
public final class SequenceModel implements Model {

    public static final String KIND = "SEQUENCE";
    private static final int VERSION = 1;

    /// How many of the newest events of a history are looked at.
    private static final int NEWEST = 50;

    private static final int TYPICAL_OF_BEST = 100;

    /// How much the popularity of an item counts in a ranking beside the members: enough to break ties.
    private static final double POPULARITY_IN_RANKING = 1e-3;

    private final IdIndex ids;
    private final PopularItems popular;
    private final NewItems newItems;
    private final NextItemRules rules;
    private final RecentSequences sequences;
    private final List<SequenceMember> members;
    private final float[] weights;
    private final float repeat;
    private final ConcurrentLinkedQueue<Scratch> idle = new ConcurrentLinkedQueue<>();

    /// @param weights of the rules and of the sequences
    SequenceModel(
            IdIndex ids,
            PopularItems popular,
            NewItems newItems,
            NextItemRules rules,
            RecentSequences sequences,
            float[] weights,
            float repeat) {
        this.ids = ids;
        this.popular = popular;
        this.newItems = newItems;
        this.rules = rules;
        this.sequences = sequences;
        this.members = List.of(rules, sequences);
        this.weights = weights;
        this.repeat = repeat;
    }

    public static SequenceModel open(Path path) throws IOException {
        var file = SectionFile.open(path, KIND, VERSION);
        return new SequenceModel(
                ItemIds.read(file),
                new PopularItems(file.ints("popular")),
                NewItems.read(file),
                NextItemRules.read(file),
                RecentSequences.read(file),
                file.floats("weights"),
                file.floats("repeat")[0]);
    }

    @Override
    public void write(Path path) throws IOException {
        try (var file = SectionWriter.create(path, KIND, VERSION)) {
            ItemIds.write(file, ids);
            file.ints("popular", popular.order());
            newItems.write(file);
            for (var member : members) {
                member.write(file);
            }
            file.floats("weights", weights);
            file.floats("repeat", new float[] {repeat});
            file.finish();
        }
    }

    @Override
    public IdIndex items() {
        return ids;
    }

    @Override
    public RankedItems rank(Query query) {
        var scratch = scratch();
        try {
            blend(newest(query.history()), scratch);
            var answer = best(scratch.total(), query.eligible(), query.numResults());
            return popular.fillUp(newItems.entered(answer, query), query.eligible(), query.numResults());
        } finally {
            giveBack(scratch);
        }
    }

    private static RankedItems best(ItemScores scores, ItemSet eligible, int numResults) {
        var top = new TopItems(Math.min(numResults, scores.size()));
        var sum = new double[1];
        if (eligible.estimatedSize() < scores.size()) {
            eligible.forEach(item -> {
                if (scores.score(item) > 0) {
                    sum[0] += scores.score(item);
                    top.offer(item, scores.score(item));
                }
            });
        } else {
            for (int i = 0; i < scores.size(); i++) {
                int item = scores.touched(i);
                if (eligible.contains(item)) {
                    sum[0] += scores.score(item);
                    top.offer(item, scores.score(item));
                }
            }
        }
        var keys = top.drain();
        var items = new int[keys.length];
        var shares = new double[keys.length];
        var reasons = new Reason[keys.length];
        for (int i = 0; i < keys.length; i++) {
            items[i] = TopItems.item(keys[i]);
            shares[i] = TopItems.score(keys[i]) / sum[0];
            reasons[i] = Reason.RELEVANT;
        }
        return new RankedItems(items, shares, reasons);
    }

    @Override
    public RankedItems rerank(Query query, int[] items) {
        var scratch = scratch();
        try {
            blend(newest(query.history()), scratch);
            var scores = new double[items.length];
            double sum = 0;
            for (int i = 0; i < items.length; i++) {
                scores[i] = scratch.total().score(items[i]) + POPULARITY_IN_RANKING / (1.0 + popular.rank(items[i]));
                sum += scores[i];
            }
            return sorted(items, scores, sum);
        } finally {
            giveBack(scratch);
        }
    }

    private static RankedItems sorted(int[] items, double[] scores, double sum) {
        var order = new Integer[items.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a])); // stable: ties as they were given
        var sortedItems = new int[items.length];
        var shares = new double[items.length];
        var reasons = new Reason[items.length];
        Arrays.fill(reasons, Reason.RELEVANT);
        for (int i = 0; i < order.length; i++) {
            sortedItems[i] = items[order[i]];
            shares[i] = scores[order[i]] / sum;
        }
        return new RankedItems(sortedItems, shares, reasons);
    }

    /// The newest events, the same item twice in a row taken as one.
    private static History newest(History history) {
        var items = new int[Math.min(NEWEST, history.size())];
        var times = new long[items.length];
        var weights = new float[items.length];
        int size = 0;
        for (int age = 0; age < history.size(); age++) {
            if (size > 0 && items[size - 1] == history.items()[age]) {
                weights[size - 1] = Math.max(weights[size - 1], history.weights()[age]);
                continue;
            }
            if (size == items.length) {
                break;
            }
            items[size] = history.items()[age];
            times[size] = history.times()[age];
            weights[size++] = history.weights()[age];
        }
        return new History(Arrays.copyOf(items, size), Arrays.copyOf(times, size), Arrays.copyOf(weights, size));
    }

    private void blend(History history, Scratch scratch) {
        if (history.size() == 0) {
            return;
        }
        var had = Arrays.stream(history.items()).distinct().toArray();
        for (int i = 0; i < members.size(); i++) {
            if (weights[i] > 0) {
                members.get(i).score(history, scratch.member(), scratch);
                add(scratch.member(), weights[i], had, scratch.total());
                scratch.member().clear();
            }
        }
    }

    /// Adds a member's scores to the blend. Items of the history stay out of its typical score.
    private void add(ItemScores member, float weight, int[] had, ItemScores total) {
        var ofHad = new float[had.length];
        for (int i = 0; i < had.length; i++) {
            ofHad[i] = member.score(had[i]);
            if (ofHad[i] > 0) {
                member.replace(had[i], Float.MIN_VALUE);
            }
        }
        float factor = weight / typical(member);
        for (int i = 0; i < member.size(); i++) {
            float score = member.score(member.touched(i));
            if (score != Float.MIN_VALUE) {
                total.add(member.touched(i), Math.max(Float.MIN_NORMAL, factor * score));
            }
        }
        for (int i = 0; i < had.length; i++) {
            if (ofHad[i] > 0) {
                total.add(had[i], Math.max(Float.MIN_NORMAL, factor * ofHad[i] * repeat));
            }
        }
    }

    private static float typical(ItemScores member) {
        var top = new TopItems(TYPICAL_OF_BEST);
        for (int i = 0; i < member.size(); i++) {
            top.offer(member.touched(i), member.score(member.touched(i)));
        }
        double sum = 0;
        for (long key : top.drain()) {
            sum += TopItems.score(key);
        }
        return (float) Math.max(Float.MIN_NORMAL, sum / TYPICAL_OF_BEST);
    }

    private Scratch scratch() {
        var used = idle.poll();
        if (used != null) {
            return used;
        }
        int count = ids.size();
        return new Scratch(
                new ItemScores(count),
                new ItemScores(count),
                new ItemScores(count),
                new ItemScores(sequences.count()),
                ItemMatrix.Row.roomFor(rules.counts()));
    }

    private void giveBack(Scratch scratch) {
        scratch.total().clear();
        scratch.member().clear();
        scratch.ages().clear();
        scratch.sequences().clear();
        idle.add(scratch);
    }
}
