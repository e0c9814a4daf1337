package dev.kindred.engine.recipe.sequence;

/// Scores by index, of which few are touched at a time; emptied at a cost of those touched. For one thread.
public final class ItemScores {

    private final float[] scores;
    private final int[] touched;
    private int size;

    public ItemScores(int count) {
        scores = new float[count];
        touched = new int[count + 1];
    }

    /// Adds to a score.
    ///
    /// @param amount greater than 0
    void add(int index, float amount) {
        float before = scores[index];
        touched[size] = index; // stays there only if it is new: a branch would be guessed wrong half the time
        size += before == 0 ? 1 : 0;
        scores[index] = before + amount;
    }

    /// The score, or 0 if it was not touched.
    public float score(int index) {
        return scores[index];
    }

    /// How many were touched.
    public int size() {
        return size;
    }

    /// One of those that were touched.
    public int touched(int i) {
        return touched[i];
    }

    /// Makes all scores 0 again.
    public void clear() {
        for (int i = 0; i < size; i++) {
            scores[touched[i]] = 0;
        }
        size = 0;
    }
}
