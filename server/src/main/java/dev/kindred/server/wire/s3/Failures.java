package dev.kindred.server.wire.s3;

import dev.kindred.server.storage.StorageException;

/// The one table from failures of the storage to S3's error codes.
final class Failures {

    private Failures() {}

    static S3Error codeOf(StorageException failure) {
        return switch (failure) {
            case StorageException.BucketMissing _ -> S3Error.NoSuchBucket;
            case StorageException.ObjectMissing _ -> S3Error.NoSuchKey;
            case StorageException.AccessDenied _ -> S3Error.AccessDenied;
            case StorageException.KeyTooLong _ -> S3Error.KeyTooLongError;
            case StorageException.InvalidLocation _ -> S3Error.InvalidURI;
            case StorageException.Damaged _, StorageException.Unreachable _ -> S3Error.InternalError;
        };
    }
}
