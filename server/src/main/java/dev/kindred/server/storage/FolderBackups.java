package dev.kindred.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Backups in a folder. A file is copied beside its place, forced to disk and renamed.
///
/// @param root the folder, which need not exist
public record FolderBackups(Path root) implements BackupTarget {

    private static final String PARTIAL = "partial";

    @Override
    public boolean has(String name) {
        return Files.isRegularFile(root.resolve(name));
    }

    @Override
    public void put(String name, Path file) throws IOException {
        DurableFiles.createFolders(root);
        var partial = root.resolve(PARTIAL);
        Files.copy(file, partial, StandardCopyOption.REPLACE_EXISTING);
        try (var channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        DurableFiles.publish(partial, root.resolve(name));
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(root.resolve(name));
    }

    @Override
    public List<String> namesIn(String folder) throws IOException {
        var path = root.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (var files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
