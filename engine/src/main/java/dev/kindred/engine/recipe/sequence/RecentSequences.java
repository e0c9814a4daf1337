package dev.kindred.engine.recipe.sequence;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.ranking.History;
import dev.kindred.engine.recipe.ItemScores;
import dev.kindred.engine.recipe.member.Attribution;
import dev.kindred.engine.recipe.member.Profile;
import dev.kindred.engine.recipe.member.SparsePart;
import dev.kindred.kernels.BestOf;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;

/// Session-based nearest neighbours: scores items by the users' recent sequences that are nearest to a history,
/// and by the items that follow the shared ones. Sequences are nearer the more items they share, with higher
/// weights for rare and recent items. The items of a neighbour after its newest shared item count, with higher
/// weights for the next ones.
///
/// After Garg et al., "Sequence and time aware neighborhood for session-based recommendations" (STAN, 2019), and
/// Ludewig and Jannach's V-SKNN (2018). Departures: decays by position instead of by time, and a bound on the
/// number of sequences per item, so that the cost does not grow with the number of users.
///
/// Sections: `sequences.offsets` and `sequences.items`, the newest [#LONGEST] events of each sequence, oldest
/// first; `sequences.postings.offsets` and `sequences.postings`, for each item the newest sequences that contain
/// it; `sequences.norms`, the length of each sequence as a vector; `sequences.rarity` of each item (floats);
/// `sequences.parameters`, the decay, and 1 if order counts or 0. Integers have 4 bytes.
public final class RecentSequences implements SparsePart {

    /// The maximum number of events of a sequence, the newest ones. Taste.
    private static final int LONGEST = 50;

    /// The maximum number of sequences of an item, which bounds the cost of a request. Taste.
    private static final int SEQUENCES_OF_AN_ITEM = 300;

    /// The number of nearest sequences that score items. Taste.
    private static final int NEIGHBOURS = 300;

    /// The factor by which an event of a neighbour counts less than the previous one, and in its vector less
    /// than the next one. Taste.
    private static final float FADING = 0.9f;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int[] offsets;
    private final MemorySegment items;
    private final int[] postingOffsets;
    private final MemorySegment postings;
    private final float[] norms;
    private final float[] rarity;
    private final float decay;
    private final boolean ordered;

    private RecentSequences(
            int[] offsets,
            MemorySegment items,
            int[] postingOffsets,
            MemorySegment postings,
            float[] norms,
            float[] rarity,
            float decay,
            boolean ordered) {
        this.offsets = offsets;
        this.items = items;
        this.postingOffsets = postingOffsets;
        this.postings = postings;
        this.norms = norms;
        this.rarity = rarity;
        this.decay = decay;
        this.ordered = ordered;
    }

    static RecentSequences train(Sequences all, float decay, boolean ordered) {
        var offsets = new int[all.count() + 1];
        var items = new int[all.items().length];
        for (int sequence = 0; sequence < all.count(); sequence++) {
            int to = all.offsets()[sequence + 1];
            int from = Math.max(all.offsets()[sequence], to - LONGEST);
            System.arraycopy(all.items(), from, items, offsets[sequence], to - from);
            offsets[sequence + 1] = offsets[sequence] + to - from;
        }
        items = Arrays.copyOf(items, offsets[all.count()]);
        var counts = new int[all.itemCount()];
        for (int item : items) {
            counts[item]++;
        }
        var rarity = new float[counts.length];
        for (int item = 0; item < rarity.length; item++) {
            rarity[item] = (float) Math.log((all.count() + 1.0) / Math.max(1, Math.min(counts[item], all.count())));
        }
        var norms = new float[all.count()];
        for (int sequence = 0; sequence < norms.length; sequence++) {
            norms[sequence] = norm(items, offsets[sequence], offsets[sequence + 1], rarity, ordered);
        }
        var postingOffsets = new int[counts.length + 1];
        for (int item = 0; item < counts.length; item++) {
            postingOffsets[item + 1] = postingOffsets[item] + Math.min(SEQUENCES_OF_AN_ITEM, counts[item]);
        }
        var postings = postings(all, offsets, items, postingOffsets);
        return new RecentSequences(
                offsets,
                MemorySegment.ofArray(items),
                postingOffsets,
                MemorySegment.ofArray(postings),
                norms,
                rarity,
                decay,
                ordered);
    }

    private static float norm(int[] items, int from, int to, float[] rarity, boolean ordered) {
        double squares = 0;
        float fading = 1;
        for (int at = to - 1; at >= from; at--) {
            squares += (double) fading * fading * rarity[items[at]] * rarity[items[at]];
            fading *= ordered ? FADING : 1;
        }
        return (float) Math.sqrt(squares);
    }

