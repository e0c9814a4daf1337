package dev.kindred.server.storage;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Backups below a prefix of a bucket.
///
/// @param folder the prefix, which ends in `/`
public record BucketBackups(ObjectStore objects, S3Location folder) implements BackupTarget {

    @Override
    public boolean has(String name) {
        return objects.findObject(folder.resolve(name)).isPresent();
    }

    @Override
    public void put(String name, Path file) throws IOException {
        try (var content = Files.newInputStream(file)) {
            objects.put(folder.resolve(name), content);
        }
    }

    @Override
    public InputStream open(String name) {
        return new BufferedInputStream(objects.open(folder.resolve(name), 0));
    }

    @Override
    public List<String> namesIn(String name) {
        var below = folder.resolve(name + "/");
        return objects.listFolder(below).stream()
                .map(object -> object.key().substring(below.key().length()))
                .toList();
    }

    @Override
    public void close() {
        objects.close();
    }
}
