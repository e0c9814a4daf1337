package dev.kindred.server.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Files of a data directory that a backup holds while a server may delete or replace them: hard links in the folder
/// `.backup`, or copies where the file system has no hard links. The server ignores the folder. One process at a time.
public final class HeldFiles implements AutoCloseable {

    private final Path root;
    private final Path folder;
    private final FileChannel lock;
    private int copies;

    private HeldFiles(Path root, Path folder, FileChannel lock) {
        this.root = root;
        this.folder = folder;
        this.lock = lock;
    }

    /// Begins to hold files of a data directory.
    ///
    /// @throws IOException if the folder cannot be written, or another backup runs
    public static HeldFiles of(Path root) throws IOException {
        var channel =
                FileChannel.open(root.resolve(".backup.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new IOException("another backup of " + root + " runs");
            }
            var folder = root.resolve(".backup");
            DurableFiles.deleteTree(folder); // of a backup that was killed
            Files.createDirectory(folder);
            return new HeldFiles(root, folder, channel);
        } catch (IOException | OverlappingFileLockException e) {
            channel.close();
            throw e instanceof IOException failure
                    ? failure
                    : new IOException("another backup of " + root + " runs", e);
        }
    }

    /// A held file.
    ///
    /// @param name the path below the data directory, with `/`
    /// @param path where it is held
    /// @param modified microseconds since 1970
    public record Held(String name, Path path, long bytes, long modified) {}

    /// Holds a file that is never written again; nothing if it does not exist.
    public Optional<Held> hold(String file) throws IOException {
        var path = next();
        try {
            Files.createLink(path, root.resolve(file));
            return Optional.of(held(file, path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return copy(file);
        }
    }

    /// Copies a file that grows; nothing if it does not exist.
    public Optional<Held> copy(String file) throws IOException {
        var source = root.resolve(file);
        if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            var path = next();
            Files.copy(source, path, StandardCopyOption.COPY_ATTRIBUTES);
            return Optional.of(held(file, path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Describes a file that was written to a path of [#next()].
    public Held held(String file, Path path) throws IOException {
        long modified = Files.getLastModifiedTime(path).to(TimeUnit.MICROSECONDS);
        return new Held(file, path, Files.size(path), modified);
    }

    /// Writes a new file and returns where.
    public Path write(byte[] content) throws IOException {
        var path = next();
        DurableFiles.write(path, content);
        return path;
    }

    /// Returns a path for a new file.
    public Path next() {
        return folder.resolve("held-" + ++copies);
    }

    /// Returns the files below a folder that satisfy a condition, as relative paths with `/`, in order.
    public static List<String> filesBelow(Path root, String folder, Predicate<String> condition) throws IOException {
        var found = new ArrayList<String>();
        var start = root.resolve(folder);
        if (!Files.isDirectory(start)) {
            return found;
        }
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                var name = root.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), "/");
                if (attributes.isRegularFile() && condition.test(name)) {
                    found.add(name);
                }
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
        found.sort(null);
        return found;
    }

    /// Returns whether a regular file exists.
    public static boolean exists(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /// Releases the files.
    @Override
    public void close() throws IOException {
        try {
            DurableFiles.deleteTree(folder);
        } finally {
            lock.close();
        }
    }
}
