package dev.kindred.server.storage;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The files of the objects of a bucket: `data/` and `sidecars/` below its folder, with the same path for the same key.
///
/// @param folder of the bucket
record BucketFiles(Path folder) {

    private static final System.Logger LOG = System.getLogger(BucketFiles.class.getName());

    Path data(String key) {
        return folder.resolve("data").resolve(ObjectPaths.of(key));
    }

    Path sidecar(String key) {
        return folder.resolve("sidecars").resolve(ObjectPaths.of(key));
    }

    /// Returns whether there are data of objects.
    boolean hasObjects() throws IOException {
        boolean[] found = {false};
        walk(folder.resolve("data"), _ -> found[0] = true);
        return found[0];
    }

    /// Reads the sidecars. An object with a damaged or missing sidecar is listed, so that its reads fail and nothing
    /// takes its place unnoticed.
    BucketIndex index() throws IOException {
        var read = new BucketIndex();
        Path sidecars = folder.resolve("sidecars");
        DurableFiles.createFolders(sidecars);
        walk(sidecars, file -> {
            try {
                var summary = JsonFile.read(file, Sidecar.class).object().summary();
                if (Files.isRegularFile(data(summary.key()), LinkOption.NOFOLLOW_LINKS)) {
                    read.put(summary);
                } else {
                    LOG.log(
                            WARNING,
                            "{0} describes an object without data: its deletion was interrupted, or it is lost",
                            file);
                }
            } catch (DamagedRecordException e) {
                LOG.log(WARNING, "The record of an object cannot be used: {0}", e.getMessage());
            }
        });
        Path data = folder.resolve("data");
        walk(data, file -> addUndescribed(file, ObjectPaths.keyOf(relative(data, file)), read));
        return read;
    }

    private static void addUndescribed(Path data, Optional<String> key, BucketIndex read) throws IOException {
        if (key.isPresent() && read.find(key.get()).isEmpty()) {
            LOG.log(WARNING, "{0} is an object without a usable record: restore its record, or put it again", data);
            var modified = Files.getLastModifiedTime(data).toInstant().truncatedTo(ChronoUnit.MILLIS);
            read.put(new ObjectSummary(key.get(), Files.size(data), "", modified));
        }
    }

    private static String relative(Path root, Path file) {
        return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private interface FileVisit {
        void at(Path file) throws IOException;
    }

    private static void walk(Path root, FileVisit visit) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    visit.at(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                if (!(failure instanceof NoSuchFileException)) {
                    LOG.log(WARNING, file + " cannot be read", failure);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