    /// Returns for each item the newest sequences that contain it, up to the reserved space. A sequence that
    /// repeats an item takes several places.
    private static int[] postings(Sequences all, int[] offsets, int[] items, int[] postingOffsets) {
        var newestFirst = new long[all.count()][2];
        for (int sequence = 0; sequence < newestFirst.length; sequence++) {
            newestFirst[sequence][0] = all.newest()[sequence];
            newestFirst[sequence][1] = sequence;
        }
        Arrays.sort(newestFirst, (a, b) -> a[0] != b[0] ? Long.compare(b[0], a[0]) : Long.compare(a[1], b[1]));
        var next = Arrays.copyOf(postingOffsets, postingOffsets.length - 1);
        var postings = new int[postingOffsets[next.length]];
        for (var entry : newestFirst) {
            int sequence = (int) entry[1];
            for (int at = offsets[sequence]; at < offsets[sequence + 1]; at++) {
                int item = items[at];
                if (next[item] < postingOffsets[item + 1]) {
                    postings[next[item]++] = sequence;
                }
            }
        }
        return postings;
    }

    /// Returns the same sequences with another decay.
    RecentSequences with(float newDecay) {
        return new RecentSequences(offsets, items, postingOffsets, postings, norms, rarity, newDecay, ordered);
    }

    static RecentSequences read(SectionFile file) {
        var parameters = file.floats("sequences.parameters");
        return new RecentSequences(
                file.ints("sequences.offsets"),
                file.segment("sequences.items"),
                file.ints("sequences.postings.offsets"),
                file.segment("sequences.postings"),
                file.floats("sequences.norms"),
                file.floats("sequences.rarity"),
                parameters[0],
                parameters[1] != 0);
    }

    @Override
    public void write(SectionWriter file, String prefix) throws IOException {
        file.ints("sequences.offsets", offsets);
        file.segment("sequences.items", items);
        file.ints("sequences.postings.offsets", postingOffsets);
        file.segment("sequences.postings", postings);
        file.floats("sequences.norms", norms);
        file.floats("sequences.rarity", rarity);
        file.floats("sequences.parameters", new float[] {decay, ordered ? 1 : 0});
    }

    @Override
    public Scorer scorer() {
        var scratch = new Scratch(new ItemScores(norms.length), new int[norms.length], new BestOf());
        return new Scorer() {
            @Override
            public void score(Profile profile, ItemScores scores) {
                RecentSequences.this.score(Sequences.newest(profile.history()), scores, scratch);
            }

            @Override
            public void attribute(Profile profile, Attribution attribution) {
                RecentSequences.this.attribute(profile, attribution, scratch);
            }
        };
    }

    /// The arrays of a scorer, empty between two profiles.
    ///
    /// @param sequences scores of sequences
    /// @param newest for each sequence with a score, the age of the newest event of the history whose item it
    /// contains
    /// @param best selects the nearest sequences
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    private record Scratch(ItemScores sequences, int[] newest, BestOf best) {}

    private void score(History history, ItemScores scores, Scratch scratch) {
        var crowded = crowded(history);
        var events = new int[LONGEST];
        var nearest = neighbours(history, scratch);
        for (int i = 0; i < nearest.sequences().length; i++) {
            int sequence = nearest.sequences()[i];
            int size = copy(items, offsets[sequence], offsets[sequence + 1], events);
            int from = ordered ? 1 + newestShared(history, scratch.newest()[sequence], crowded, events, size) : 0;
            float weight = nearest.likeness()[i];
            for (int at = from; at < size; at++) {
                scores.add(events[at], Math.max(Float.MIN_NORMAL, weight));
                weight *= ordered ? FADING : 1;
            }
        }
    }

    /// Attributes the score that a neighbour gives to the events of the history that it shares, in proportion to
    /// their weights in its similarity. The selection of the neighbours, and the position from which their items
    /// count, are taken as given.
    private void attribute(Profile profile, Attribution attribution, Scratch scratch) {
        var history = Sequences.newest(profile.history());
        var crowded = crowded(history);
        var nearest = neighbours(history, scratch).sequences();
        var givers = new ArrayList<Giver>();
        var events = new int[LONGEST];
        for (int sequence : nearest) {
            int size = copy(items, offsets[sequence], offsets[sequence + 1], events);
            int from = ordered ? 1 + newestShared(history, scratch.newest()[sequence], crowded, events, size) : 0;
            var giver = new Giver(sequence, new int[size - from], new float[size - from]);
            float fading = 1 / Math.max(Float.MIN_NORMAL, norms[sequence]);
            boolean isGiver = false;
            for (int at = from; at < size; at++) {
                giver.at()[at - from] = attribution.find(events[at]);
                giver.factors()[at - from] = fading;
                isGiver |= giver.at()[at - from] >= 0;
                fading *= ordered ? FADING : 1;
            }
            if (isGiver) {
                givers.add(giver);
            }
        }
        givers.sort(Comparator.comparingInt(Giver::sequence));
        var sequences = givers.stream().mapToInt(Giver::sequence).toArray();
        var having = new int[SEQUENCES_OF_AN_ITEM];
        for (int age = 0; age < history.size(); age++) {
            int item = history.items()[age];
            int place = profile.place(item);
            float weight = weight(history, age);
            int size = copy(postings, postingOffsets[item], postingOffsets[item + 1], having);
            for (int i = 0; i < size; i++) {
                int found = Arrays.binarySearch(sequences, having[i]);
                if (found >= 0) {
                    givers.get(found).give(attribution, place, weight);
                }
            }
        }
    }

