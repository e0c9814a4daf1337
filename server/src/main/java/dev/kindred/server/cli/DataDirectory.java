package dev.kindred.server.cli;

import dev.kindred.server.backup.Layout;
import dev.kindred.server.storage.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The folder of all persistent data of a server. It is locked while it is open, so that no other server can use
/// it.
final class DataDirectory implements AutoCloseable {

    /// The beginning of the error message for a directory that another server uses.
    static final String IN_USE = "Another Kindred server uses the data directory ";

    /// The folder of the dataset files.
    static final String DATASET_FILES = "segments";

    private final Path root;
    private final FileChannel channel;

    private DataDirectory(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /// Locks the folder, and creates it if it does not exist.
    ///
    /// @throws UsageException if it cannot be written, or another server uses it
    static DataDirectory open(Path folder) {
        var root = folder.toAbsolutePath().normalize();
        FileChannel channel;
        try {
            DurableFiles.createFolders(root);
            channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UsageException(
                    "The data directory %s cannot be written: give this user the right to, or choose another with --data-dir."
                            .formatted(root));
        }
        if (lock(channel) == null) {
            throw new UsageException((IN_USE + "%s: stop it, or choose another with --data-dir.").formatted(root));
        }
        return new DataDirectory(root, channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException | IOException e) {
            return null;
        }
    }

    /// Returns the names of the files and folders of a data directory.
    static Layout layout(Path root) {
        return new Layout(root, "catalog.sqlite", "identity", DATASET_FILES, "models", "stream", "s3", "texts");
    }

    /// The folder itself.
    Path root() {
        return root;
    }

    /// The file with the directory's id and the epoch of its last acknowledged commit.
    Path identity() {
        return root.resolve("identity");
    }

    /// The folder for files that this catalog does not reference but another might.
    Path quarantine() {
        return root.resolve("quarantine");
    }

    Path catalog() {
        return root.resolve("catalog.sqlite");
    }

    Path datasetFiles() {
        return root.resolve(DATASET_FILES);
    }

    Path streams() {
        return root.resolve("stream");
    }

    Path snapshots() {
        return root.resolve("snapshots");
    }

    Path texts() {
        return root.resolve("texts");
    }

    Path models() {
        return root.resolve("models");
    }

    Path objects() {
        return root.resolve("s3");
    }

    @Override
    public void close() {
        try {
            channel.close(); // this releases the lock
        } catch (IOException e) {
            throw new IllegalStateException("cannot release " + root, e);
        }
    }
}
