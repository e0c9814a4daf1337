package dev.kindred.engine.recipe.related;

import dev.kindred.engine.data.TrainingSet;
import dev.kindred.engine.model.ItemMatrix;
import dev.kindred.engine.model.ItemMatrix.Row;
import dev.kindred.engine.ranking.TopItems;
import dev.kindred.engine.recipe.Recipe;
import dev.kindred.engine.recipe.TrainingContext;
import dev.kindred.engine.recipe.popularity.PopularItems;
import dev.kindred.engine.recipe.related.CoInteractions.Counter;
import java.util.Arrays;

/// Makes items alike by the users they share and, where there are few of these, by their metadata.
///
/// The likeness of two items by users is `shared / sqrt(n · m)`, with the popularity discount `d` raising the
/// exponent of the other item's number of users `m` to `(1 + d) / 2`. Metadata say how alike by users two items
/// may be expected to be: their cosine by tags, times the slope of a regression of the one on the other over
/// pairs of items that have enough users. Both are weighed by evidence: of two items whose rarer one has `n`
/// users, users say `n / (n + 5)` of the likeness; AWS calls an item with fewer than 5 interactions cold.
///
/// Cold items that are like an item are also put into its row by way of their own, so that they are found.
public final class SimilarItemsTraining {

    private static final float COLD = 5;

    /// How many items that share tags are looked at for one item; rare tags first.
    private static final int SHARING = 4000;

    /// In the rows of how many items a cold item is put.
    private static final int ROWS_OF_A_COLD_ITEM = 20;

    private final CoInteractions together;
    private final ItemTags tags;
    private final float[] discounts;
    private final int keptByUsers;
    private final int keptByTags;
    private final float slope;

    private SimilarItemsTraining(Recipe.SimilarItems recipe, TrainingSet set) {
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
        slope = set.items().features().isEmpty() ? 0 : slope();
    }

    public static RelatedItemsModel train(Recipe.SimilarItems recipe, TrainingSet set, TrainingContext context) {
        context.watch().reached("counting shared users", 0);
        var training = new SimilarItemsTraining(recipe, set);
        int itemCount = set.items().size();
        var rows = SimsTraining.rows(itemCount, context, training::row);
        training.enterColdItems(rows);
        return new RelatedItemsModel(set.items().ids(), PopularItems.of(set.interactions()), ItemMatrix.of(rows));
    }

    private Row row(int item, Counter counter) {
        together.count(item, counter);
        var byUsers = new TopItems(keptByUsers);
        for (int i = 0; i < counter.size(); i++) {
            int other = counter.touched(i);
            byUsers.offer(other, likeness(item, other, counter.sum(other)));
        }
        var byTags = new TopItems(keptByTags);
        var met = new int[SHARING];
        int count = slope == 0 ? 0 : distinctSharing(item, met);
        for (int i = 0; i < count; i++) {
            if (counter.sum(met[i]) == 0) {
                byTags.offer(met[i], likeness(item, met[i], 0));
            }
        }
        var both = new TopItems(byUsers.size() + byTags.size());
        for (var some : new TopItems[] {byUsers, byTags}) {
            for (long key : some.drain()) {
                both.offer(TopItems.item(key), TopItems.score(key));
            }
        }
        return SimsTraining.row(both);
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

    private float likeness(int item, int other, float shared) {
        float byUsers = byUsers(item, other, shared);
        if (slope == 0) {
            return byUsers;
        }
        float evidence = Math.min(together.users(item), together.users(other));
        float trust = evidence / (evidence + COLD);
        return trust * byUsers + (1 - trust) * slope * tags.cosine(item, other);
    }

    private float byUsers(int item, int other, float shared) {
        return shared == 0 ? 0 : shared * discounts[other] / (float) Math.sqrt(together.users(item));
    }

    /// The slope of likeness by users on likeness by tags, through the origin, over pairs of items that share
    /// tags, whether they share users or not. Items are taken at even distances, so that it costs little; where
    /// no item has enough users it is 1.
    private float slope() {
        int itemCount = together.itemCount();
        int step = Math.max(1, itemCount / 500);
        var counter = new Counter(itemCount);
        var met = new int[SHARING];
        double products = 0;
        double squares = 0;
        for (int item = 0; item < itemCount; item += step) {
            if (together.users(item) >= COLD) {
                together.count(item, counter);
                int count = distinctSharing(item, met);
                for (int i = 0; i < count; i++) {
                    if (together.users(met[i]) >= COLD) {
                        float byTags = tags.cosine(item, met[i]);
                        products += byTags * byUsers(item, met[i], counter.sum(met[i]));
                        squares += byTags * byTags;
                    }
                }
                counter.clear();
            }
        }
        return products > 0 ? (float) (products / squares) : 1;
    }

    /// Puts each cold item into the rows of the items it is most like.
    private void enterColdItems(Row[] rows) {
        var entered = new TopItems[rows.length];
        for (int cold = 0; cold < rows.length; cold++) {
            if (together.users(cold) < COLD) {
                int length = Math.min(ROWS_OF_A_COLD_ITEM, rows[cold].items().length);
                for (int i = 0; i < length; i++) {
                    int host = rows[cold].items()[i];
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
        var known = row.items().clone();
        Arrays.sort(known);
        var both = new TopItems(row.items().length + more.size());
        for (int i = 0; i < row.items().length; i++) {
            both.offer(row.items()[i], row.values()[i]);
        }
        for (long key : more.drain()) {
            if (Arrays.binarySearch(known, TopItems.item(key)) < 0) {
                both.offer(TopItems.item(key), TopItems.score(key));
            }
        }
        return SimsTraining.row(both);
    }
}
