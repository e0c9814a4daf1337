package dev.kindred.engine.recipe.blend;

import dev.kindred.engine.data.Feature;
import dev.kindred.engine.data.ItemTable;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.recipe.member.Profile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// The metadata of items as weighted attributes, and their similarity to a profile, for items with few
/// interactions.
///
/// Every value of a categorical column is an attribute, and so is every range of a numeric column. Its weight is
/// its inverse document frequency, the logarithm of items / items with it. The similarity is the cosine.
///
/// File: `attributes.offsets` (one more than items) and `attributes.codes` (4 bytes each), and
/// `attributes.weights` (4-byte floats) by code.
final class ItemAttributes {

    private final int[] offsets;
    private final int[] codes;
    private final float[] weights;

    private ItemAttributes(int[] offsets, int[] codes, float[] weights) {
        this.offsets = offsets;
        this.codes = codes;
        this.weights = weights;
    }

    static ItemAttributes of(ItemTable items) {
        int size = 0;
        int values = 0;
        var columns = items.features().stream().map(Feature::categories).toList();
        for (var column : columns) {
            size += column.codes().length;
            values += column.values().length;
        }
        var offsets = new int[items.size() + 1];
        var codes = new int[size];
        var weights = new float[values];
        int next = 0;
        for (int item = 0; item < items.size(); item++) {
            int first = 0;
            for (var column : columns) {
                for (int at = column.offsets()[item]; at < column.offsets()[item + 1]; at++) {
                    codes[next] = first + column.codes()[at];
                    weights[codes[next++]]++;
                }
                first += column.values().length;
            }
            offsets[item + 1] = next;
        }
        for (int code = 0; code < values; code++) {
            weights[code] = weights[code] == 0 ? 0 : (float) Math.log(items.size() / weights[code]);
        }
        return new ItemAttributes(offsets, codes, weights);
    }

    void write(SectionWriter file) throws IOException {
        file.ints("attributes.offsets", offsets);
        file.ints("attributes.codes", codes);
        file.floats("attributes.weights", weights);
    }

    static ItemAttributes read(SectionFile file) {
        return new ItemAttributes(
                file.ints("attributes.offsets"), file.ints("attributes.codes"), file.floats("attributes.weights"));
    }

    /// Returns whether no item has metadata.
    boolean isEmpty() {
        return codes.length == 0;
    }

    /// Returns the content profile of a profile: the weighted sum of the attributes of its items.
    ContentProfile contentProfile(Profile profile) {
        var byCode = new HashMap<Integer, Float>();
        for (int i = 0; i < profile.size(); i++) {
            int item = profile.items()[i];
            for (int at = offsets[item]; at < offsets[item + 1]; at++) {
                byCode.merge(codes[at], profile.weights()[i] * weights[codes[at]], Float::sum);
            }
        }
        double squares = 0;
        for (float value : byCode.values()) {
            squares += (double) value * value;
        }
        return new ContentProfile(profile, byCode, Math.sqrt(squares));
    }

    /// The weight of each attribute in a profile.
    final class ContentProfile {

        private final Profile profile;
        private final Map<Integer, Float> byCode;
        private final double length;

        private ContentProfile(Profile profile, Map<Integer, Float> byCode, double length) {
            this.profile = profile;
            this.byCode = byCode;
            this.length = length;
        }

        /// Returns the cosine of an item and the profile, from 0 to 1.
        double likeness(int item) {
            double product = 0;
            double squares = 0;
            for (int at = offsets[item]; at < offsets[item + 1]; at++) {
                float weight = weights[codes[at]];
                var its = byCode.get(codes[at]);
                product += its == null ? 0 : (double) its * weight;
                squares += (double) weight * weight;
            }
            return length > 0 && squares > 0 ? product / (length * Math.sqrt(squares)) : 0;
        }

        /// Returns the part of [#likeness(int)] that comes from the profile's item at `place`.
        double likeness(int item, int place) {
            double product = 0;
            double squares = 0;
            int had = profile.items()[place];
            for (int at = offsets[item]; at < offsets[item + 1]; at++) {
                double weight = weights[codes[at]];
                squares += weight * weight;
                for (int its = offsets[had]; its < offsets[had + 1]; its++) {
                    product += codes[its] == codes[at] ? profile.weights()[place] * weight * weight : 0;
                }
            }
            return length > 0 && squares > 0 ? product / (length * Math.sqrt(squares)) : 0;
        }
    }
}
