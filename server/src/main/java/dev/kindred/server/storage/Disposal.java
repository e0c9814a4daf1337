package dev.kindred.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// What a sweep does with what nothing names.
@FunctionalInterface
public interface Disposal {

    /// Removes it for good.
    Disposal DELETION = stray -> {
        if (Files.isDirectory(stray, LinkOption.NOFOLLOW_LINKS)) {
            DurableFiles.deleteTree(stray);
        } else {
            DurableFiles.delete(stray);
        }
    };

    /// Takes a file, or a folder with all in it, out of its store.
    void dispose(Path stray) throws IOException;
}
