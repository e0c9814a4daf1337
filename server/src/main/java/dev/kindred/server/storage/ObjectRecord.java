package dev.kindred.server.storage;

import java.util.Map;

/// Everything the local store knows of an object beside its bytes.
///
/// `headers` are the response headers its owner gave it (`content-type`, `x-amz-meta-…`), by lower-case name;
/// `checksums` are in S3's wording: base64, with `-N` appended where they were composed from N parts.
public record ObjectRecord(
        ObjectSummary summary, Map<String, String> headers, Map<ChecksumAlgorithm, String> checksums) {

    public ObjectRecord {
        headers = Map.copyOf(headers);
        checksums = Map.copyOf(checksums);
    }
}
