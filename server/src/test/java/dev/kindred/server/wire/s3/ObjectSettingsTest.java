package dev.kindred.server.wire.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectPart;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/// The attributes of an object beside its content: tags, access control lists, parts, and its only version.
class ObjectSettingsTest {

    private static final int PART = 5 * 1024 * 1024;

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

    private void restart() {
        stop();
        server = new LoopbackServer(folder);
        s3 = server.client();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static ObjectIdentifier version(String id) {
        return ObjectIdentifier.builder().key("k").versionId(id).build();
    }

    private List<Tag> tags(String key) {
        return s3.getObjectTagging(request -> request.bucket("data").key(key)).tagSet();
    }

    @Test
    void tagsAreKeptWithTheObjectAndCopiedWithIt() {
        s3.putObject(
                request -> request.bucket("data").key("k").tagging("team=a%20b&kind="),
                RequestBody.fromString("hello"));
        var modified = s3.headObject(request -> request.bucket("data").key("k")).lastModified();
        s3.copyObject(request -> request.sourceBucket("data")
                .sourceKey("k")
                .destinationBucket("data")
                .destinationKey("copy"));
        s3.copyObject(request -> request.sourceBucket("data")
                .sourceKey("k")
                .destinationBucket("data")
                .destinationKey("other")
                .taggingDirective(TaggingDirective.REPLACE)
                .tagging("z=1"));
        s3.putObjectTagging(request ->
                request.bucket("data").key("k").tagging(tagging -> tagging.tagSet(tag("x", "1"), tag("y", "2"))));
        restart();

        assertThat(tags("k")).containsExactly(tag("x", "1"), tag("y", "2"));
        assertThat(tags("copy")).containsExactly(tag("team", "a b"), tag("kind", ""));
        assertThat(tags("other")).containsExactly(tag("z", "1"));
        var read = s3.getObjectAsBytes(request -> request.bucket("data").key("k"));
        assertThat(read.asUtf8String()).isEqualTo("hello");
        assertThat(read.response().tagCount()).isEqualTo(2);
        assertThat(read.response().lastModified()).isEqualTo(modified);
        s3.deleteObjectTagging(request -> request.bucket("data").key("k"));
        assertThat(tags("k")).isEmpty();
        s3.putObject(request -> request.bucket("data").key("copy"), RequestBody.fromString("new"));
        assertThat(tags("copy")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=2", "aws:a=1", "a=%", "a=<b>", "=1"})
    void tagsThatAreNoneAreRefused(String tagging) {
        assertThatThrownBy(() -> s3.putObject(
                        request -> request.bucket("data").key("k").tagging(tagging), RequestBody.fromString("x")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isIn("InvalidTag", "InvalidArgument"));
    }

    @Test
    void anObjectHasAtMostTenTags() {
        s3.putObject(request -> request.bucket("data").key("k"), RequestBody.fromString("x"));
        var eleven = IntStream.range(0, 11).mapToObj(i -> tag("t" + i, "")).toList();

        assertThatThrownBy(() -> s3.putObjectTagging(
                        request -> request.bucket("data").key("k").tagging(tagging -> tagging.tagSet(eleven))))
                .hasMessageContaining("Object tags cannot be greater than 10");
        assertThatThrownBy(() -> tags("missing")).hasMessageContaining("s3://data/missing");
    }

    @Test
    void anAccessControlListIsKeptAndNotCopied() {
        s3.putObject(
                request -> request.bucket("data").key("k").acl(ObjectCannedACL.PUBLIC_READ),
                RequestBody.fromString("x"));
        s3.copyObject(request -> request.sourceBucket("data")
                .sourceKey("k")
                .destinationBucket("data")
                .destinationKey("copy"));
        restart();

        var list = s3.getObjectAcl(request -> request.bucket("data").key("k"));
        assertThat(list.owner().id()).isEqualTo(LoopbackServer.ACCOUNT);
        assertThat(list.grants())
                .extracting(grant -> grant.permission())
                .containsExactly(Permission.FULL_CONTROL, Permission.READ);
        assertThat(list.grants().getLast().grantee().uri()).endsWith("/AllUsers");
        assertThat(s3.getObjectAcl(request -> request.bucket("data").key("copy"))
                        .grants())
                .hasSize(1);
        s3.putObjectAcl(request -> request.bucket("data").key("k").grantRead("id=you"));
        assertThat(s3.getObjectAcl(request -> request.bucket("data").key("k")).grants())
                .singleElement()
                .satisfies(grant -> assertThat(grant.grantee().id()).isEqualTo("you"));
    }

    @Test
    void theOneVersionOfAnObjectIsNull() {
        s3.putObject(request -> request.bucket("data").key("k"), RequestBody.fromString("x"));

        assertThat(s3.headObject(request -> request.bucket("data").key("k").versionId("null"))
                        .contentLength())
                .isEqualTo(1);
        assertThatThrownBy(() -> s3.getObjectAsBytes(
                        request -> request.bucket("data").key("k").versionId("other")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidArgument"));
        s3.putBucketVersioning(request ->
                request.bucket("data").versioningConfiguration(configuration -> configuration.status("Enabled")));
        assertThatThrownBy(() -> s3.deleteObject(
                        request -> request.bucket("data").key("k").versionId("other")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NoSuchVersion"));
        var many = s3.deleteObjects(
                request -> request.bucket("data").delete(delete -> delete.objects(version("other"), version("null"))));
        assertThat(many.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.code()).isEqualTo("NoSuchVersion"));
        assertThat(many.deleted())
                .singleElement()
                .satisfies(deleted -> assertThat(deleted.versionId()).isEqualTo("null"));
        assertThat(s3.listObjectVersions(request -> request.bucket("data")).versions())
                .isEmpty();
    }

    @Test
    void anObjectOfPartsTellsThemAndIsReadByThem() {
        String id = s3.createMultipartUpload(request -> request.bucket("data")
                        .key("k")
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .tagging("a=b"))
                .uploadId();
        var parts = new ArrayList<CompletedPart>();
        for (int number = 1; number <= 2; number++) {
            int current = number;
            var content = "x".repeat(number == 1 ? PART : 3);
            var answer = s3.uploadPart(
                    request -> request.bucket("data")
                            .key("k")
                            .uploadId(id)
                            .partNumber(current)
                            .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                    RequestBody.fromString(content));
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(answer.eTag())
                    .checksumSHA256(answer.checksumSHA256())
                    .build());
        }
        s3.completeMultipartUpload(
                request -> request.bucket("data").key("k").uploadId(id).multipartUpload(upload -> upload.parts(parts)));
        restart();

        var attributes = s3.getObjectAttributes(
                request -> request.bucket("data").key("k").objectAttributes(ObjectAttributes.knownValues()));
        assertThat(attributes.eTag()).endsWith("-2").doesNotContain("\"");
        assertThat(attributes.objectSize()).isEqualTo(PART + 3L);
        assertThat(attributes.checksum().checksumTypeAsString()).isEqualTo("COMPOSITE");
        assertThat(attributes.objectParts().totalPartsCount()).isEqualTo(2);
        assertThat(attributes.objectParts().parts())
                .extracting(ObjectPart::size)
                .containsExactly((long) PART, 3L);
        assertThat(attributes.objectParts().parts())
                .extracting(ObjectPart::checksumSHA256)
                .containsExactly(parts.get(0).checksumSHA256(), parts.get(1).checksumSHA256());
        var second =
                s3.getObjectAsBytes(request -> request.bucket("data").key("k").partNumber(2));
        assertThat(second.asUtf8String()).isEqualTo("xxx");
        assertThat(second.response().partsCount()).isEqualTo(2);
        assertThat(second.response().contentRange()).isEqualTo("bytes 5242880-5242882/5242883");
        assertThatThrownBy(() ->
                        s3.headObject(request -> request.bucket("data").key("k").partNumber(3)))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(416));
        assertThat(tags("k")).containsExactly(tag("a", "b"));
    }

    @Test
    void anObjectThatWasPutWholeIsItsOnePart() {
        s3.putObject(request -> request.bucket("data").key("k"), RequestBody.fromString("hello"));

        assertThat(s3.getObjectAsBytes(
                                request -> request.bucket("data").key("k").partNumber(1))
                        .asUtf8String())
                .isEqualTo("hello");
        assertThat(s3.getObjectAttributes(request ->
                                request.bucket("data").key("k").objectAttributes(ObjectAttributes.OBJECT_PARTS))
                        .objectParts())
                .isNull();
        assertThatThrownBy(() -> s3.getObjectAsBytes(
                        request -> request.bucket("data").key("k").partNumber(1).range("bytes=0-1")))
                .hasMessageContaining("Cannot specify both Range header and partNumber");
    }
}
