package dev.kindred.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// Uploads files to the demo's bucket: in one request, or in parts if they are large.
final class Upload {

    static final String BUCKET = "kindred-demo";

    /// The size of a part of a multi-part upload. Taste.
    private static final long PART = 256L << 20;

    private final S3Client s3;
    private final long partSize;

    Upload(S3Client s3) {
        this(s3, PART);
    }

    Upload(S3Client s3, long partSize) {
        this.s3 = s3;
        this.partSize = partSize;
    }

    void createBucket() {
        try {
            s3.createBucket(bucket -> bucket.bucket(BUCKET));
        } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
            // an earlier run created it
        }
    }

    /// Uploads a file and returns its `s3://` address.
    String upload(Path file, String key) {
        try {
            long size = Files.size(file);
            if (size <= partSize) {
                s3.putObject(object -> object.bucket(BUCKET).key(key).contentType("text/csv"), file);
            } else {
                uploadParts(file, size, key);
            }
        } catch (IOException e) {
            throw new DemoException("%s cannot be read (%s): give this user the right to.".formatted(file, e));
        }
        return "s3://" + BUCKET + "/" + key;
    }

    private void uploadParts(Path file, long size, String key) {
        var id = s3.createMultipartUpload(
                        upload -> upload.bucket(BUCKET).key(key).contentType("text/csv"))
                .uploadId();
        var parts = new ArrayList<CompletedPart>();
        for (long from = 0; from < size; from += partSize) {
            int number = parts.size() + 1;
            var answer = s3.uploadPart(
                    part -> part.bucket(BUCKET).key(key).uploadId(id).partNumber(number),
                    part(file, from, Math.min(partSize, size - from)));
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(answer.eTag())
                    .checksumCRC32(answer.checksumCRC32())
                    .build());
        }
        s3.completeMultipartUpload(
                upload -> upload.bucket(BUCKET).key(key).uploadId(id).multipartUpload(all -> all.parts(parts)));
    }

    private static RequestBody part(Path file, long from, long length) {
        return RequestBody.fromContentProvider(() -> open(file, from), length, "text/csv");
    }

    private static InputStream open(Path file, long from) {
        try {
            return Channels.newInputStream(Files.newByteChannel(file).position(from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
