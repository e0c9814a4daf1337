package dev.kindred.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// Tests whether a folder can be written after a failed write in it.
public final class WriteProbe {

    /// More than the last page of a file can take on a full disk.
    private static final int BYTES = 1 << 16;

    private WriteProbe() {}

    /// Writes a file, forces it to disk and removes it.
    ///
    /// @throws IOException if that fails
    public static void run(Path folder) throws IOException {
        var file = folder.resolve(".probe-" + UUID.randomUUID());
        try {
            DurableFiles.write(file, new byte[BYTES]);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
