package dev.kindred.server.stream;

import dev.kindred.server.catalog.DatasetFile;
import java.util.List;
import java.util.regex.Pattern;

/// The name of a streamed dataset file contains the number of the last part of the log in it. One commit of the
/// catalog therefore both publishes the dataset file and releases those parts of the log.
public final class SealedPart {

    private static final Pattern NAME = Pattern.compile(".*/put-(\\d{8})-[^/]*");

    private SealedPart() {}

    /// The name, without a folder, of the dataset file that holds the parts up to that one.
    static String name(int part) {
        return "put-%08d".formatted(part);
    }

    /// The last part of the log that is in `segments`, 0 if none is.
    public static int in(List<DatasetFile> datasetFiles) {
        int last = 0;
        for (var datasetFile : datasetFiles) {
            var name = NAME.matcher(datasetFile.file());
            if (datasetFile.origin() == DatasetFile.Origin.PUT && name.matches()) {
                last = Math.max(last, Integer.parseInt(name.group(1)));
            }
        }
        return last;
    }
}
