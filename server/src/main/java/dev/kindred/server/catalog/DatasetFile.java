package dev.kindred.server.catalog;

import dev.kindred.server.resource.Arn;
import java.time.Instant;

/// A file that holds rows of a dataset.
///
/// @param seq the rank: of two rows with the same id, the row in the file of higher rank is in force
/// @param file the name in the store of dataset files
/// @param crc32c the checksum of the whole file
public record DatasetFile(
        long seq, Arn datasetArn, Origin origin, String file, long rows, long bytes, long crc32c, Instant createdAt) {

    /// The origin of rows: an import job, or streamed calls. A FULL import replaces the rows of import jobs
    /// only.
    public enum Origin {
        BULK,
        PUT
    }

    /// A file in the store that is not yet part of a dataset.
    ///
    /// @param file the name in the store of dataset files
    /// @param crc32c the checksum of the whole file
    public record Content(String file, long rows, long bytes, long crc32c) {}
}
