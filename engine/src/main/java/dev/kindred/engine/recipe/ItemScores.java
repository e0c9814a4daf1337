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

    /// Adds `factor` times the score of each of the first `count` indices to `sums`.
    public void addTo(float[] sums, int[] indices, int count, float factor) {
        for (int i = 0; i < count; i++) {
            sums[i] += factor * scores[indices[i]];
        }
    }

    /// Makes all scores 0 again.
    public void clear() {
        touched.clear(scores);
        touched.clear();
    }
}
