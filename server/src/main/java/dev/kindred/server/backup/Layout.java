package dev.kindred.server.backup;

import java.nio.file.Path;

/// The names of the files and folders of a data directory.
///
/// @param root the data directory; the others are names in it
public record Layout(
        Path root,
        String catalog,
        String identity,
        String datasetFiles,
        String models,
        String streams,
        String objects,
        String texts) {

    Path catalogFile() {
        return root.resolve(catalog);
    }
}
