package dev.kindred.engine.model;

import dev.kindred.engine.data.IdIndex;
import java.io.IOException;
import java.nio.file.Path;

/// What a training leaves. It never changes, and can be asked by many threads at once.
public interface StoredModel {

    /// The items it knows: its item indices are those of this index.
    IdIndex items();

    /// Writes the model to a new file. The same model gives the same bytes.
    ///
    /// @throws IOException if it cannot be written; what is in the file then is no model
    void write(Path file) throws IOException;
}
