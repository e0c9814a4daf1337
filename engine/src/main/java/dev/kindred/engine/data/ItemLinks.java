package dev.kindred.engine.data;

/// Which items speak for which: having item `i` adds `weights[k]` to the score of item `targets[k]`, for each
/// position `k` from `offsets[i]` to `offsets[i + 1]` (exclusive). Targets rise within an item.
public record ItemLinks(int[] offsets, int[] targets, float[] weights) {

    public int itemCount() {
        return offsets.length - 1;
    }
}
