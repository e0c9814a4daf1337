package dev.kindred.engine.recipe.related;

import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.model.SparseMatrix;
import dev.kindred.engine.model.SparseMatrix.Row;
import dev.kindred.engine.ranking.TopItems;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.popularity.PopularItems;
import dev.kindred.engine.recipe.related.CoInteractions.Counter;
import dev.kindred.engine.recipe.related.ItemTexts.Look;
import java.util.Arrays;

/// Trains a model of similar items by shared users and, if there are few of these, by metadata.
///
/// The similarity of two items by users is `shared / sqrt(n · m)`, where the popularity discount `d` raises the
/// exponent of the other item's number of users `m` to `(1 + d) / 2`. Metadata predict the similarity by users:
/// the cosine by tags, times the slope of a regression of one on the other over pairs of items with enough
/// users. Both are weighted by evidence: if the rarer of two items has `n` users, the weight of the similarity
/// by users is `n / (n + 5)`; AWS calls an item with fewer than 5 interactions cold.
///
/// If items have texts, the similarity of two texts counts among the metadata, with its own slope in the same
/// regression. Cold items are then also compared with the items with the nearest texts.
///
/// Cold items are also added to the rows of the items that they are similar to, so that they are found.
public final class SimilarItemsTraining {

    /// An item with fewer users is cold. AWS's aws-similar-items scores items with few interactions by metadata;
    /// the number is taste.
    private static final float COLD = 5;

    /// Number of items with shared tags that are compared with an item, rare tags first. Taste.
    private static final int SHARING = 4000;

    /// Number of items for estimating the slopes. Taste.
    private static final int SLOPE_ITEMS = 500;

    /// Number of rows of other items to which a cold item is added. Taste.
    private static final int ROWS_OF_A_COLD_ITEM = 20;

    private final CoInteractions together;
    private final ItemTags tags;
    private final float[] discounts;
    private final int keptByUsers;
    private final int keptByTags;
    private final ItemTexts texts;
    private final Slopes slopes;

    /// The slopes of the similarity by users on the similarities by tags and by texts.
    private record Slopes(float tags, float texts) {}

    private SimilarItemsTraining(Recipe.SimilarItems recipe, TrainingSet set, PopularItems popular) {
        var log = set.interactions();
        var all = new boolean[log.userCount()];
        Arrays.fill(all, true);
        together = CoInteractions.of(log, all);
        keptByUsers = recipe.itemIdHiddenDimension();
        keptByTags = recipe.itemMetadataHiddenDimension();
        tags = ItemTags.of(set.items(), keptByTags);
        discounts = new float[log.itemCount()];
        for (int item = 0; item < discounts.length; item++) {
            double exponent = (1 + recipe.popularityDiscount()) / 2;
            discounts[item] = (float) Math.pow(Math.max(1, together.users(item)), -exponent);
        }
        texts = ItemTexts.of(set.items().texts(), popular, coldItems() + SLOPE_ITEMS);
        boolean hasTags = !set.items().features().isEmpty();
        slopes = hasTags || !texts.isNone() ? slopes(hasTags) : new Slopes(0, 0);
    }

    private int coldItems() {
        int cold = 0;
        for (int item = 0; item < together.itemCount(); item++) {
            cold += together.users(item) < COLD ? 1 : 0;
        }
        return cold;
    }

    public static RelatedItemsModel train(Recipe.SimilarItems recipe, TrainingSet set, TrainingContext context) {
        context.watch().reached("counting shared users", 0);
        var popular = PopularItems.of(set.interactions());
        var training = new SimilarItemsTraining(recipe, set, popular);
        int itemCount = set.items().size();
        var rows = SimsTraining.rows(itemCount, context, training::row);
        training.enterColdItems(rows);
        return new RelatedItemsModel(set.items().ids(), popular, SparseMatrix.of(rows));
    }

    private Row row(int item, Counter counter) {
        together.count(item, counter);
        var look = texts.look();
        boolean hasText = texts.turn(look, item);
        var byUsers = new TopItems(keptByUsers);
        for (int i = 0; i < counter.size(); i++) {
            int other = counter.touched(i);
            byUsers.offer(other, likeness(item, other, counter.sum(other), look));
        }
        var byMetadata = new TopItems(keptByTags);
        var met = new int[SHARING + keptByTags];
        int count = slopes.tags() == 0 ? 0 : distinctSharing(item, met);
        if (hasText && slopes.texts() != 0 && together.users(item) < COLD) {
            count = withNearestTexts(item, look, met, count);
        }
        for (int i = 0; i < count; i++) {
            if (counter.sum(met[i]) == 0) {
                byMetadata.offer(met[i], likeness(item, met[i], 0, look));
            }
        }
        var both = new TopItems(byUsers.size() + byMetadata.size());
        for (var some : new TopItems[] {byUsers, byMetadata}) {
            for (long key : some.drain()) {
                both.offer(TopItems.item(key), TopItems.score(key));
            }
        }
        return SimsTraining.row(both);
    }

    /// Appends items with near texts to the visited items, without duplicates. Returns the new number.
    private int withNearestTexts(int item, Look look, int[] met, int count) {
        int size = count;
        for (int other : texts.nearest(look, item, keptByTags)) {
            if (Arrays.binarySearch(met, 0, count, other) < 0) {
                met[size++] = other;
            }
        }
        return size;
    }

