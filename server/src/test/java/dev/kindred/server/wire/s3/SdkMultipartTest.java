package dev.kindred.server.wire.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Multipart uploads through the AWS SDK for Java.
class SdkMultipartTest {

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
    void partsBecomeOneObject() {
        byte[] content = random(5 * 1024 * 1024 + 17);

        String etag = upload("big", content, 5 * 1024 * 1024);

        assertThat(etag).endsWith("-2\"");
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
}
