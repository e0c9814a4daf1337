package dev.kindred.server.catalog;

import dev.kindred.server.resource.Arn;
import java.time.Instant;
import java.util.Map;

/// The file of a trained model and its description. AWS's API shows only the metrics.
///
/// @param owner the solution version or recommender of the model
/// @param generation 1 for the first model of its owner, one more for each later one
/// @param file its name in the model store
/// @param crc32c the checksum of the whole file
/// @param metrics the offline metrics, by AWS's names, not rounded
/// @param trainedAt the end of its training
/// @param interactionsSeen the number of interactions that it was trained on
/// @param knownUntil the time of the data that it knows: when its training, or its last update with new items,
/// read them
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

    /// Returns the record of a newly trained model.
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

    /// Returns the next model of the same owner, which knows the data until `knownUntil`.
    public ModelRecord updated(String newFile, long newBytes, long newChecksum, Instant until) {
        return new ModelRecord(
                owner, generation + 1, newFile, newBytes, newChecksum, metrics, trainedAt, interactionsSeen, until);
    }
}
