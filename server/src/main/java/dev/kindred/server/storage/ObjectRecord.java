package dev.kindred.server.storage;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Everything the local store knows of an object beside its bytes.
///
/// @param headers the response headers its owner gave it (`content-type`, `x-amz-meta-…`), by lower-case name
/// @param checksums in S3's wording: base64, with `-N` appended where they were composed from N parts
/// @param settings the documents of its sub-resources, such as `tagging`, by name
/// @param parts the parts it was uploaded in, or none where it was put in one request
public record ObjectRecord(
        ObjectSummary summary,
        Map<String, String> headers,
        Map<ChecksumAlgorithm, String> checksums,
        Map<String, String> settings,
        List<Part> parts) {

    /// A part of an object that was uploaded in parts.
    public record Part(int number, long size, Map<ChecksumAlgorithm, String> checksums) {}

    /// Records that were written before settings and parts were kept have neither.
    public ObjectRecord(
            ObjectSummary summary,
            Map<String, String> headers,
            Map<ChecksumAlgorithm, String> checksums,
            @Nullable Map<String, String> settings,
            @Nullable List<Part> parts) {
        this.summary = Objects.requireNonNull(summary);
        this.headers = Map.copyOf(headers);
        this.checksums = Map.copyOf(checksums);
        this.settings = settings == null ? Map.of() : Map.copyOf(settings);
        this.parts = parts == null ? List.of() : List.copyOf(parts);
    }

    public ObjectRecord(ObjectSummary summary, Map<String, String> headers, Map<ChecksumAlgorithm, String> checksums) {
        this(summary, headers, checksums, Map.of(), List.of());
    }

    /// Returns this record with other settings.
    public ObjectRecord withSettings(Map<String, String> settings) {
        return new ObjectRecord(summary, headers, checksums, settings, parts);
    }
}
