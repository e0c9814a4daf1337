package dev.kindred.server.wire.s3;

import java.util.Map;
import java.util.TreeMap;

/// A refused request, with the message for its sender.
final class S3Exception extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final S3Error error;
    private final TreeMap<String, String> details;

    S3Exception(S3Error error, String message) {
        this(error, message, Map.of());
    }

    /// @param details further elements of the response, such as `PartNumber`
    S3Exception(S3Error error, String message, Map<String, String> details) {
        super(message);
        this.error = error;
        this.details = new TreeMap<>(details);
    }

    S3Error error() {
        return error;
    }

    Map<String, String> details() {
        return details;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
