package dev.kindred.server.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Words the failures of the AWS SDK for the owner of the data.
final class RemoteFailures {

    private RemoteFailures() {}

    /// Returns the result of `step`, which runs until it ends or the caller is interrupted.
    static <T> T explained(S3Location at, Supplier<T> step) {
        try {
            return InterruptibleCall.run(step::get);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a step throws no checked exception
        } catch (NoSuchKeyException e) {
            throw new StorageException.ObjectMissing(at.bucket(), at.key());
        } catch (NoSuchBucketException e) {
            throw new StorageException.BucketMissing(at.bucket());
        } catch (S3Exception e) {
            throw explain(at, e);
        } catch (SdkClientException e) {
            throw new StorageException.Unreachable(at.bucket(), at.key(), explain(e), e);
        }
    }

    private static StorageException explain(S3Location at, S3Exception e) {
        return switch (e.statusCode()) {
            case 401, 403 -> new StorageException.AccessDenied(at.bucket(), at.key(), e);
            case 301, 307, 400 ->
                new StorageException.Unreachable(
                        at.bucket(),
                        at.key(),
                        "the store answered %d; the bucket may be in another region than the s3.region setting: %s"
                                .formatted(e.statusCode(), e.getMessage()),
                        e);
            case 412 ->
                new StorageException.Unreachable(
                        at.bucket(), at.key(), "the object was replaced while it was being read: try again.", e);
            default ->
                new StorageException.Unreachable(
                        at.bucket(),
                        at.key(),
                        "the store answered %d: %s".formatted(e.statusCode(), e.getMessage()),
                        e);
        };
    }

    private static String explain(SdkClientException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Unable to load credentials")) {
            return "this server has no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, for it.";
        }
        return "the store did not answer; check the s3.endpoint setting and the network: " + message;
    }
}
