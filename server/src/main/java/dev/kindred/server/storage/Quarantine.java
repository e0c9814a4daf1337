package dev.kindred.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// A folder for unreferenced files that may still be needed. A file keeps its path below the data directory. The
/// server never reads or deletes the content.
public final class Quarantine implements Disposal {

    private final Path root;
    private final Path folder;
    private final AtomicInteger count = new AtomicInteger();

    /// @param root the data directory
    /// @param folder where its files go
    public Quarantine(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    @Override
    public void dispose(Path stray) throws IOException {
        var target = folder.resolve(root.relativize(stray));
        for (int copy = 1; Files.exists(target, LinkOption.NOFOLLOW_LINKS); copy++) {
            target = folder.resolve(root.relativize(stray) + "." + copy);
        }
        DurableFiles.publish(stray, target);
        DurableFiles.forceFolder(DurableFiles.parent(stray));
        count.incrementAndGet();
    }

    /// Returns how many files and folders were moved here since the start.
    public int count() {
        return count.get();
    }
}
