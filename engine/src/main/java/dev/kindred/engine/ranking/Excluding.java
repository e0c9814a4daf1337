package dev.kindred.engine.ranking;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// A set minus some items.
public final class Excluding implements ItemSet {

    private final ItemSet set;
    private final int[] excluded;

    public Excluding(ItemSet set, int[] excluded) {
        this.set = set;
        this.excluded = excluded.clone();
        Arrays.sort(this.excluded);
    }

    @Override
    public boolean contains(int item) {
        return Arrays.binarySearch(excluded, item) < 0 && set.contains(item);
    }

    /// The estimate of the set is an upper bound, because excluded items need not be in it.
    @Override
    public int estimatedSize() {
        return set.estimatedSize();
    }

    @Override
    public void forEach(IntConsumer action) {
        set.forEach(item -> {
            if (Arrays.binarySearch(excluded, item) < 0) {
                action.accept(item);
            }
        });
    }
}
