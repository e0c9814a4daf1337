package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.model.ItemIds;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.ranking.ItemSet;
import dev.kindred.engine.ranking.Query;
import dev.kindred.engine.ranking.RankedItems;
import dev.kindred.engine.ranking.RankedItems.Reason;
import dev.kindred.engine.recipe.popularity.PopularItems;
import dev.kindred.kernels.TopK;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntConsumer;

/// Finds items for a user by a blend of collaborative models.
///
/// File: the ids of the items; `popular`, every item once, the most popular first, and `users`, the number of
/// users of each item (4 bytes each); `favour`, what an item's score is multiplied by for an objective's sake
/// (4-byte floats, or empty); and the sections of [Blend].
public final class PersonalizationModel implements Model {

    public static final String KIND = "PERSONAL";
    private static final int VERSION = 1;

    /// A set of fewer items than this is walked instead of asked about the best items.
    private static final int FEW = 5000;

    /// How many of the best eligible items are scored to the last digit, and of the most popular ones.
    private static final int CANDIDATES = 500;

    /// What a score is multiplied by before it becomes a share of a softmax.
    private static final double SHARPNESS = 4;

    private final IdIndex ids;
    private final PopularItems popular;
    private final int[] users;
    private final long allUsers;
    private final float[] favour;
    private final Blend blend;

    /// @param users the number of users of each item
    /// @param favour what an item's score is multiplied by, or empty for nothing
    PersonalizationModel(IdIndex ids, PopularItems popular, int[] users, float[] favour, Blend blend) {
        this.ids = ids;
        this.popular = popular;
        this.users = users;
        this.allUsers = Arrays.stream(users).asLongStream().sum();
        this.favour = favour;
        this.blend = blend;
    }

    /// Opens a model by memory map.
    public static PersonalizationModel open(Path path) throws IOException {
        var file = SectionFile.open(path, KIND, VERSION);
        var order = file.ints("popular");
        return new PersonalizationModel(
                ItemIds.read(file),
                new PopularItems(order),
                file.ints("users"),
                file.floats("favour"),
                Blend.read(file, order));
    }

    @Override
    public void write(Path path) throws IOException {
        try (var file = SectionWriter.create(path, KIND, VERSION)) {
            ItemIds.write(file, ids);
            file.ints("popular", popular.order());
            file.ints("users", users);
            file.floats("favour", favour);
            blend.write(file);
            file.finish();
        }
    }

    @Override
    public IdIndex items() {
        return ids;
    }

    @Override
    public RankedItems rank(Query query) {
        var profile = Profile.of(query.history(), blend.recency());
        if (profile.size() == 0) {
            return popularItems(query);
        }
        var found = blend.with(scoring -> {
            scoring.start(profile);
            return new Ranking(scoring, profile, query).rank();
        });
        return filledUp(found, query, profile);
    }

    /// Returns the answer that [#rank] would give if it looked at every item.
    RankedItems rankExactly(Query query) {
        var profile = Profile.of(query.history(), blend.recency());
        var scoring = blend.exact();
        scoring.start(profile);
        return filledUp(new Ranking(scoring, profile, query).rankAll(), query, profile);
    }

    private RankedItems filledUp(RankedItems found, Query query, Profile profile) {
        if (found.size() >= query.numResults()) {
            return found;
        }
        var eligible = query.eligible();
        if (blend.repeats().heldBack()) {
            found = popular.fillUp(found, new But(eligible, profile.items()), query.numResults());
        }
        return popular.fillUp(found, eligible, query.numResults());
    }

    /// An answer for a user of whom nothing is known: popular items, scored by their shares of all users'
    /// items.
    private RankedItems popularItems(Query query) {
        var best = popular.best(query.eligible(), query.numResults(), new int[0]);
        var scores = new double[best.length];
        var reasons = new Reason[best.length];
        for (int i = 0; i < best.length; i++) {
            scores[i] = allUsers == 0 ? 1.0 / ids.size() : (double) users[best[i]] / allUsers;
            reasons[i] = Reason.RELEVANT;
        }
        return new RankedItems(best, scores, reasons);
    }

    @Override
    public RankedItems rerank(Query query, int[] items) {
        var profile = Profile.of(query.history(), blend.recency());
        var scores = new float[items.length];
        if (profile.size() == 0) {
            for (int i = 0; i < items.length; i++) {
                scores[i] = allUsers == 0 ? 0 : (float) Math.log1p(users[items[i]]);
            }
            return sorted(items, scores, 1);
        }
        return blend.with(scoring -> {
            scoring.start(profile);
            var ranking = new Ranking(scoring, profile, query);
            for (int i = 0; i < items.length; i++) {
                scores[i] = ranking.score(items[i]);
            }
            return sorted(items, scores, SHARPNESS);
        });
    }

