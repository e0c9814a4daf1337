package dev.kindred.engine.model;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.file.SectionFile;
import dev.kindred.engine.file.SectionWriter;
import java.io.IOException;

/// The ids of a model's items in its file: three sections, as [IdIndex] lays them out.
public final class ItemIds {

    private static final String TEXT = "items.text";
    private static final String OFFSETS = "items.offsets";
    private static final String SLOTS = "items.slots";

    private ItemIds() {}

    public static void write(SectionWriter file, IdIndex ids) throws IOException {
        file.segment(TEXT, ids.text());
        file.segment(OFFSETS, ids.offsets());
        file.segment(SLOTS, ids.slots());
    }

    /// Returns the ids as a view of the mapped file.
    public static IdIndex read(SectionFile file) {
        return new IdIndex(file.segment(TEXT), file.segment(OFFSETS), file.segment(SLOTS));
    }
}
