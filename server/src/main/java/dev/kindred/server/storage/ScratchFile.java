package dev.kindred.server.storage;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file for what is written now and put somewhere soon. It is gone when it is closed, or else with the folder
/// at the next start.
public final class ScratchFile implements AutoCloseable {

    private final Path file;

    private ScratchFile(Path file) {
        this.file = file;
    }

    /// Makes an empty one in a folder that the next start empties.
    public static ScratchFile in(Path folder) throws IOException {
        return new ScratchFile(Files.createTempFile(folder, "scratch-", ""));
    }

    /// Begins to write it, in UTF-8.
    public BufferedWriter writer() throws IOException {
        return Files.newBufferedWriter(file);
    }

    /// Returns what was written.
    public InputStream content() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
