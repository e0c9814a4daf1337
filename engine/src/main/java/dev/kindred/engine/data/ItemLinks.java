package dev.kindred.engine.data;

/// Sparse item-to-item weights: item `i` in a history adds `weights[k]` to the score of item `targets[k]`, for
/// each position `k` from `offsets[i]` to `offsets[i + 1]` (exclusive). The targets of an item ascend.
public record ItemLinks(int[] offsets, int[] targets, float[] weights) {

    public int itemCount() {
        return offsets.length - 1;
    }

    /// Returns these links in a larger index of items: item `i` becomes item `items[i]`, and other items have no
    /// links.
    ///
    /// @param items ascending
    public ItemLinks among(int[] items, int itemCount) {
        var wideOffsets = new int[itemCount + 1];
        for (int item = 0; item < items.length; item++) {
            wideOffsets[items[item] + 1] = offsets[item + 1] - offsets[item];
        }
        for (int item = 0; item < itemCount; item++) {
            wideOffsets[item + 1] += wideOffsets[item];
        }
        var wideTargets = new int[targets.length];
        for (int k = 0; k < targets.length; k++) {
            wideTargets[k] = items[targets[k]];
        }
        return new ItemLinks(wideOffsets, wideTargets, weights);
    }
}
