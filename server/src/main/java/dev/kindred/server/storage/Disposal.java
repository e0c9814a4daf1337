package dev.kindred.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// The treatment of files that a sweep finds unnamed.
@FunctionalInterface
public interface Disposal {

    /// Removes them.
    Disposal DELETION = stray -> {
        if (Files.isDirectory(stray, LinkOption.NOFOLLOW_LINKS)) {
            DurableFiles.deleteTree(stray);
        } else {
            DurableFiles.delete(stray);
        }
    };

    /// Takes a file, or a folder with its content, out of its store.
    void dispose(Path stray) throws IOException;
}
