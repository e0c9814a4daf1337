package dev.kindred.server.wire.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.storage.ChecksumAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The checksum that a request declares, in a header or in its trailer, compared with that of the content.
class TrailerTest {

    private static final String CHUNKED =
            "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\nContent-Encoding: aws-chunked\r\nx-amz-decoded-content-length: 5\r\n";

    @TempDir
    static Path folder;

    private static LoopbackServer server;
    private static RawHttp http;

    @BeforeAll
    static void start() throws IOException {
        server = new LoopbackServer(folder);
        http = new RawHttp(server.port());
    }

    @AfterAll
    static void stop() throws IOException {
        http.close();
        server.close();
    }

    @BeforeEach
    void emptyTheBucket() throws IOException {
        http.exchange("PUT /data");
        http.exchange("DELETE /data/k");
    }

    private static RawHttp.Answer put(String headers, String trailer) throws IOException {
        return http.exchange("PUT /data/k", CHUNKED + headers, "5\r\nhello\r\n0\r\n" + trailer + "\r\n");
    }

    private static boolean isStored() throws IOException {
        return http.exchange("HEAD /data/k").status() == 200;
    }

    private static String digest(ChecksumAlgorithm algorithm, String content) {
        return Base64.getEncoder().encodeToString(algorithm.of(content.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @EnumSource(value = ChecksumAlgorithm.class, names = "MD5", mode = EnumSource.Mode.EXCLUDE)
    void anAnnouncedChecksumIsCompared(ChecksumAlgorithm algorithm) throws IOException {
        String name = algorithm.headerName();
        String announcement = "x-amz-trailer: " + name + "\r\n";

        var wrong = put(announcement, name + ":" + digest(algorithm, "other") + "\r\n");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body()).contains("<Code>BadDigest</Code>", algorithm.name());
        var illFormed = put(announcement, name + ":AAAA\r\n");
        assertThat(illFormed.body()).contains("<Code>InvalidRequest</Code>", name + " trailing header is invalid");
        var none = put(announcement, "");
        assertThat(none.body()).contains("<Code>MalformedTrailerError</Code>");
        assertThat(isStored()).isFalse();

        var right = put(announcement, name + ":" + digest(algorithm, "hello") + "\r\n");
        assertThat(right.status()).isEqualTo(200);
        assertThat(right.head()).containsIgnoringCase(name + ": " + digest(algorithm, "hello"));
        assertThat(isStored()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = ChecksumAlgorithm.class, names = "MD5", mode = EnumSource.Mode.EXCLUDE)
    void aChecksumInAHeaderIsCompared(ChecksumAlgorithm algorithm) throws IOException {
        String name = algorithm.headerName();

        assertThat(http.exchange("PUT /data/k", name + ": " + digest(algorithm, "other") + "\r\n", "hello")
                        .body())
                .contains("<Code>BadDigest</Code>");
        assertThat(http.exchange("PUT /data/k", name + ": !\r\n", "hello").body())
                .contains("<Code>InvalidRequest</Code>");
        assertThat(isStored()).isFalse();
        assertThat(http.exchange("PUT /data/k", name + ": " + digest(algorithm, "hello") + "\r\n", "hello")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}, {1} came: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            x-amz-trailer: x-amz-checksum-crc64nvme | x-amz-checksum-crc32:NhCmhg==                | MalformedTrailerError
            x-amz-trailer: x-amz-checksum-crc32     | x-invalid:AAAA                               | MalformedTrailerError
            x-amz-trailer: x-amz-checksum-crc32     | :NhCmhg==                                    | MalformedTrailerError
            x-amz-trailer: x-amz-checksum-crc32     | no colon                                     | MalformedTrailerError
            x-any: thing                            | x-amz-checksum-crc32:NhCmhg==                | MalformedTrailerError
            x-any: thing                            | x-amz-checksum-crc32:AAAAAA==                | MalformedTrailerError
            x-amz-checksum-crc32: NhCmhg==          | x-amz-checksum-crc32:NhCmhg==                | MalformedTrailerError
            x-amz-trailer: x-amz-checksum-crc32,x-amz-checksum-sha1 | x-amz-checksum-crc32:NhCmhg== | InvalidRequest
            x-amz-trailer: x-amz-checksum-rot13     | x-amz-checksum-rot13:AAAA                    | InvalidRequest
            x-amz-trailer: something                | something:AAAA                               | InvalidRequest
            x-amz-checksum-rot13: AAAA              | ''                                           | InvalidRequest
            x-amz-sdk-checksum-algorithm: CRC32     | ''                                           | InvalidRequest
            """)
    void whatIsAnnouncedAndWhatComesMustAgree(String header, String trailer, String code) throws IOException {
        var answer = put(header + "\r\n", trailer.isEmpty() ? "" : trailer + "\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>" + code + "</Code>");
        assertThat(isStored()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "x-amz-trailer: x-amz-checksum-sha1, x-amz-sdk-checksum-algorithm: CRC32, x-amz-checksum-sha1:qvTGHdzF6KLavt4PO0gs2a6pQ00=",
        "x-amz-trailer: x-amz-checksum-crc32, x-amz-checksum-sha1: qvTGHdzF6KLavt4PO0gs2a6pQ00=, x-amz-checksum-crc32:NhCmhg==",
        "x-amz-checksum-crc32: NhCmhg==, x-amz-checksum-sha1: qvTGHdzF6KLavt4PO0gs2a6pQ00=, ''"
    })
    void aRequestDeclaresOneChecksum(String one, String other, String trailer) throws IOException {
        var answer = put(one + "\r\n" + other + "\r\n", trailer.isEmpty() ? "" : trailer + "\r\n");

        assertThat(answer.body()).contains("<Code>InvalidRequest</Code>");
        assertThat(isStored()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"200, x-amz-checksum-crc32:NhCmhg==", "400, x-amz-checksum-crc32:AAAAAA=="})
    void aPartsTrailerIsComparedToo(int status, String trailer) throws IOException {
        String id = http.exchange("POST /data/k?uploads").body().replaceAll("(?s).*<UploadId>|</UploadId>.*", "");

        var answer = http.exchange(
                "PUT /data/k?partNumber=1&uploadId=" + id,
                CHUNKED + "x-amz-trailer: x-amz-checksum-crc32\r\n",
                "5\r\nhello\r\n0\r\n" + trailer + "\r\n\r\n");

        assertThat(answer.status()).isEqualTo(status);
    }
}
