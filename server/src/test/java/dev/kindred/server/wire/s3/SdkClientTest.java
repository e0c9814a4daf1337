package dev.kindred.server.wire.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What the AWS SDK for Java sees of the endpoint.
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
    void aListingIsPagedInTheOrderOfUtf8() {
        List<String> keys = List.of("a", "a/b", "a/c", "b", "z\uFFFD", "z\uD83D\uDE00", "ß");
        keys.forEach(key -> put(key, "x"));

        var listed = new ArrayList<String>();
        s3.listObjectsV2Paginator(request -> request.bucket("data").maxKeys(2))
                .contents()
                .forEach(object -> listed.add(object.key()));

        assertThat(listed).containsExactly("a", "a/b", "a/c", "b", "z\uFFFD", "z\uD83D\uDE00", "ß");
    }

    @Test
    void aDelimiterRollsKeysUpAcrossPages() {
        List.of("a/1", "a/2", "b", "c/d/1", "c/d/2", "c/e", "d").forEach(key -> put(key, "x"));

        var seen = new ArrayList<String>();
        for (var page : s3.listObjectsV2Paginator(
                request -> request.bucket("data").delimiter("/").maxKeys(1))) {
            page.contents().forEach(object -> seen.add(object.key()));
            page.commonPrefixes().forEach(prefix -> seen.add(prefix.prefix()));
            assertThat(page.keyCount()).isEqualTo(1);
        }

        assertThat(seen).containsExactly("a/", "b", "c/", "d");
        var below =
                s3.listObjectsV2(request -> request.bucket("data").prefix("c/").delimiter("/"));
        assertThat(below.contents()).extracting(S3Object::key).containsExactly("c/e");
        assertThat(below.commonPrefixes()).extracting(prefix -> prefix.prefix()).containsExactly("c/d/");
    }

    @Test
    void theFirstVersionOfListObjectsPagesByMarker() {
        List.of("a/1", "a/2", "b", "c").forEach(key -> put(key, "x"));

        var first =
                s3.listObjects(request -> request.bucket("data").delimiter("/").maxKeys(2));
        var second = s3.listObjects(
                request -> request.bucket("data").delimiter("/").maxKeys(2).marker(first.nextMarker()));

        assertThat(first.isTruncated()).isTrue();
        assertThat(first.nextMarker()).isEqualTo("b");
        assertThat(second.contents()).extracting(S3Object::key).containsExactly("c");
        assertThat(second.isTruncated()).isFalse();
    }

    @Test
    void keysThatXmlCannotCarryAreListedUrlEncoded() {
        String odd = "line\r\nbreak \u0001 <&> + % é";
        put(odd, "x");

        var listing = s3.listObjectsV2(request -> request.bucket("data").encodingType("url"));

        assertThat(listing.contents()).extracting(S3Object::key).containsExactly(odd);
        assertThat(get(odd)).isEqualTo("x");
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
        assertThatThrownBy(() -> s3.getBucketAcl(request -> request.bucket("data")))
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
    void theLongestKeyThereIsCanBeStoredAndListed() {
        String key = "é".repeat(512);

        put(key, "x");

        assertThat(get(key)).isEqualTo("x");
        assertThat(s3.listObjectsV2(request -> request.bucket("data").prefix(key))
                        .contents())
                .hasSize(1);
    }

    @Test
    void partsBecomeOneObject() {
        byte[] content = random(3 * 1024 * 1024 + 17);

        String etag = upload("big", content, 1024 * 1024);

        assertThat(etag).endsWith("-4\"");
        assertThat(s3.getObjectAsBytes(request -> request.bucket("data").key("big"))
                        .asByteArray())
                .isEqualTo(content);
        assertThat(s3.listMultipartUploads(request -> request.bucket("data")).uploads())
                .isEmpty();
    }

    @Test
    @Tag("nightly")
    void twoHundredMegabytesInPartsBecomeOneObject() {
        byte[] content = random(200 * 1024 * 1024);

        upload("huge", content, 8 * 1024 * 1024);

        var tail = s3.getObjectAsBytes(
                        request -> request.bucket("data").key("huge").range("bytes=-1000"))
                .asByteArray();
        assertThat(tail).isEqualTo(Arrays.copyOfRange(content, content.length - 1000, content.length));
        assertThat(s3.headObject(request -> request.bucket("data").key("huge")).contentLength())
                .isEqualTo(content.length);
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private String upload(String key, byte[] content, int partSize) {
        String id = s3.createMultipartUpload(
                        request -> request.bucket("data").key(key).checksumAlgorithm(ChecksumAlgorithm.CRC32))
                .uploadId();
        var parts = new ArrayList<CompletedPart>();
        for (int from = 0; from < content.length; from += partSize) {
            byte[] part = Arrays.copyOfRange(content, from, Math.min(content.length, from + partSize));
            int number = parts.size() + 1;
            var answer = s3.uploadPart(
                    request -> request.bucket("data")
                            .key(key)
                            .uploadId(id)
                            .partNumber(number)
                            .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                    RequestBody.fromBytes(part));
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(answer.eTag())
                    .checksumCRC32(answer.checksumCRC32())
                    .build());
        }
        assertThat(s3.listParts(request -> request.bucket("data").key(key).uploadId(id))
                        .parts())
                .hasSize(parts.size());
        assertThat(s3.listMultipartUploads(request -> request.bucket("data")).uploads())
                .hasSize(1);
        return s3.completeMultipartUpload(request ->
                        request.bucket("data").key(key).uploadId(id).multipartUpload(upload -> upload.parts(parts)))
                .eTag();
    }

    @Test
    void anUploadCanCopyItsPartsAndBeAborted() {
        put("source", "0123456789");
        String id = s3.createMultipartUpload(request -> request.bucket("data").key("target"))
                .uploadId();

        var part = s3.uploadPartCopy(request -> request.sourceBucket("data")
                .sourceKey("source")
                .copySourceRange("bytes=2-5")
                .destinationBucket("data")
                .destinationKey("target")
                .uploadId(id)
                .partNumber(1));

        assertThatThrownBy(() -> complete(id, 1, "\"0123456789abcdef0123456789abcdef\""))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidPart"));
        complete(id, 1, part.copyPartResult().eTag());
        assertThat(get("target")).isEqualTo("2345");
        assertThatThrownBy(() -> complete(id, 1, part.copyPartResult().eTag()))
                .isInstanceOf(NoSuchUploadException.class);

        String aborted = s3.createMultipartUpload(
                        request -> request.bucket("data").key("target"))
                .uploadId();
        s3.abortMultipartUpload(request -> request.bucket("data").key("target").uploadId(aborted));
        assertThatThrownBy(() -> complete(aborted, 1, "\"x\"")).isInstanceOf(NoSuchUploadException.class);
    }

    private void complete(String id, int number, String etag) {
        s3.completeMultipartUpload(request -> request.bucket("data")
                .key("target")
                .uploadId(id)
                .multipartUpload(upload -> upload.parts(
                        CompletedPart.builder().partNumber(number).eTag(etag).build())));
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
