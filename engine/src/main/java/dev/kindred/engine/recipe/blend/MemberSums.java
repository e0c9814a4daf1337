package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.recipe.ItemScores;
import dev.kindred.engine.recipe.TouchedItems;
import java.util.Arrays;

/// The scores of one member's sparse part for one profile. It belongs to one thread and reuses its arrays.
///
/// Sums are accumulated in an array by item, which all members use sequentially, so that it stays in a fast
/// cache. They are then stored compactly: those of the profile's items by their place in the profile, the others
/// in the order of the items.
final class MemberSums {

    private int[] items = new int[0];
    private float[] scores = new float[0];
    private int count;
    private float[] byPlace = new float[0];
    private float[] ofSeen = new float[0];

    /// Takes over the sums and clears the accumulator.
    ///
    /// @param seen the profile's items, numbered
    /// @param touched receives the other items
    void take(ItemScores sums, int[] profile, TouchedItems seen, TouchedItems touched) {
        ofSeen = room(ofSeen, profile.length);
        for (int item : profile) {
            ofSeen[seen.place(item)] = sums.take(item);
        }
        touched.addAll(sums.touched());
        int size = sums.touched().number();
        scores = room(scores, size);
        items = items.length < size ? new int[2 * size] : items;
        count = sums.drain(items, scores);
    }

    /// Maps the sums to the places of all touched items.
    void arrange(TouchedItems touched, int size) {
        byPlace = room(byPlace, size);
        Arrays.fill(byPlace, 0, size, 0);
        for (int i = 0; i < count; i++) {
            byPlace[touched.place(items[i])] = scores[i];
        }
    }

    private static float[] room(float[] array, int size) {
        return array.length < size ? new float[2 * size] : array;
    }

    /// The sums of items not in the profile, of which the first [#count] are valid.
    float[] scores() {
        return scores;
    }

    int count() {
        return count;
    }

    /// The sum of the touched item at that place.
    float at(int place) {
        return byPlace[place];
    }

    /// The sum of the profile's item at that place.
    float ofSeen(int place) {
        return ofSeen[place];
    }

    /// Adds `factor` times the sums of the first `size` places.
    void addTo(float[] all, int size, float factor) {
        for (int place = 0; place < size; place++) {
            all[place] += factor * byPlace[place];
        }
    }
}
