package dev.kindred.server.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Objects in AWS's S3, or in another store with its protocol.
public final class RemoteObjectStore implements ObjectStore {

    private static final int PART_SIZE = 16 * 1024 * 1024; // times 10,000 parts allows objects of 160 GB

    private final S3Client client;

    private RemoteObjectStore(S3Client client) {
        this.client = client;
    }

    /// Opens the store with credentials from the usual chain.
    public static RemoteObjectStore open(RemoteSettings settings) {
        return open(settings, DefaultCredentialsProvider.builder().build());
    }

    static RemoteObjectStore open(RemoteSettings settings, AwsCredentialsProvider credentials) {
        var builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(credentials)
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.pathStyle());
        if (settings.endpoint() != null) {
            // Other stores often lack the newer checksums, so only the required ones are sent.
            builder.endpointOverride(settings.endpoint())
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        }
        return new RemoteObjectStore(builder.build());
    }

    @Override
    public List<ObjectSummary> listFolder(S3Location folder) {
        return list(folder, "/");
    }

    @Override
    public List<ObjectSummary> listBelow(S3Location folder) {
        return list(folder, null);
    }

    private List<ObjectSummary> list(S3Location folder, @Nullable String delimiter) {
        String prefix = folder.isFolder() ? folder.key() : folder.key() + "/";
        return RemoteFailures.explained(folder, () -> {
            var found = new ArrayList<ObjectSummary>();
            for (var object : client.listObjectsV2Paginator(request ->
                            request.bucket(folder.bucket()).prefix(prefix).delimiter(delimiter))
                    .contents()) {
                if (!object.key().equals(prefix)) {
                    found.add(new ObjectSummary(
                            object.key(), object.size(), unquoted(object.eTag()), object.lastModified()));
                }
            }
            found.sort((a, b) -> ObjectKeys.UTF_8_ORDER.compare(a.key(), b.key()));
            return List.copyOf(found);
        });
    }

    @Override
    public Optional<ObjectSummary> findObject(S3Location object) {
        return RemoteFailures.explained(object, () -> {
            try {
                var head = client.headObject(
                        request -> request.bucket(object.bucket()).key(object.key()));
                return Optional.of(new ObjectSummary(
                        object.key(), head.contentLength(), unquoted(head.eTag()), head.lastModified()));
            } catch (NoSuchKeyException e) {
                requireBucket(object); // an answer to HEAD has no body to tell which of the two is missing
                return Optional.empty();
            }
        });
    }

    private void requireBucket(S3Location object) {
        try {
            client.headBucket(request -> request.bucket(object.bucket()));
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                throw new StorageException.BucketMissing(object.bucket());
            }
            throw e;
        }
    }

    private static String unquoted(String etag) {
        return etag.replace("\"", "");
    }

    @Override
    public InputStream open(S3Location object, long from) {
        var summary = requireObject(object);
        if (from >= summary.size()) {
            return InputStream.nullInputStream();
        }
        return new ResumingInputStream(
                from,
                summary.size(),
                offset -> RemoteFailures.explained(
                        object,
                        () -> client.getObject(request -> request.bucket(object.bucket())
                                .key(object.key())
                                .ifMatch("\"" + summary.etag() + "\"")
                                .range("bytes=" + offset + "-"))));
    }

    @Override
    public void put(S3Location object, InputStream content) {
        ObjectKeys.requireLegal(object.bucket(), object.key());
        RemoteFailures.explained(object, () -> {
            try {
                byte[] first = content.readNBytes(PART_SIZE);
                if (first.length < PART_SIZE) {
                    client.putObject(
                            request -> request.bucket(object.bucket()).key(object.key()), RequestBody.fromBytes(first));
                    return true;
                }
                putInParts(object, new SequenceInputStream(new ByteArrayInputStream(first), content));
                return true;
            } catch (IOException e) {
                throw new StorageException.Unreachable(object.bucket(), object.key(), e.toString(), e);
            }
        });
    }

    private void putInParts(S3Location object, InputStream content) throws IOException {
        String id = client.createMultipartUpload(
                        request -> request.bucket(object.bucket()).key(object.key()))
                .uploadId();
        try {
            var parts = new ArrayList<CompletedPart>();
            for (byte[] part = content.readNBytes(PART_SIZE); part.length > 0; part = content.readNBytes(PART_SIZE)) {
                int number = parts.size() + 1;
                var answer = client.uploadPart(
                        request -> request.bucket(object.bucket())
                                .key(object.key())
                                .uploadId(id)
                                .partNumber(number),
                        RequestBody.fromBytes(part));
                parts.add(CompletedPart.builder()
                        .partNumber(number)
                        .eTag(answer.eTag())
                        .build());
            }
            client.completeMultipartUpload(request -> request.bucket(object.bucket())
                    .key(object.key())
                    .uploadId(id)
                    .multipartUpload(upload -> upload.parts(parts)));
        } catch (IOException | RuntimeException e) {
            Thread.interrupted(); // an interrupt ends the upload, not its clean-up
            client.abortMultipartUpload(
                    request -> request.bucket(object.bucket()).key(object.key()).uploadId(id));
            throw e;
        }
    }

    @Override
    public void delete(S3Location object) {
        RemoteFailures.explained(
                object,
                () -> client.deleteObject(
                        request -> request.bucket(object.bucket()).key(object.key())));
    }

    @Override
    public void close() {
        client.close();
    }
}