    /// The items by falling score, with a softmax over them.
    private static RankedItems sorted(int[] items, float[] scores, double sharpness) {
        var top = new TopK(items.length);
        top.offerAll(scores, 0, items.length, 0);
        var places = new int[items.length];
        var best = new float[items.length];
        int count = top.drain(places, best);
        var order = new int[count];
        var shares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            order[i] = items[places[i]];
            shares[i] = Math.exp(sharpness * (best[i] - best[0]));
            sum += shares[i];
        }
        for (int i = 0; i < count; i++) {
            shares[i] /= sum;
        }
        var reasons = new Reason[count];
        Arrays.fill(reasons, Reason.RELEVANT);
        return new RankedItems(order, shares, reasons);
    }

    /// The ranking of one query.
    private final class Ranking {

        private final Scoring scoring;
        private final Profile profile;
        private final Query query;
        private final TopK top;
        private double mass; // the sum of the softmax's terms over the items scored
        private int scored;

        Ranking(Scoring scoring, Profile profile, Query query) {
            this.scoring = scoring;
            this.profile = profile;
            this.query = query;
            this.top = new TopK(query.numResults());
        }

        RankedItems rank() {
            var eligible = query.eligible();
            if (eligible.estimatedSize() < FEW) {
                eligible.forEach(this::offerUnlessHeldBack);
            } else {
                offerBest(eligible);
            }
            return answer();
        }

        RankedItems rankAll() {
            query.eligible().forEach(this::offerUnlessHeldBack);
            return answer();
        }

        private void offerBest(ItemSet eligible) {
            var best = new TopK(Math.max(CANDIDATES, 2 * query.numResults()));
            for (int i = 0; i < scoring.touchedCount(); i++) {
                int item = scoring.touched(i);
                float score = scoring.preliminary(item);
                if (score >= best.threshold() && !scoring.isSeen(item) && eligible.contains(item)) {
                    best.offer(item, score);
                }
            }
            int size = best.size();
            var items = new int[size];
            best.drain(items, new float[size]);
            for (int item : items) {
                offer(item);
            }
            Arrays.sort(items);
            for (int item : popular.best(eligible, Scoring.POPULAR, items)) {
                if (!scoring.isSeen(item)) {
                    offer(item);
                }
            }
            if (!blend.repeats().heldBack()) {
                for (int item : profile.items()) {
                    if (eligible.contains(item)) {
                        offer(item);
                    }
                }
            }
        }

        private void offerUnlessHeldBack(int item) {
            if (!blend.repeats().heldBack() || !scoring.isSeen(item)) {
                offer(item);
            }
        }

        private void offer(int item) {
            float score = score(item);
            top.offer(item, score);
            mass += Math.exp(SHARPNESS * score);
            scored++;
        }

        float score(int item) {
            float score = scoring.score(item);
            if (scoring.isSeen(item) && blend.repeats().bonus() > 0) {
                score += (float) (blend.repeats().bonus() * profile.repeatStrength(item));
            }
            return favour.length == 0 ? score : score * favour[item];
        }

        /// Items that were not scored count as such with a score of 0 in the softmax.
        private RankedItems answer() {
            var items = new int[top.size()];
            var best = new float[items.length];
            int count = top.drain(items, best);
            double all = mass + (ids.size() - scored);
            var scores = new double[count];
            var reasons = new Reason[count];
            for (int i = 0; i < count; i++) {
                scores[i] = Math.exp(SHARPNESS * best[i]) / all;
                reasons[i] = Reason.RELEVANT;
            }
            return new RankedItems(items, scores, reasons);
        }
    }

    /// A set but for a few items.
    private static final class But implements ItemSet {

        private final ItemSet set;
        private final int[] left;

        But(ItemSet set, int[] left) {
            this.set = set;
            this.left = left.clone();
            Arrays.sort(this.left);
        }

        @Override
        public boolean contains(int item) {
            return Arrays.binarySearch(left, item) < 0 && set.contains(item);
        }

        @Override
        public int estimatedSize() {
            return set.estimatedSize();
        }

        @Override
        public void forEach(IntConsumer action) {
            set.forEach(item -> {
                if (Arrays.binarySearch(left, item) < 0) {
                    action.accept(item);
                }
            });
        }
    }
}
