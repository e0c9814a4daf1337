package dev.kindred.server.storage;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The record of an object in the local store.
///
/// @param headers the response headers that its owner set (`content-type`, `x-amz-meta-…`), by lower-case name
/// @param checksums in S3's form: base64, with `-N` appended if composed from N parts
/// @param settings the documents of its sub-resources, such as `tagging`, by name
/// @param parts the parts of its upload, or empty for a single request
public record ObjectRecord(
        ObjectSummary summary,
        Map<String, String> headers,
        Map<ChecksumAlgorithm, String> checksums,
        Map<String, String> settings,
        List<Part> parts) {

    /// A part of an object that was uploaded in parts.
    public record Part(int number, long size, Map<ChecksumAlgorithm, String> checksums) {}

    /// Records of versions without settings and parts have neither.
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
