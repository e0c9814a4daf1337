package dev.kindred.engine.recipe.factor;

import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import dev.kindred.engine.recipe.member.Attribution;
import dev.kindred.engine.recipe.member.Factors;
import dev.kindred.engine.recipe.member.Profile;
import dev.kindred.kernels.FloatKernels;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Implicit factors in a blend: the vector of a user solves the same problem as in training.
final class FoldInFactors implements Factors {

    private final FloatKernels kernels = FloatKernels.select();
    private final MemorySegment items;
    private final float[] spectrum;
    private final AlsSettings settings;
    private final FoldIn foldIn;

    private FoldInFactors(MemorySegment items, float[] spectrum, AlsSettings settings) {
        this.items = items;
        this.spectrum = spectrum;
        this.settings = settings;
        this.foldIn = new FoldIn(items, spectrum, settings);
    }

    static FoldInFactors of(ImplicitFactors factors) {
        return new FoldInFactors(MemorySegment.ofArray(factors.items()), factors.spectrum(), factors.settings());
    }

    static FoldInFactors read(SectionFile file, String prefix) {
        var settings = AlsSettings.ofNumbers(file.floats(prefix + "settings"));
        return new FoldInFactors(file.segment(prefix + "vectors"), file.floats(prefix + "spectrum"), settings);
    }

    @Override
    public void write(SectionWriter file, String prefix) throws IOException {
        file.floats(prefix + "settings", settings.numbers());
        file.floats(prefix + "spectrum", spectrum);
        file.segment(prefix + "vectors", items);
    }

    @Override
    public float[] vector(Profile profile) {
        return foldIn.vector(profile.items(), profile.weights());
    }

    @Override
    public void attribute(Profile profile, float factor, Attribution attribution) {
        var amounts = foldIn.attribute(profile.items(), profile.weights(), attribution.items());
        for (int at = 0; at < amounts.length; at++) {
            for (int place = 0; place < profile.size(); place++) {
                attribution.add(at, place, factor * amounts[at][place]);
            }
        }
    }

    @Override
    public void copy(int item, float[] to, int at) {
        int rank = settings.rank();
        MemorySegment.copy(items, FLOAT, (long) item * rank * Float.BYTES, to, at, rank);
    }

    @Override
    public float score(float[] vector, int item, float[] space, int from) {
        return kernels.dot(vector, 0, space, from, vector.length);
    }

    @Override
    public int rank() {
        return settings.rank();
    }
}
