package dev.kindred.server.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.disk.EveryTask.Task;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/// Work for each kind of write to the embedded S3.
final class EveryStoredObject {

    private static final String OLD = "old".repeat(10);
    private static final String NEW = "newer".repeat(20_000);

    static final List<Task> ALL = List.of(
            new Task("new object", EveryStoredObject::put),
            new Task("new content of an object", EveryStoredObject::overwrite),
            new Task("deletion of an object", EveryStoredObject::delete),
            new Task("object in parts", EveryStoredObject::parts),
            new Task("tags of an object", EveryStoredObject::tags),
            new Task("new bucket", EveryStoredObject::bucket),
            new Task("policy of a bucket", EveryStoredObject::policy),
            new Task("deletion of a bucket", EveryStoredObject::bucketDeletion));

    private EveryStoredObject() {}

    /// Returns work that ends well if the request is acknowledged.
    private static Trial acknowledged(Runnable request, Consumer<Boolean> check) {
        var isAcknowledged = new AtomicBoolean();
        return new Trial(
                        () -> {
                            isAcknowledged.set(false);
                            try {
                                request.run();
                                isAcknowledged.set(true);
                            } catch (S3Exception e) {
                                assertThat(e.awsErrorDetails().errorCode()).isNotBlank();
                            }
                        },
                        isAcknowledged::get,
                        check)
                .repeatable();
    }

    /// Returns the content of an object, or an empty text if there is none. It is whole in any case.
    private static String content(World w, String key) {
        var found = w.s3().listObjectsV2(request -> request.bucket("data").prefix(key))
                .contents();
        return found.isEmpty() ? "" : w.download(key);
    }

    private static Trial put(World w) {
        var key = "put/" + w.name();
        return acknowledged(
                () -> w.upload(key, NEW),
                isDone -> assertThat(content(w, key)).isIn(isDone ? List.of(NEW) : List.of("", NEW)));
    }

    private static Trial overwrite(World w) {
        var key = "put/" + w.name();
        w.upload(key, OLD);
        return acknowledged(
                () -> w.upload(key, NEW),
                isDone -> assertThat(content(w, key)).isIn(isDone ? List.of(NEW) : List.of(OLD, NEW)));
    }

    private static Trial delete(World w) {
        var key = "put/" + w.name();
        w.upload(key, OLD);
        return acknowledged(
                () -> w.s3().deleteObject(request -> request.bucket("data").key(key)),
                isDone -> assertThat(content(w, key)).isIn(isDone ? List.of("") : List.of("", OLD)));
    }

    private static Trial parts(World w) {
        var key = "put/" + w.name();
        return acknowledged(
                () -> {
                    var upload = w.s3().createMultipartUpload(
                                    request -> request.bucket("data").key(key))
                            .uploadId();
                    var etag = w.s3().uploadPart(
                                    request -> request.bucket("data")
                                            .key(key)
                                            .uploadId(upload)
                                            .partNumber(1),
                                    RequestBody.fromString(NEW))
                            .eTag();
                    w.s3().completeMultipartUpload(request -> request.bucket("data")
                            .key(key)
                            .uploadId(upload)
                            .multipartUpload(parts -> parts.parts(CompletedPart.builder()
                                    .partNumber(1)
                                    .eTag(etag)
                                    .build())));
                },
                isDone -> assertThat(content(w, key)).isIn(isDone ? List.of(NEW) : List.of("", NEW)));
    }

    private static Trial tags(World w) {
        var key = "put/" + w.name();
        w.upload(key, OLD);
        return acknowledged(
                () -> w.s3().putObjectTagging(request -> request.bucket("data")
                        .key(key)
                        .tagging(tagging ->
                                tagging.tagSet(Tag.builder().key("k").value("v").build()))),
                isDone -> {
                    var tags = w.s3().getObjectTagging(
                                    request -> request.bucket("data").key(key))
                            .tagSet();
                    assertThat(tags.size()).isBetween(isDone ? 1 : 0, 1);
                    assertThat(content(w, key)).isEqualTo(OLD);
                });
    }

    private static Trial bucket(World w) {
        var name = "bucket-" + w.name();
        return acknowledged(() -> w.s3().createBucket(request -> request.bucket(name)), isDone -> {
            if (isDone) {
                w.s3().putObject(request -> request.bucket(name).key("k"), RequestBody.fromString(OLD));
            }
        });
    }

    private static Trial policy(World w) {
        var name = "bucket-" + w.name();
        w.s3().createBucket(request -> request.bucket(name));
        return acknowledged(
                () -> w.s3().putBucketPolicy(request -> request.bucket(name).policy("{\"Statement\":[]}")), isDone -> {
                    if (isDone) {
                        assertThat(w.s3().getBucketPolicy(request -> request.bucket(name))
                                        .policy())
                                .contains("Statement");
                    }
                });
    }

    private static Trial bucketDeletion(World w) {
        var name = "bucket-" + w.name();
        w.s3().createBucket(request -> request.bucket(name));
        return acknowledged(
                () -> {
                    if (w.s3().listBuckets().buckets().stream()
                            .anyMatch(bucket -> bucket.name().equals(name))) {
                        w.s3().deleteBucket(request -> request.bucket(name));
                    }
                },
                isDone -> assertThat(w.s3().listBuckets().buckets())
                        .filteredOn(bucket -> bucket.name().equals(name))
                        .hasSizeLessThanOrEqualTo(isDone ? 0 : 1));
    }
}
