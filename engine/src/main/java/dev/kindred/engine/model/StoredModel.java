package dev.kindred.engine.model;

import dev.kindred.engine.data.IdIndex;
import java.io.IOException;
import java.nio.file.Path;

/// A trained model. Immutable and thread-safe.
public interface StoredModel {

    /// Its items: item indices are those of this index.
    IdIndex items();

    /// Writes the model to a new file. The same model gives the same bytes.
    ///
    /// @throws IOException if it cannot be written; the file is incomplete then
    void write(Path file) throws IOException;
}
