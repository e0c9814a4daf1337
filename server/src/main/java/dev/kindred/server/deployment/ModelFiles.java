package dev.kindred.server.deployment;

import dev.kindred.engine.file.CorruptFileException;
import dev.kindred.engine.model.Model;
import dev.kindred.engine.recipe.Models;
import dev.kindred.engine.recipe.UpdatableModel;
import dev.kindred.server.catalog.ModelRecord;
import dev.kindred.server.storage.DamagedFileException;
import dev.kindred.server.storage.DatasetFileStore;
import java.io.IOException;
import java.nio.file.Path;

/// Opens the files that the catalog says are models.
public final class ModelFiles {

    private final DatasetFileStore store;

    public ModelFiles(DatasetFileStore store) {
        this.store = store;
    }

    /// Opens a whole file.
    @FunctionalInterface
    public interface Opening<M> {
        M open(Path file) throws IOException;
    }

    /// Returns the model of items, if its file is the very one that was written.
    ///
    /// @throws IOException with what whoever wants it can do
    public Model open(ModelRecord model) throws IOException {
        return open(model, Models::open);
    }

    /// Returns the model of items, which new data can be added to.
    ///
    /// @throws IOException with what whoever wants it can do
    public UpdatableModel openUpdatable(ModelRecord model) throws IOException {
        if (open(model) instanceof UpdatableModel updatable) {
            return updatable;
        }
        throw new IllegalStateException(model.owner() + " has a model that cannot be updated");
    }

    /// Returns the model, if its file is the very one that was written.
    ///
    /// @throws IOException with what whoever wants it can do
    public <M> M open(ModelRecord model, Opening<M> opening) throws IOException {
        try {
            return opening.open(store.requireWhole(model.file(), model.bytes(), model.crc32c()));
        } catch (DamagedFileException e) {
            throw new IOException(
                    "the file %s is missing or damaged: %s. Restore it from a backup, or train anew."
                            .formatted(model.file(), e.finding()),
                    e);
        } catch (CorruptFileException e) {
            throw new IOException(
                    "the file %s was written by another version of Kindred. Train anew.".formatted(model.file()), e);
        }
    }
}
