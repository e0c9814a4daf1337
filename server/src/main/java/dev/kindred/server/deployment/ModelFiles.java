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

/// Opens the model files that the catalog lists.
public final class ModelFiles {

    private final DatasetFileStore store;

    public ModelFiles(DatasetFileStore store) {
        this.store = store;
    }

    /// Reads a whole file.
    @FunctionalInterface
    public interface Opening<M> {
        M open(Path file) throws IOException;
    }

    /// Returns the model of items after a check that its file is the one that was written.
    ///
    /// @throws IOException whose message states the remedy
    public Model open(ModelRecord model) throws IOException {
        return open(model, Models::open);
    }

    /// Returns the model of items for an update with new data.
    ///
    /// @throws IOException whose message states the remedy
    public UpdatableModel openUpdatable(ModelRecord model) throws IOException {
        if (open(model) instanceof UpdatableModel updatable) {
            return updatable;
        }
        throw new IllegalStateException(model.owner() + " has a model that cannot be updated");
    }

    /// Returns the model after a check that its file is the one that was written.
    ///
    /// @throws IOException whose message states the remedy
    public <M> M open(ModelRecord model, Opening<M> opening) throws IOException {
        try {
            return opening.open(store.requireWhole(model.file(), model.bytes(), model.crc32c()));
        } catch (DamagedFileException e) {
            throw new IOException(
                    "the file %s is missing or damaged: %s. Restore it from a backup, or train again."
                            .formatted(model.file(), e.finding()),
                    e);
        } catch (CorruptFileException e) {
            throw new IOException(
                    "the file %s was written by another version of Kindred. Train again.".formatted(model.file()), e);
        }
    }
}
