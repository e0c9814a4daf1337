package dev.kindred.engine.recipe.sequence;

/// Scores by index, of which few are touched at a time; emptied at a cost of those touched. For one thread.
final class ItemScores {

    private final float[] scores;
    private final int[] touched;
    private int size;

    ItemScores(int count) {
        scores = new float[count];
        touched = new int[count];
    }

    /// Adds to a score.
    ///
    /// @param amount greater than 0
    void add(int index, float amount) {
        if (scores[index] == 0) {
            touched[size++] = index;
        }
        scores[index] += amount;
    }

    /// Replaces the score of an index that is touched already.
    ///
    /// @param score greater than 0
    void replace(int index, float score) {
        scores[index] = score;
    }

    /// The score, or 0 if it was not touched.
    float score(int index) {
        return scores[index];
    }

    /// How many were touched.
    int size() {
        return size;
    }

    int touched(int i) {
        return touched[i];
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            scores[touched[i]] = 0;
        }
        size = 0;
    }
}
