package dev.kindred.server.catalog;

import dev.kindred.server.resource.Arn;
import java.time.Instant;
import java.util.Map;

/// A trained model's file and what is known of it. AWS's API shows its metrics alone.
///
/// @param owner the solution version or recommender that it is the model of
/// @param generation 1 for the first model of its owner, one more for each that follows
/// @param file its name in the model store
/// @param crc32c the checksum of the whole file
/// @param metrics what it was measured at, by AWS's names, not rounded
/// @param trainedAt when its training ended
/// @param interactionsSeen how many interactions it was trained on
/// @param knownUntil when the data were read that it has: in its training, or when it was updated with new items
public record ModelRecord(
        Arn owner,
        long generation,
        String file,
        long bytes,
        long crc32c,
        Map<String, Double> metrics,
        Instant trainedAt,
        long interactionsSeen,
        Instant knownUntil) {

    /// A model as its training left it.
    public ModelRecord(
            Arn owner,
            long generation,
            String file,
            long bytes,
            long crc32c,
            Map<String, Double> metrics,
            Instant trainedAt,
            long interactionsSeen) {
        this(owner, generation, file, bytes, crc32c, metrics, trainedAt, interactionsSeen, trainedAt);
    }

    /// Returns the next model of the same owner, which has what has come until `knownUntil`.
    public ModelRecord updated(String newFile, long newBytes, long newChecksum, Instant until) {
        return new ModelRecord(
                owner, generation + 1, newFile, newBytes, newChecksum, metrics, trainedAt, interactionsSeen, until);
    }
}
