package dev.kindred.server.task;

import dev.kindred.server.catalog.DatasetImportJob;
import dev.kindred.server.ingest.CsvSource;
import dev.kindred.server.storage.ObjectStore;
import dev.kindred.server.storage.ObjectSummary;
import dev.kindred.server.storage.S3Location;
import dev.kindred.server.storage.StorageException;
import java.util.List;

/// Finds the files that an import job names: one object, or a folder's first level.
final class ImportSources {

    private final ObjectStore objects;

    ImportSources(ObjectStore objects) {
        this.objects = objects;
    }

    /// Returns the files, in the order of their names.
    ///
    /// @throws StorageException if there are none, or they cannot be seen
    List<CsvSource> find(DatasetImportJob job) {
        var location = job.dataSource().dataLocation();
        var place = S3Location.parse(location == null ? "" : location);
        if (!place.isFolder()) {
            return List.of(source(place, objects.requireObject(place)));
        }
        var files = objects.listFolder(place).stream()
                .filter(object -> object.size() > 0 || !object.key().endsWith("/"))
                .toList();
        if (files.isEmpty()) {
            throw new StorageException.InvalidLocation(
                    place.bucket(),
                    place.key(),
                    "Invalid Data location. The folder %s holds no files at its first level; sub-folders are not read."
                            .formatted(place));
        }
        return files.stream()
                .map(object -> source(new S3Location(place.bucket(), object.key()), object))
                .toList();
    }

    private CsvSource source(S3Location place, ObjectSummary object) {
        var name = place.key().substring(place.key().lastIndexOf('/') + 1);
        return CsvSource.named(name, object.size(), () -> objects.open(place, 0));
    }
}
