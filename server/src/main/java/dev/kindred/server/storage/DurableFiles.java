package dev.kindred.server.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Changes of files that are durable when the call returns.
public final class DurableFiles {

    /// Folders that were created and whose names are not durable yet.
    private static final Set<Path> UNFORCED = ConcurrentHashMap.newKeySet();

    private static final ReentrantLock CREATING = new ReentrantLock();

    private DurableFiles() {}

    /// Writes a new file and forces it. Its name is not durable until the folder is forced, too.
    static void write(Path file, byte[] content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /// Renames a forced file to `to`, whose folder is created if it is missing, and makes the new name durable.
    static void publish(Path from, Path to) throws IOException {
        Path folder = parent(to);
        createFolders(folder);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(folder);
    }

    /// Creates `folder` and the missing ones above it, each durable in its parent. If another call creates one of them,
    /// this call waits until it is durable; if a force failed, this call repeats it.
    public static void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder) && UNFORCED.isEmpty()) {
            return;
        }
        CREATING.lock();
        try {
            create(folder);
        } finally {
            CREATING.unlock();
        }
    }

    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder) && !UNFORCED.contains(folder)) {
            return;
        }
        Path parent = parent(folder);
        create(parent);
        UNFORCED.add(folder);
        Files.createDirectories(folder);
        forceFolder(parent);
        UNFORCED.remove(folder);
    }

    /// Deletes the file if it exists, durably.
    static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            forceFolder(parent(file));
        }
    }

    /// Makes the names in `folder` durable.
    static void forceFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Deletes a folder and its content, without following links. After a power cut some of it may be back.
    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    /// Removes the folders below a root that hold no file, except for one. The root stays.
    static void deleteEmptyFolders(Path root, Path except) throws IOException {
        try (var folders = Files.walk(root)) {
            for (var folder : folders.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                try (var content = Files.list(folder)) {
                    if (folder.equals(root)
                            || folder.equals(except)
                            || content.findAny().isPresent()) {
                        continue;
                    }
                }
                Files.delete(folder);
            }
        }
    }

    static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalStateException(file + " has no folder above it");
        }
        return parent;
    }
}
