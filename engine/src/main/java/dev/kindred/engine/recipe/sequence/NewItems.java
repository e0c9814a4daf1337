package dev.kindred.engine.recipe.sequence;

import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Items of which little is known because they are new: created within [#DAYS] days before a request, and with
/// fewer than [#KNOWN] interactions at training. Now and then one of them takes a place in an answer, so that
/// users can show what they make of it: on average one place in twenty, never the first one.
///
/// Sections: `new.items` (4 bytes each), the newest first, and `new.times`, when each came to be (8 bytes).
final class NewItems {

    private static final int KNOWN = 5;
    private static final long DAYS = 30;
    private static final double SHARE = 0.05;
    private static final int TRIES = 200;

    private final int[] items;
    private final long[] times;

    private NewItems(int[] items, long[] times) {
        this.items = items;
        this.times = times;
    }

    static NewItems of(TrainingSet set) {
        var counts = new int[set.items().size()];
        for (int item : set.interactions().items()) {
            counts[item]++;
        }
        var createdAt = set.items().createdAt();
        var items = new Integer[counts.length];
        int size = 0;
        for (int item = 0; item < counts.length; item++) {
            if (counts[item] < KNOWN && createdAt[item] != ItemTable.UNKNOWN) {
                items[size++] = item;
            }
        }
        var found = Arrays.copyOf(items, size);
        Arrays.sort(found, (a, b) -> Long.compare(createdAt[b], createdAt[a]));
        return new NewItems(
                Arrays.stream(found).mapToInt(Integer::intValue).toArray(),
                Arrays.stream(found).mapToLong(item -> createdAt[item]).toArray());
    }

    static NewItems read(SectionFile file) {
        return new NewItems(file.ints("new.items"), file.longs("new.times"));
    }

    void write(SectionWriter file) throws IOException {
        file.ints("new.items", items);
        file.longs("new.times", times);
    }

    /// Returns the answer with some places given to new items that are eligible. Such an item has the score of
    /// the one whose place it takes; those after it move down, and the last one falls out of a full answer.
    RankedItems entered(RankedItems answer, Query query) {
        int from = firstNotAfter(query.now());
        int to = firstNotAfter(query.now() - DAYS * 24 * 3600);
        boolean isOff = query.exploration() != null && query.exploration().weight() == 0;
        if (isOff || from >= to || answer.size() < 2) {
            return answer;
        }
        var random = new SplittableRandom(query.seed());
        var items = answer.items().clone();
        var reasons = answer.reasons().clone();
        for (int place = 1; place < items.length; place++) {
            if (random.nextDouble() < SHARE) {
                int found = choose(from, to, items, query, random);
                if (found >= 0) {
                    System.arraycopy(items, place, items, place + 1, items.length - place - 1);
                    System.arraycopy(reasons, place, reasons, place + 1, items.length - place - 1);
                    items[place] = found;
                    reasons[place] = Reason.EXPLORATION;
                }
            }
        }
        return new RankedItems(items, answer.scores(), reasons);
    }

    private int choose(int from, int to, int[] taken, Query query, SplittableRandom random) {
        for (int tries = 0; tries < TRIES; tries++) {
            int item = items[random.nextInt(from, to)];
            if (query.eligible().contains(item) && Arrays.stream(taken).noneMatch(other -> other == item)) {
                return item;
            }
        }
        return -1;
    }

    /// The place of the newest item that was created at or before `time`.
    private int firstNotAfter(long time) {
        int low = 0;
        int high = times.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] > time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
