package dev.kindred.engine.recipe.related;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.ItemTable;
import java.util.Arrays;

/// The metadata of items as weighted tags: a tag for each value of each categorical column, and one for each of
/// ten quantile ranges of each numeric column. The weight of a tag is its inverse document frequency, and each
/// item's weights are normalized to length 1, so that the sum over shared tags is the cosine of two items.
final class ItemTags {

    private final int[] offsets;
    private final int[] tags;
    private final float[] weights;
    private final int[][] itemsByTag;

    private ItemTags(int[] offsets, int[] tags, float[] weights, int[][] itemsByTag) {
        this.offsets = offsets;
        this.tags = tags;
        this.weights = weights;
        this.itemsByTag = itemsByTag;
    }

    /// @param perItem the maximum number of tags of an item: those that the fewest items have
    static ItemTags of(ItemTable items, int perItem) {
        int count = items.size();
        var ofItem = new int[count][];
        Arrays.fill(ofItem, new int[0]);
        int tagCount = 0;
        for (var feature : items.features()) {
            tagCount = addValues(ofItem, Feature.categories(feature), tagCount);
        }
        var frequency = new int[tagCount];
        for (var tagsOfItem : ofItem) {
            for (int tag : tagsOfItem) {
                frequency[tag]++;
            }
        }
        for (int item = 0; item < count; item++) {
            ofItem[item] = rarest(ofItem[item], frequency, perItem);
        }
        return weighted(ofItem, frequency);
    }

    private static int addValues(int[][] ofItem, Feature.Categorical feature, int firstTag) {
        for (int item = 0; item < ofItem.length; item++) {
            var codes = Arrays.copyOfRange(feature.codes(), feature.offsets()[item], feature.offsets()[item + 1]);
            ofItem[item] = append(
                    ofItem[item],
                    Arrays.stream(codes).distinct().map(code -> firstTag + code).toArray());
        }
        return firstTag + feature.values().length;
    }

    private static int[] append(int[] some, int... more) {
        var both = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, both, some.length, more.length);
        return both;
    }

    private static int[] rarest(int[] tags, int[] frequency, int count) {
        var keys = new long[tags.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = ((long) frequency[tags[i]] << 32) | tags[i];
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).limit(count).mapToInt(key -> (int) key).toArray();
    }

    private static ItemTags weighted(int[][] ofItem, int[] frequency) {
        int count = ofItem.length;
        var offsets = new int[count + 1];
        for (int item = 0; item < count; item++) {
            offsets[item + 1] = offsets[item] + ofItem[item].length;
        }
        var tags = new int[offsets[count]];
        var weights = new float[tags.length];
        var filled = new int[frequency.length];
        var itemsByTag = new int[frequency.length][];
        for (int tag = 0; tag < frequency.length; tag++) {
            itemsByTag[tag] = new int[frequency[tag]];
        }
        for (int item = 0; item < count; item++) {
            double squares = 0;
            for (int i = 0; i < ofItem[item].length; i++) {
                int tag = ofItem[item][i];
                double weight = Math.log((count + 1.0) / frequency[tag]);
                squares += weight * weight;
                tags[offsets[item] + i] = tag;
                weights[offsets[item] + i] = (float) weight;
                itemsByTag[tag][filled[tag]++] = item;
            }
            for (int at = offsets[item]; at < offsets[item + 1]; at++) {
                weights[at] /= (float) Math.sqrt(squares);
            }
        }
        for (int tag = 0; tag < frequency.length; tag++) {
            itemsByTag[tag] = Arrays.copyOf(itemsByTag[tag], filled[tag]);
        }
        return new ItemTags(offsets, tags, weights, itemsByTag);
    }

    /// Calls `visitor` with items that share tags with `item`, rare tags first, until about `budget` items are
    /// visited. An item is visited once for each shared tag.
    void visitSharing(int item, int budget, Visitor visitor) {
        int left = budget;
        for (int at = offsets[item]; at < offsets[item + 1] && left > 0; at++) {
            var sharing = itemsByTag[tags[at]];
            // If many items share a tag, a range of them is visited whose start depends on the item.
            int start = sharing.length <= left ? 0 : (int) ((item * 0x9E3779B9L & 0x7FFF_FFFFL) % sharing.length);
            int length = Math.min(left, sharing.length);
            for (int i = 0; i < length; i++) {
                int other = sharing[(start + i) % sharing.length];
                if (other != item) {
                    visitor.met(other);
                }
            }
            left -= length;
        }
    }

    /// Receives items.
    interface Visitor {
        void met(int item);
    }

    /// Returns the cosine of two items' tags, from 0 to 1.
    float cosine(int one, int other) {
        float sum = 0;
        for (int at = offsets[one]; at < offsets[one + 1]; at++) {
            for (int to = offsets[other]; to < offsets[other + 1]; to++) {
                if (tags[at] == tags[to]) {
                    sum += weights[at] * weights[to];
                }
            }
        }
        return sum;
    }
}
