package dev.kindred.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/// A data directory while a backup is restored into it. The file `restoring` exists from the first step to the last,
/// and
/// no server starts while it does.
public final class RestoredFolder {

    private static final String MARKER = "restoring";
    private static final Set<String> LOCKS = Set.of("lock", ".backup.lock");

    private final Path root;

    private RestoredFolder(Path root) {
        this.root = root;
    }

    /// Returns whether a restore into the folder has begun and has not ended.
    public static boolean isUnfinished(Path root) {
        return Files.exists(root.resolve(MARKER), LinkOption.NOFOLLOW_LINKS);
    }

    /// Begins a restore. What an unfinished restore left is removed.
    ///
    /// @throws IOException if the folder has files of another origin
    public static RestoredFolder begin(Path root) throws IOException {
        boolean isAgain = isUnfinished(root);
        DurableFiles.createFolders(root);
        try (var files = Files.list(root)) {
            for (var file : files.toList()) {
                var name = String.valueOf(file.getFileName());
                if (LOCKS.contains(name) || name.equals(MARKER)) {
                    continue;
                }
                if (!isAgain) {
                    throw new IOException("%s is not empty (it has %s): choose a new folder".formatted(root, name));
                }
                Disposal.DELETION.dispose(file);
            }
        }
        if (!isAgain) {
            DurableFiles.write(root.resolve(MARKER), new byte[0]);
            DurableFiles.forceFolder(root);
        }
        return new RestoredFolder(root);
    }

    /// Writes a file durably and returns its checksums.
    ///
    /// @param name a relative path with `/`
    public FileDigest write(String name, InputStream content) throws IOException {
        var file = root.resolve(name).normalize();
        if (!file.startsWith(root) || file.equals(root) || name.equals(MARKER)) {
            throw new IOException("the backup names a file outside of the data directory: " + name);
        }
        return FileDigest.write(content, file);
    }

    /// Ends the restore: a server can start now.
    public void finish() throws IOException {
        DurableFiles.delete(root.resolve(MARKER));
    }
}
