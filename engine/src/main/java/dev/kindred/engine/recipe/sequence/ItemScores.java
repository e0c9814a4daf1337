package dev.kindred.engine.recipe.sequence;

import dev.kindred.engine.recipe.TouchedItems;
import java.util.Arrays;

/// Scores by index, of which few are touched at a time; emptied at a cost of those touched. For one thread.
public final class ItemScores {

    private final TouchedItems touched;
    private float[] scores = new float[1024]; // by place

    public ItemScores(int count) {
        touched = new TouchedItems(count);
    }

    /// Adds to a score.
    ///
    /// @param amount greater than 0
    void add(int index, float amount) {
        int place = touched.place(index);
        if (place >= scores.length) {
            scores = Arrays.copyOf(scores, 2 * scores.length);
        }
        scores[place] += amount;
    }

    /// The score, or 0 if it was not touched.
    public float score(int index) {
        int place = touched.find(index);
        return place < 0 ? 0 : scores[place];
    }

    /// How many were touched.
    public int size() {
        return touched.size();
    }

    /// One of those that were touched.
    public int touched(int i) {
        return touched.item(i);
    }

    /// The score of one of those that were touched.
    public float scoreOfTouched(int i) {
        return scores[i];
    }

    /// Makes all scores 0 again.
    public void clear() {
        Arrays.fill(scores, 0, touched.size(), 0);
        touched.clear();
    }
}
