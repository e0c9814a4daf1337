package dev.kindred.server.catalog;

import java.time.Instant;
import java.util.Map;

/// A trained model's file and what is known of it. AWS's API shows its metrics alone.
///
/// @param owner the solution version or recommender that it is the model of
/// @param generation 1 for the first model of its owner, one more for each that follows; a solution version
/// has one
/// @param file its name in the model store
/// @param crc32c the checksum of the whole file
/// @param metrics what it was measured at, by AWS's names, not rounded
/// @param trainedAt when its training ended
/// @param interactionsSeen how many interactions it was trained on
public record ModelRecord(
        Arn owner,
        long generation,
        String file,
        long bytes,
        long crc32c,
        Map<String, Double> metrics,
        Instant trainedAt,
        long interactionsSeen) {}
