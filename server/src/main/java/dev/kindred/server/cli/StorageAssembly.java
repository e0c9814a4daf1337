package dev.kindred.server.cli;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.ObjectStore;
import dev.kindred.server.storage.RemoteObjectStore;
import dev.kindred.server.storage.RemoteSettings;
import java.net.URI;
import java.nio.file.FileSystem;
import java.time.InstantSource;

/// Assembles the storage of a server: the data directory, the catalog, objects and dataset files.
final class StorageAssembly {

    private final DataDirectory directory;
    private final CatalogGuard guard;
    private final LocalObjectStore localObjects;
    private final ObjectStore objects;
    private final DatasetFileStore datasetFiles;

    /// @param disk the file system of the data directory
    StorageAssembly(Configuration settings, InstantSource clock, FileSystem disk, Parts parts) {
        var folder = settings.get(Settings.DATA_DIR);
        directory = parts.opened(DataDirectory.open(disk.getPath(folder.toString())));
        guard = parts.opened(CatalogGuard.open(directory));
        localObjects =
                parts.opened(LocalObjectStore.open(directory.objects(), clock, settings.get(Settings.ACCOUNT_ID)));
        objects = objectsOf(settings, parts);
        datasetFiles = DatasetFileStore.open(directory.datasetFiles(), ".parquet", catalog()::revision);
    }

    private ObjectStore objectsOf(Configuration settings, Parts parts) {
        var endpoint = settings.get(Settings.S3_ENDPOINT);
        if (endpoint.equals("embedded")) {
            return localObjects;
        }
        boolean amazon = endpoint.equals("aws");
        return parts.opened(RemoteObjectStore.open(new RemoteSettings(
                amazon ? null : URI.create(endpoint),
                settings.get(Settings.S3_REGION),
                !amazon && settings.get(Settings.S3_PATH_STYLE))));
    }

    DataDirectory directory() {
        return directory;
    }

    CatalogGuard guard() {
        return guard;
    }

    Catalog catalog() {
        return guard.catalog();
    }

    /// The objects of the embedded S3.
    LocalObjectStore localObjects() {
        return localObjects;
    }

    /// The objects that jobs read and write: the embedded S3's, or a remote store's.
    ObjectStore objects() {
        return objects;
    }

    DatasetFileStore datasetFiles() {
        return datasetFiles;
    }
}
