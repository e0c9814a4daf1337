package dev.kindred.server.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A failed access to object storage. The message is one sentence for the owner of the data.
public abstract sealed class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String bucket;
    private final String key;

    private StorageException(String bucket, String key, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.bucket = bucket;
        this.key = key;
    }

    /// Returns the message. It is never null.
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /// Returns the bucket of the request; empty if none could be read.
    public String bucket() {
        return bucket;
    }

    /// Returns the key of the request; empty for the bucket.
    public String key() {
        return key;
    }

    private static String name(String bucket, String key) {
        return "s3://" + Wording.shorten(bucket) + "/" + Wording.shorten(key);
    }

    /// The text is not a location, or its key is not allowed in S3.
    public static final class InvalidLocation extends StorageException {
        private static final long serialVersionUID = 1L;

        public InvalidLocation(String bucket, String key, String message) {
            super(bucket, key, message, null);
        }
    }

    /// The key has more than S3's 1,024 bytes of UTF-8.
    public static final class KeyTooLong extends StorageException {
        private static final long serialVersionUID = 1L;

        public KeyTooLong(String bucket, String key, int bytes) {
            super(
                    bucket,
                    key,
                    "The key '%s' is %,d bytes long in UTF-8; S3 allows 1,024: shorten it."
                            .formatted(Wording.shorten(key), bytes),
                    null);
        }
    }

    /// The bucket does not exist.
    public static final class BucketMissing extends StorageException {
        private static final long serialVersionUID = 1L;

        public BucketMissing(String bucket) {
            super(
                    bucket,
                    "",
                    "Bucket '%s' does not exist: create it (aws s3 mb s3://%s) or correct the location."
                            .formatted(Wording.shorten(bucket), Wording.shorten(bucket)),
                    null);
        }
    }

    /// The bucket exists and the object does not.
    public static final class ObjectMissing extends StorageException {
        private static final long serialVersionUID = 1L;

        public ObjectMissing(String bucket, String key) {
            super(
                    bucket,
                    key,
                    "There is no object %s: upload it or correct the location; keys are case-sensitive."
                            .formatted(name(bucket, key)),
                    null);
        }
    }

    /// The store refuses the credentials or their rights.
    public static final class AccessDenied extends StorageException {
        private static final long serialVersionUID = 1L;

        public AccessDenied(String bucket, String key, @Nullable Throwable cause) {
            super(
                    bucket,
                    key,
                    "Access to %s was denied: give this server's credentials s3:ListBucket on the bucket and s3:GetObject and s3:PutObject on its objects."
                            .formatted(name(bucket, key)),
                    cause);
        }
    }

    /// The object, its record, or the record of its bucket or upload is damaged on the disk of this server.
    public static final class Damaged extends StorageException {
        private static final long serialVersionUID = 1L;

        /// @param finding the damage, as a clause about "it"
        public Damaged(String bucket, String key, String finding, @Nullable Throwable cause) {
            super(
                    bucket,
                    key,
                    "A file of %s is missing or damaged: %s. Restore it from a backup, or put it again; the server's log names the file."
                            .formatted(name(bucket, key), finding),
                    cause);
        }
    }

    /// The store cannot be reached, or failed for another reason.
    public static final class Unreachable extends StorageException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String bucket, String key, String what, @Nullable Throwable cause) {
            super(bucket, key, "%s could not be read or written: %s".formatted(name(bucket, key), what), cause);
        }
    }
}
