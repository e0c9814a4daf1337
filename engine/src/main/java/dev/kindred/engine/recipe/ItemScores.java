package dev.kindred.engine.recipe;

/// Scores by index, of which few are touched at a time; emptied at a cost of those touched. For one thread.
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

    /// The score, or 0 if it was not touched.
    public float score(int index) {
        return scores[index];
    }

    /// Which were touched.
    public TouchedItems touched() {
        return touched;
    }

    /// Returns a score and makes it 0, as if it had not been touched.
    public float take(int index) {
        float score = scores[index];
        scores[index] = 0;
        touched.remove(index);
        return score;
    }

    /// Writes the indices that were touched and their scores to the beginning of arrays, which have room for all,
    /// makes all scores 0 again, and returns how many they were.
    public int drain(int[] toIndices, float[] toScores) {
        int size = touched.copyTo(toIndices);
        for (int i = 0; i < size; i++) {
            toScores[i] = scores[toIndices[i]];
            scores[toIndices[i]] = 0;
        }
        touched.clear();
        return size;
    }

    /// Makes all scores 0 again.
    public void clear() {
        for (int index = touched.next(0); index >= 0; index = touched.next(index + 1)) {
            scores[index] = 0;
        }
        touched.clear();
    }
}