    private int distinctSharing(int item, int[] met) {
        var size = new int[1];
        tags.visitSharing(item, SHARING, other -> met[size[0]++] = other);
        Arrays.sort(met, 0, size[0]);
        int distinct = 0;
        for (int i = 0; i < size[0]; i++) {
            if (distinct == 0 || met[distinct - 1] != met[i]) {
                met[distinct++] = met[i];
            }
        }
        return distinct;
    }

    private float likeness(int item, int other, float shared, Look look) {
        float byUsers = byUsers(item, other, shared);
        if (slopes.tags() == 0 && slopes.texts() == 0) {
            return byUsers;
        }
        float evidence = Math.min(together.users(item), together.users(other));
        float trust = evidence / (evidence + COLD);
        float byTags = slopes.tags() * tags.cosine(item, other);
        float byTexts = slopes.texts() == 0 ? 0 : slopes.texts() * texts.likeness(look, item, other);
        return trust * byUsers + (1 - trust) * (byTags + byTexts);
    }

    private float byUsers(int item, int other, float shared) {
        return shared == 0 ? 0 : shared * discounts[other] / (float) Math.sqrt(together.users(item));
    }

    /// Estimates the slopes by a regression through the origin over pairs of items that share tags or have near
    /// texts, whether or not they share users. Items are evenly spaced, to bound the cost; if no item has enough
    /// users, both slopes are equal.
    private Slopes slopes(boolean hasTags) {
        int itemCount = together.itemCount();
        int step = Math.max(1, itemCount / SLOPE_ITEMS);
        var counter = new Counter(itemCount);
        var met = new int[SHARING + keptByTags];
        var sums = new Sums();
        var look = texts.look();
        for (int item = 0; item < itemCount; item += step) {
            if (together.users(item) >= COLD) {
                together.count(item, counter);
                int count = hasTags ? distinctSharing(item, met) : 0;
                if (texts.turn(look, item)) {
                    count = withNearestTexts(item, look, met, count);
                }
                for (int i = 0; i < count; i++) {
                    if (together.users(met[i]) >= COLD) {
                        float byTags = hasTags ? tags.cosine(item, met[i]) : 0;
                        float byTexts = texts.isNone() ? 0 : texts.likeness(look, item, met[i]);
                        sums.add(byTags, byTexts, byUsers(item, met[i], counter.sum(met[i])));
                    }
                }
                counter.clear();
            }
        }
        return sums.slopes(hasTags, !texts.isNone());
    }

    /// The sums of a regression on two variables.
    private static final class Sums {

        private double tagsByUsers;
        private double textsByUsers;
        private double tagsSquared;
        private double textsSquared;
        private double tagsByTexts;

        void add(float byTags, float byTexts, float byUsers) {
            tagsByUsers += byTags * byUsers;
            tagsSquared += byTags * byTags;
            textsByUsers += byTexts * byUsers;
            textsSquared += byTexts * byTexts;
            tagsByTexts += byTags * byTexts;
        }

        /// Returns non-negative slopes: if one is negative, it is 0 and the other is fitted alone.
        Slopes slopes(boolean hasTags, boolean hasTexts) {
            double alone = tagsByUsers > 0 ? tagsByUsers / tagsSquared : 0;
            if (!hasTexts) {
                return new Slopes(tagsByUsers > 0 ? (float) alone : 1, 0);
            }
            double textsAlone = textsByUsers > 0 ? textsByUsers / textsSquared : 0;
            double determinant = tagsSquared * textsSquared - tagsByTexts * tagsByTexts;
            if (tagsByUsers <= 0 && textsByUsers <= 0) {
                return new Slopes(hasTags ? 0.5f : 0, hasTags ? 0.5f : 1);
            }
            if (!hasTags || determinant <= 1e-9 * tagsSquared * textsSquared) {
                return hasTags && alone > 0 ? new Slopes((float) alone, 0) : new Slopes(0, (float) textsAlone);
            }
            double ofTags = (tagsByUsers * textsSquared - textsByUsers * tagsByTexts) / determinant;
            double ofTexts = (textsByUsers * tagsSquared - tagsByUsers * tagsByTexts) / determinant;
            if (ofTags <= 0) {
                return new Slopes(0, (float) textsAlone);
            }
            return ofTexts <= 0 ? new Slopes((float) alone, 0) : new Slopes((float) ofTags, (float) ofTexts);
        }
    }

    /// Adds each cold item to the rows of its most similar items.
    private void enterColdItems(Row[] rows) {
        var entered = new TopItems[rows.length];
        for (int cold = 0; cold < rows.length; cold++) {
            if (together.users(cold) < COLD) {
                int length = Math.min(ROWS_OF_A_COLD_ITEM, rows[cold].columns().length);
                for (int i = 0; i < length; i++) {
                    int host = rows[cold].columns()[i];
                    if (entered[host] == null) {
                        entered[host] = new TopItems(keptByTags);
                    }
                    entered[host].offer(cold, rows[cold].values()[i]);
                }
            }
        }
        for (int host = 0; host < rows.length; host++) {
            if (entered[host] != null) {
                rows[host] = merged(rows[host], entered[host]);
            }
        }
    }

    private static Row merged(Row row, TopItems more) {
        var known = row.columns().clone();
        Arrays.sort(known);
        var both = new TopItems(row.columns().length + more.size());
        for (int i = 0; i < row.columns().length; i++) {
            both.offer(row.columns()[i], row.values()[i]);
        }
        for (long key : more.drain()) {
            if (Arrays.binarySearch(known, TopItems.item(key)) < 0) {
                both.offer(TopItems.item(key), TopItems.score(key));
            }
        }
        return SimsTraining.row(both);
    }
}