    /// A neighbour that scores explained items.
    ///
    /// @param at the positions of its counted events in the attribution, or -1
    /// @param factors the score of each for a weight of 1
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    private record Giver(int sequence, int[] at, float[] factors) {

        void give(Attribution attribution, int place, float weight) {
            for (int i = 0; i < at.length; i++) {
                if (at[i] >= 0) {
                    attribution.add(at[i], place, weight * factors[i]);
                }
            }
        }
    }

    private float weight(History history, int age) {
        float itemRarity = rarity[history.items()[age]];
        float fading = (float) Math.pow(decay, age);
        return Math.max(Float.MIN_NORMAL, fading * history.weights()[age] * itemRarity * itemRarity);
    }

    /// Returns the items of a history that more sequences contain than are listed for them.
    private ItemFilter crowded(History history) {
        var few = new ItemFilter();
        for (int item : history.items()) {
            if (postingOffsets[item + 1] - postingOffsets[item] == SEQUENCES_OF_AN_ITEM) {
                few.add(item);
            }
        }
        return few;
    }

    /// Returns the last position in the sequence of the history's newest shared item.
    ///
    /// @param listed the number of events of the history after the newest one whose item lists the sequence
    /// @param crowded the items that may be shared without listing it
    private static int newestShared(History history, int listed, ItemFilter crowded, int[] events, int size) {
        int age = listed;
        int found = size - 1;
        while (events[found] != history.items()[age]) {
            found--;
        }
        for (int at = 0; at < size && !crowded.isEmpty(); at++) {
            if (crowded.mayHave(events[at])) {
                int newer = 0;
                while (newer < age && history.items()[newer] != events[at]) {
                    newer++;
                }
                if (newer < age || events[at] == history.items()[age]) {
                    age = newer;
                    found = at;
                }
            }
        }
        return found;
    }

    /// Copies entries to the beginning of an array and returns their number. A copy costs less than reading a
    /// mapped file entry by entry.
    private static int copy(MemorySegment from, int begin, int end, int[] to) {
        MemorySegment.copy(from, INT, (long) begin * Integer.BYTES, to, 0, end - begin);
        return end - begin;
    }

    /// Some sequences and their similarities.
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    private record Neighbours(int[] sequences, float[] likeness) {}

    /// Selects the nearest sequences, and stores for each the newest event of the history whose item it
    /// contains.
    private Neighbours neighbours(History history, Scratch scratch) {
        var likeness = scratch.sequences();
        var having = new int[SEQUENCES_OF_AN_ITEM];
        var newest = scratch.newest();
        for (int age = history.size() - 1; age >= 0; age--) { // so that the newest one is stored last
            int item = history.items()[age];
            float weight = weight(history, age);
            int size = copy(postings, postingOffsets[item], postingOffsets[item + 1], having);
            for (int i = 0; i < size; i++) {
                likeness.add(having[i], weight);
                newest[having[i]] = age;
            }
        }
        var sequences = new int[likeness.touched().number()];
        var scores = new float[sequences.length];
        likeness.drain(sequences, scores);
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= Math.max(Float.MIN_NORMAL, norms[sequences[i]]);
        }
        var nearest = new Neighbours(new int[NEIGHBOURS], new float[NEIGHBOURS]);
        int count = scratch.best()
                .select(scores, sequences, scores.length, NEIGHBOURS, nearest.sequences(), nearest.likeness());
        return count == NEIGHBOURS
                ? nearest
                : new Neighbours(Arrays.copyOf(nearest.sequences(), count), Arrays.copyOf(nearest.likeness(), count));
    }

    /// A set of a few items for queries that nearly always fail: a Bloom filter with one hash, small enough for
    /// the first-level cache.
    private static final class ItemFilter {

        private final long[] bits = new long[128];
        private boolean isEmpty = true;

        void add(int item) {
            bits[word(item)] |= 1L << item;
            isEmpty = false;
        }

        boolean isEmpty() {
            return isEmpty;
        }

        /// Returns false only if the set does not contain the item.
        boolean mayHave(int item) {
            return ((bits[word(item)] >>> item) & 1) != 0;
        }

        private static int word(int item) {
            return (item * 0x9E3779B9) >>> 25;
        }
    }
}
