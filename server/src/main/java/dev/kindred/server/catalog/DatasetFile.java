package dev.kindred.server.catalog;

import dev.kindred.server.resource.Arn;
import java.time.Instant;

/// A file with rows of a dataset.
///
/// @param seq its rank: of two rows with one id, the one in the later segment counts
/// @param file its name in the segment store
/// @param crc32c the checksum of the whole file
public record DatasetFile(
        long seq, Arn datasetArn, Origin origin, String file, long rows, long bytes, long crc32c, Instant createdAt) {

    /// How rows came in: in bulk by an import job, or streamed one by one. A FULL import replaces bulk rows only.
    public enum Origin {
        BULK,
        PUT
    }
}
