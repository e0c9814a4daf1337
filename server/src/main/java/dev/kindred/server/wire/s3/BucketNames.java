package dev.kindred.server.wire.s3;

import java.util.Set;
import java.util.regex.Pattern;

/// The rules of bucket names.
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Bucket naming
/// rules</a>
final class BucketNames {

    /// First path segments that other endpoints on the same port serve.
    static final Set<String> RESERVED = Set.of(
            "action-interactions",
            "action-recommendations",
            "actions",
            "console",
            "events",
            "healthz",
            "items",
            "kindred",
            "metrics",
            "personalize-ranking",
            "recommendations",
            "users");

    private static final Pattern LEGAL = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern IP_ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

    private BucketNames() {}

    /// Whether `name` is valid for a bucket.
    static boolean isLegal(String name) {
        return LEGAL.matcher(name).matches()
                && !name.contains("..")
                && !name.contains(".-")
                && !name.contains("-.")
                && !IP_ADDRESS.matcher(name).matches();
    }

    static void requireCreatable(String name) {
        if (!isLegal(name)) {
            throw new S3Exception(
                    S3Error.InvalidBucketName,
                    "The bucket name is not valid: use 3 to 63 small letters, digits, dots and hyphens, beginning and ending with a letter or digit, and not an IP address.");
        }
        if (RESERVED.contains(name)) {
            throw new S3Exception(
                    S3Error.InvalidBucketName,
                    "The bucket name '%s' is reserved: this server answers /%s itself. Choose another name."
                            .formatted(name, name));
        }
    }
}
