package dev.kindred.engine.recipe;

/// A sparse accumulator of scores: an array of scores by index, with a set of the touched ones, so that clearing
/// costs only those. It belongs to one thread.
public final class ItemScores {

    private final TouchedItems touched;
    private final float[] scores;

    public ItemScores(int count) {
        touched = new TouchedItems(count);
        scores = new float[count];
    }

    /// Adds to a score.
    public void add(int index, float amount) {
        scores[index] += amount;
        touched.add(index);
    }

    /// The score, or 0 if it is not touched.
    public float score(int index) {
        return scores[index];
    }

    /// The touched indices.
    public TouchedItems touched() {
        return touched;
    }

    /// Returns a score and resets it to untouched.
    public float take(int index) {
        float score = scores[index];
        scores[index] = 0;
        touched.remove(index);
        return score;
    }

    /// Writes the touched indices and their scores to the arrays, resets all scores and returns their number.
    /// The arrays must have space for all.
    public int drain(int[] toIndices, float[] toScores) {
        int size = touched.copyTo(toIndices);
        for (int i = 0; i < size; i++) {
            toScores[i] = scores[toIndices[i]];
            scores[toIndices[i]] = 0;
        }
        touched.clear();
        return size;
    }

    /// Resets all scores.
    public void clear() {
        for (int index = touched.next(0); index >= 0; index = touched.next(index + 1)) {
            scores[index] = 0;
        }
        touched.clear();
    }
}
