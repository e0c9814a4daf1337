package dev.kindred.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipInputStream;

/// Fills folders: a data directory is written once and copied for each test that changes it.
public final class Folders {

    private Folders() {}

    /// Copies the files and folders below `from` to `to`, which it creates. Existing files are replaced. A file that a
    /// running server deletes before its turn is left out.
    public static void copy(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    copyIfPresent(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyIfPresent(Path file, Path target) throws IOException {
        try {
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException deleted) {
            if (Files.exists(file)) {
                throw deleted;
            }
        }
    }

    /// Unpacks a zip archive of files and closes it. Returns their paths relative to the folder.
    static List<Path> unpack(InputStream zip, Path folder) throws IOException {
        var unpacked = new ArrayList<Path>();
        try (var archive = new ZipInputStream(zip)) {
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                var file = folder.resolve(entry.getName());
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.copy(archive, file);
                unpacked.add(folder.relativize(file));
            }
        }
        return unpacked;
    }
}
