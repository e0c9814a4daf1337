package dev.kindred.server.wire.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Buckets and objects through the AWS SDK for Java.
class SdkClientTest {

    @TempDir
    Path folder;

    private LoopbackServer server;
    private S3Client s3;

    @BeforeEach
    void start() {
        server = new LoopbackServer(folder);
        s3 = server.client();
        s3.createBucket(request -> request.bucket("data"));
    }

    @AfterEach
    void stop() {
        s3.close();
        server.close();
    }

    private void put(String key, String content) {
        s3.putObject(request -> request.bucket("data").key(key), RequestBody.fromString(content));
    }

    private String get(String key) {
        return s3.getObjectAsBytes(request -> request.bucket("data").key(key)).asUtf8String();
    }

    @Test
    void anObjectComesBackWithItsHeadersAndMetadata() {
        s3.putObject(
                request -> request.bucket("data")
                        .key("a/b c+d&é.csv")
                        .contentType("text/csv")
                        .contentEncoding("gzip")
                        .cacheControl("no-store")
                        .metadata(Map.of("origin", "shop")),
                RequestBody.fromString("USER_ID\n1\n"));

        var answer = s3.getObjectAsBytes(request -> request.bucket("data").key("a/b c+d&é.csv"));

        assertThat(answer.asUtf8String()).isEqualTo("USER_ID\n1\n");
        assertThat(answer.response().contentType()).isEqualTo("text/csv");
        assertThat(answer.response().contentEncoding()).isEqualTo("gzip");
        assertThat(answer.response().cacheControl()).isEqualTo("no-store");
        assertThat(answer.response().metadata()).containsExactly(Map.entry("origin", "shop"));
    }

    @Test
    void theETagOfAnObjectPutInOneRequestIsItsMd5() {
        var answer = s3.putObject(request -> request.bucket("data").key("k"), RequestBody.fromString("hello"));

        assertThat(answer.eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "SHA1", "SHA256"})
    void aChecksumGivenWithAnObjectIsVerifiedKeptAndReturned(ChecksumAlgorithm algorithm) {
        s3.putObject(
                request -> request.bucket("data").key("k").checksumAlgorithm(algorithm),
                RequestBody.fromString("123456789"));

        var head = s3.headObject(request -> request.bucket("data").key("k").checksumMode(ChecksumMode.ENABLED));

        assertThat(Arrays.asList(head.checksumCRC32(), head.checksumSHA1(), head.checksumSHA256()))
                .filteredOn(value -> value != null)
                .hasSize(1);
        assertThat(get("k")).isEqualTo("123456789");
    }

