package dev.kindred.server.storage;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A temporary file. Its closing removes it; otherwise the next start empties the folder.
public final class ScratchFile implements AutoCloseable {

    private final Path file;

    private ScratchFile(Path file) {
        this.file = file;
    }

    /// Creates an empty one in a folder that the next start empties.
    public static ScratchFile in(Path folder) throws IOException {
        return new ScratchFile(Files.createTempFile(folder, "scratch-", ""));
    }

    /// Opens it for writing, in UTF-8.
    public BufferedWriter writer() throws IOException {
        return Files.newBufferedWriter(file);
    }

    /// Returns its content.
    public InputStream content() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
