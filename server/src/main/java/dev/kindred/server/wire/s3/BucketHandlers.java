package dev.kindred.server.wire.s3;

import dev.kindred.server.storage.LocalObjectStore;
import dev.kindred.server.storage.S3Location;
import dev.kindred.server.storage.StorageException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Create, Head and DeleteBucket, GetBucketLocation, and DeleteObjects, which addresses a bucket too.
final class BucketHandlers {

    private static final String REGION = "us-east-1";
    private static final int MOST_DELETED = 1000;

    private final LocalObjectStore store;

    BucketHandlers(LocalObjectStore store) {
        this.store = store;
    }

    void create(S3Request request, ServerResponse response) {
        RequestBody.xmlOf(request); // a location constraint: every region is this machine
        BucketNames.requireCreatable(request.bucket());
        // S3 in us-east-1, which we call ourselves, answers 200 to the owner who creates a bucket again.
        store.createBucket(request.bucket());
        Answers.header(response, "Location", "/" + request.bucket());
        Answers.empty(response, Status.OK_200);
    }

    void head(S3Request request, ServerResponse response) {
        requireBucket(request);
        Answers.header(response, "x-amz-bucket-region", REGION);
        Answers.empty(response, Status.OK_200);
    }

    void delete(S3Request request, ServerResponse response) {
        if (!store.deleteBucket(request.bucketLocation().bucket())) {
            throw new S3Exception(
                    S3Error.BucketNotEmpty,
                    "The bucket '%s' you tried to delete is not empty: delete its objects first (aws s3 rm --recursive s3://%s)."
                            .formatted(request.bucket(), request.bucket()));
        }
        Answers.empty(response, Status.NO_CONTENT_204);
    }

    void location(S3Request request, ServerResponse response) {
        requireBucket(request);
        Answers.xml(response, "LocationConstraint", _ -> {}); // empty is how S3 spells us-east-1
    }

    private void requireBucket(S3Request request) {
        String bucket = request.bucketLocation().bucket();
        if (!store.hasBucket(bucket)) {
            throw new StorageException.BucketMissing(bucket);
        }
    }

    void deleteObjects(S3Request request, ServerResponse response) {
        requireBucket(request);
        var document = S3XmlReader.read(RequestBody.xmlOf(request), "Delete", "Object");
        List<Map<String, String>> objects = document.records();
        if (objects.isEmpty() || objects.size() > MOST_DELETED) {
            throw new S3Exception(
                    S3Error.MalformedXML,
                    "Delete needs 1 to 1,000 <Object> elements; %,d were given.".formatted(objects.size()));
        }
        boolean isQuiet = "true".equals(document.texts().get("Quiet"));
        var failures = new HashMap<String, StorageException>();
        objects.forEach(object -> delete(request.bucket(), object.getOrDefault("Key", ""), failures));
        Answers.xml(
                response,
                "DeleteResult",
                xml -> objects.forEach(object -> {
                    String key = object.getOrDefault("Key", "");
                    var failure = failures.get(key);
                    if (failure != null) {
                        xml.nest(
                                "Error",
                                error -> error.text("Key", key)
                                        .text("Code", Failures.codeOf(failure).name())
                                        .text("Message", failure.getMessage()));
                    } else if (!isQuiet) {
                        xml.nest("Deleted", deleted -> deleted.text("Key", key));
                    }
                }));
    }

    private void delete(String bucket, String key, Map<String, StorageException> failures) {
        try {
            store.delete(new S3Location(bucket, key));
        } catch (StorageException e) {
            failures.put(key, e);
        }
    }
}
