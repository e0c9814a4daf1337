package dev.kindred.kernels;

/// Keeps the best of many scored indices. Of equal scores the lower index is the better one, so that the
/// outcome does not depend on the order they came in. NaN is never kept. It belongs to one thread.
///
/// It is a heap with the worst entry on top.
public final class TopK {

    private final int[] indices;
    private final float[] scores;
    private int size;

    /// @param capacity how many to keep, 0 or more
    public TopK(int capacity) {
        indices = new int[capacity];
        scores = new float[capacity];
    }

    /// The number of entries kept up to now.
    public int size() {
        return size;
    }

    /// Forgets all.
    public void clear() {
        size = 0;
    }

    /// The score that an entry must at least have to be kept; `-Infinity` while there is room.
    public float threshold() {
        if (indices.length == 0) {
            return Float.POSITIVE_INFINITY;
        }
        return size < indices.length ? Float.NEGATIVE_INFINITY : scores[0];
    }

    /// Keeps the entry if it is among the best.
    public void offer(int index, float score) {
        if (size < indices.length) {
            if (!Float.isNaN(score)) {
                siftUp(size++, index, score);
            }
        } else if (size > 0 && isBetter(score, index, scores[0], indices[0])) {
            siftDown(index, score);
        }
    }

    /// Offers `candidates[from + i]` as index `first + i`, for `i` up to `count`.
    public void offerAll(float[] candidates, int from, int count, int first) {
        float threshold = threshold();
        for (int i = 0; i < count; i++) {
            float score = candidates[from + i];
            if (score >= threshold) {
                offer(first + i, score);
                threshold = threshold();
            }
        }
    }

    /// Writes the entries to the arrays, the best first, forgets them and returns how many they were.
    public int drain(int[] toIndices, float[] toScores) {
        int count = size;
        while (size > 0) {
            toIndices[size - 1] = indices[0];
            toScores[size - 1] = scores[0];
            size--;
            if (size > 0) {
                siftDown(indices[size], scores[size]);
            }
        }
        return count;
    }

    private static boolean isBetter(float score, int index, float thanScore, int thanIndex) {
        return score > thanScore || (score == thanScore && index < thanIndex);
    }

    private void siftUp(int hole, int index, float score) {
        int at = hole;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!isBetter(scores[parent], indices[parent], score, index)) {
                break;
            }
            indices[at] = indices[parent];
            scores[at] = scores[parent];
            at = parent;
        }
        indices[at] = index;
        scores[at] = score;
    }

    /// Puts the entry in the place of the worst one.
    private void siftDown(int index, float score) {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && isBetter(scores[child], indices[child], scores[child + 1], indices[child + 1])) {
                child++;
            }
            if (!isBetter(score, index, scores[child], indices[child])) {
                break;
            }
            indices[at] = indices[child];
            scores[at] = scores[child];
            at = child;
        }
        indices[at] = index;
        scores[at] = score;
    }
}
