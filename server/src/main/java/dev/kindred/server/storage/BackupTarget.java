package dev.kindred.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/// A place for the files of backups: a folder or a prefix of a bucket. Names are relative paths with `/`.
public sealed interface BackupTarget extends AutoCloseable permits FolderBackups, BucketBackups {

    boolean has(String name) throws IOException;

    /// Stores a file whole, or not at all.
    void put(String name, Path file) throws IOException;

    /// Opens a stored file.
    InputStream open(String name) throws IOException;

    /// Returns the names of the files directly in a folder, in order.
    List<String> namesIn(String folder) throws IOException;

    @Override
    default void close() {}
}
