package dev.kindred.server.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Files that can be made again from others, under one folder: what is missing is no loss, only work.
public final class DerivedFiles {

    private static final String SCRATCH = ".scratch";

    private final Path root;

    private DerivedFiles(Path root) {
        this.root = root;
    }

    /// Opens the files in that folder, without what an earlier process left half-made.
    public static DerivedFiles open(Path root) {
        var files = new DerivedFiles(root);
        try {
            DurableFiles.deleteTree(root.resolve(SCRATCH));
            DurableFiles.createFolders(root.resolve(SCRATCH));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the folder of derived files " + root, e);
        }
    }

    /// Returns where the file of that name lies, if it is there.
    public Optional<Path> find(String name) {
        return Optional.of(root.resolve(name)).filter(Files::isRegularFile);
    }

    /// Returns the names of the files that lie in a folder, in alphabetical order.
    public List<String> namesIn(String folder) throws IOException {
        var path = root.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (var files = Files.list(path)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder + "/" + file.getFileName())
                    .sorted()
                    .toList();
        }
    }

    /// Removes a file, if it is there. What is mapped stays readable.
    public void remove(String name) throws IOException {
        Files.deleteIfExists(root.resolve(name));
    }

    /// Removes a folder with all in it, if it is there.
    public void removeFolder(String folder) throws IOException {
        DurableFiles.deleteTree(root.resolve(folder));
    }

    /// A new folder for work under way. Whoever makes it removes it with [#discard].
    public Path scratch() throws IOException {
        return Files.createDirectory(
                root.resolve(SCRATCH).resolve(UUID.randomUUID().toString()));
    }

    /// Removes a scratch folder with all in it.
    public void discard(Path scratch) throws IOException {
        DurableFiles.deleteTree(scratch);
    }

    /// Forces a finished file to disk and gives it its name. It replaces a file or folder of that name.
    public Path publish(Path file, String name) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        var target = root.resolve(name);
        if (Files.isDirectory(target)) {
            DurableFiles.deleteTree(target);
        }
        DurableFiles.publish(file, target);
        return target;
    }

    /// Removes all files of the folder in which the file of that name is, but that one. What is mapped stays
    /// readable.
    public void keepOnly(String name) throws IOException {
        var kept = root.resolve(name);
        var folder = kept.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (!file.equals(kept)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