    @Test
    void aWrongContentMd5IsRefusedAndLeavesNothing() {
        assertThatThrownBy(() -> s3.putObject(
                        request -> request.bucket("data").key("k").contentMD5("XUFAKrxLKna5cZ2REBfFkg=="),
                        RequestBody.fromString("not hello")))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("Content-MD5");

        assertThatThrownBy(() -> get("k")).isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void rangesAreServedAsHttpDefinesThem() {
        put("k", "0123456789");

        assertThat(range("bytes=2-4")).isEqualTo("234");
        assertThat(range("bytes=7-")).isEqualTo("789");
        assertThat(range("bytes=-3")).isEqualTo("789");
        assertThat(range("bytes=-99")).isEqualTo("0123456789");
        assertThat(range("bytes=8-99")).isEqualTo("89");
        assertThat(range("bytes=5-2")).isEqualTo("0123456789");
        assertThatThrownBy(() -> range("bytes=10-")).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(e.statusCode()).isEqualTo(416);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidRange");
        });
    }

    private String range(String range) {
        return s3.getObjectAsBytes(request -> request.bucket("data").key("k").range(range))
                .asUtf8String();
    }

    @Test
    void conditionalReadsAreDecidedByTheETag() {
        put("k", "hello");
        String etag = "\"5d41402abc4b2a76b9719d911017c592\"";

        assertThat(s3.getObjectAsBytes(
                                request -> request.bucket("data").key("k").ifMatch(etag))
                        .asUtf8String())
                .isEqualTo("hello");
        assertThatThrownBy(() -> s3.getObjectAsBytes(
                        request -> request.bucket("data").key("k").ifNoneMatch(etag)))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
        assertThatThrownBy(() -> s3.getObjectAsBytes(
                        request -> request.bucket("data").key("k").ifMatch("\"other\"")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    }

    @Test
    void aConditionalWriteDoesNotReplaceAnObject() {
        put("k", "first");

        assertThatThrownBy(() -> s3.putObject(
                        request -> request.bucket("data").key("k").ifNoneMatch("*"), RequestBody.fromString("second")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThat(get("k")).isEqualTo("first");
    }

    @Test
    void objectsAreDeletedOneByOneAndManyAtOnce() {
        List.of("a", "b", "c", "d").forEach(key -> put(key, "x"));

        s3.deleteObject(request -> request.bucket("data").key("a"));
        s3.deleteObject(request -> request.bucket("data").key("never there"));
        var answer = s3.deleteObjects(request -> request.bucket("data")
                .delete(delete -> delete.objects(
                        ObjectIdentifier.builder().key("b").build(),
                        ObjectIdentifier.builder().key("c").build())));

        assertThat(answer.deleted()).hasSize(2);
        assertThat(answer.errors()).isEmpty();
        assertThat(s3.listObjectsV2(request -> request.bucket("data")).contents())
                .extracting(S3Object::key)
                .containsExactly("d");
    }

    @Test
    void aCopyKeepsOrReplacesTheMetadata() {
        s3.putObject(
                request -> request.bucket("data").key("from é").metadata(Map.of("a", "1")),
                RequestBody.fromString("hello"));

        s3.copyObject(request -> request.sourceBucket("data")
                .sourceKey("from é")
                .destinationBucket("data")
                .destinationKey("kept"));
        s3.copyObject(request -> request.sourceBucket("data")
                .sourceKey("from é")
                .destinationBucket("data")
                .destinationKey("replaced")
                .metadataDirective(MetadataDirective.REPLACE)
                .metadata(Map.of("b", "2")));

        assertThat(get("kept")).isEqualTo("hello");
        assertThat(s3.headObject(request -> request.bucket("data").key("kept")).metadata())
                .containsExactly(Map.entry("a", "1"));
        assertThat(s3.headObject(request -> request.bucket("data").key("replaced"))
                        .metadata())
                .containsExactly(Map.entry("b", "2"));
    }

    @Test
    void aBucketIsDeletedOnlyWhenEmpty() {
        put("k", "x");

        assertThatThrownBy(() -> s3.deleteBucket(request -> request.bucket("data")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("BucketNotEmpty"));
        s3.deleteObject(request -> request.bucket("data").key("k"));
        s3.deleteBucket(request -> request.bucket("data"));

        assertThat(s3.listBuckets().buckets()).isEmpty();
        assertThatThrownBy(() -> s3.headBucket(request -> request.bucket("data")))
                .isInstanceOf(NoSuchBucketException.class);
        s3.createBucket(request -> request.bucket("data"));
        assertThat(s3.listObjectsV2(request -> request.bucket("data")).contents())
                .isEmpty();
    }

    @Test
    void creatingOnesOwnBucketAgainIsNoError() {
        put("k", "x");

        s3.createBucket(request -> request.bucket("data"));

        assertThat(get("k")).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kindred", "healthz", "metrics", "recommendations", "action-interactions"})
    void reservedBucketNamesAreRefusedWithTheReason(String name) {
        assertThatThrownBy(() -> s3.createBucket(request -> request.bucket(name)))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("reserved");
    }

    @Test
    void errorsCarryS3sCodesAndARequestId() {
        assertThatThrownBy(() -> get("nothing")).isInstanceOfSatisfying(NoSuchKeyException.class, e -> {
            assertThat(e.requestId()).isNotBlank();
            assertThat(e.getMessage()).contains("s3://data/nothing");
        });
        assertThatThrownBy(() -> s3.listObjectsV2(request -> request.bucket("nowhere")))
                .isInstanceOf(NoSuchBucketException.class);
        assertThatThrownBy(() -> s3.getBucketAbac(request -> request.bucket("data")))
                .isInstanceOfSatisfying(S3Exception.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(501);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NotImplemented");
                });
        assertThatThrownBy(() -> put("k".repeat(1025), "x"))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("KeyTooLongError"));
    }

    @Test
    void whatWasStoredIsThereAfterARestart() {
        put("movies/items.csv", "ITEM_ID\n1\n");
        put("movies", "a file beside the folder");
        server.close();

        server = new LoopbackServer(folder);
        s3 = server.client();

        assertThat(get("movies/items.csv")).isEqualTo("ITEM_ID\n1\n");
        assertThat(get("movies")).isEqualTo("a file beside the folder");
        assertThat(folder.resolve("buckets/data/data/movies+/items.csv")).hasContent("ITEM_ID\n1\n");
    }
}
