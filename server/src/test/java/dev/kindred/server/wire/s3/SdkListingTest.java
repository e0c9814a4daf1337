package dev.kindred.server.wire.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Listings through the AWS SDK for Java.
class SdkListingTest {

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
    void eachObjectIsListedAsTheOneVersionItHas() {
        List.of("a/1", "a/2", "b", "c", "d/1", "é +").forEach(key -> put(key, "x"));

        for (int pageSize = 1; pageSize <= 4; pageSize++) {
            int limit = pageSize;
            assertThat(s3.listObjectVersionsPaginator(
                                    request -> request.bucket("data").maxKeys(limit))
                            .versions())
                    .allSatisfy(version -> {
                        assertThat(version.versionId()).isEqualTo("null");
                        assertThat(version.isLatest()).isTrue();
                    })
                    .extracting(version -> version.key())
                    .containsExactly("a/1", "a/2", "b", "c", "d/1", "é +");
            var seen = new ArrayList<String>();
            for (var page : s3.listObjectVersionsPaginator(
                    request -> request.bucket("data").delimiter("/").maxKeys(limit))) {
                page.versions().forEach(version -> seen.add(version.key()));
                page.commonPrefixes().forEach(prefix -> seen.add(prefix.prefix()));
            }
            assertThat(seen).containsExactlyInAnyOrder("a/", "b", "c", "d/", "é +");
        }
        var below = s3.listObjectVersions(
                request -> request.bucket("data").prefix("a/").keyMarker("a/1").versionIdMarker("null"));
        assertThat(below.versions()).extracting(version -> version.key()).containsExactly("a/2");
    }

    @Test
    void bucketsAreListedInPagesByPrefixAndRegion() {
        s3.createBucket(request -> request.bucket("data-eu")
                .createBucketConfiguration(configuration -> configuration.locationConstraint("eu-west-1")));
        s3.createBucket(request -> request.bucket("other"));

        assertThat(s3.listBucketsPaginator(request -> request.maxBuckets(1)).buckets())
                .extracting(bucket -> bucket.name() + " " + bucket.bucketRegion())
                .containsExactly("data us-east-1", "data-eu eu-west-1", "other us-east-1");
        assertThat(s3.listBuckets(request -> request.prefix("data")).buckets()).hasSize(2);
        assertThat(s3.listBuckets(request -> request.bucketRegion("eu-west-1")).buckets())
                .extracting(bucket -> bucket.name())
                .containsExactly("data-eu");
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
    void theLongestKeyThereIsCanBeStoredAndListed() {
        String key = "é".repeat(512);

        put(key, "x");

        assertThat(get(key)).isEqualTo("x");
        assertThat(s3.listObjectsV2(request -> request.bucket("data").prefix(key))
                        .contents())
                .hasSize(1);
    }
}
