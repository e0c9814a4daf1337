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

/// Files that can be derived again from others, under one folder. A missing file costs work only.
public final class DerivedFiles {

    private static final String SCRATCH = ".scratch";

    private final Path root;

    private DerivedFiles(Path root) {
        this.root = root;
    }

    /// Opens the files in that folder and removes the incomplete ones of an earlier process.
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

    /// Returns the path of the file of that name, if it exists.
    public Optional<Path> find(String name) {
        return Optional.of(root.resolve(name)).filter(Files::isRegularFile);
    }

    /// Returns the names of the files in a folder, in alphabetical order.
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

    /// Removes a file, if it exists. A mapped file stays readable.
    public void remove(String name) throws IOException {
        Files.deleteIfExists(root.resolve(name));
    }

    /// Removes a folder and its content, if it exists.
    public void removeFolder(String folder) throws IOException {
        DurableFiles.deleteTree(root.resolve(folder));
    }

    /// Returns a new folder for work in progress. The caller removes it with [#discard].
    public Path scratch() throws IOException {
        return Files.createDirectory(
                root.resolve(SCRATCH).resolve(UUID.randomUUID().toString()));
    }

    /// Removes a temporary folder and its content.
    public void discard(Path scratch) throws IOException {
        DurableFiles.deleteTree(scratch);
    }

    /// Forces a complete file to disk and renames it. It replaces a file or folder of that name.
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

    /// Removes all files of the folder of that file, except the file. Mapped files stay readable.
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
