package dev.kindred.server.wire.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.storage.ChecksumAlgorithm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// S3's requirements on the parts of an upload at its completion.
class CompletionTest {

    private static final int SMALLEST_PART = 5 * 1024 * 1024;

    @TempDir
    static Path folder;

    private static LoopbackServer server;
    private static RawHttp http;
    private static String id;
    private static String etagOfLarge;
    private static String etagOfSmall;

    /// Part 1 has the minimum size, part 2 is a byte smaller, part 3 is one byte.
    @BeforeAll
    static void upload() throws IOException {
        server = new LoopbackServer(folder);
        http = new RawHttp(server.port());
        http.exchange("PUT /data");
        id = newUpload("");
        etagOfLarge = etag(put(id, 1, "x".repeat(SMALLEST_PART)));
        put(id, 2, "x".repeat(SMALLEST_PART - 1));
        etagOfSmall = etag(put(id, 3, "x"));
        put(id, 4, "x");
    }

    @AfterAll
    static void stop() throws IOException {
        http.close();
        server.close();
    }

    private static String newUpload(String headers) throws IOException {
        return http.exchange("POST /data/k?uploads", headers, "")
                .body()
                .replaceAll("(?s).*<UploadId>|</UploadId>.*", "");
    }

    private static RawHttp.Answer put(String upload, int number, String content) throws IOException {
        return http.exchange("PUT /data/k?partNumber=%d&uploadId=%s".formatted(number, upload), "", content);
    }

    private static String etag(RawHttp.Answer answer) {
        return answer.head().replaceAll("(?is).*etag: \"|\".*", "");
    }

    /// Returns a list of parts: `1 3` unchanged, `3=x` with another ETag.
    private static String listing(String parts) {
        return parts.isEmpty()
                ? "<CompleteMultipartUpload/>"
                : Arrays.stream(parts.split(" ", -1))
                        .map(part -> part.split("=", 2))
                        .map(part -> "<Part><PartNumber>%s</PartNumber><ETag>%s</ETag></Part>"
                                .formatted(part[0], part.length > 1 ? part[1] : etagOf(part[0])))
                        .collect(Collectors.joining("", "<CompleteMultipartUpload>", "</CompleteMultipartUpload>"));
    }

    private static String etagOf(String number) {
        return switch (number) {
            case "1" -> etagOfLarge;
            case "2" -> md5("x".repeat(SMALLEST_PART - 1));
            default -> '"' + etagOfSmall + '"';
        };
    }

    private static String md5(String content) {
        return HexFormat.of().formatHex(ChecksumAlgorithm.MD5.of(content.getBytes(UTF_8)));
    }

    @ParameterizedTest(name = "parts {0}: {1}")
    @CsvSource({
        "3 4, EntityTooSmall",
        "2 3, EntityTooSmall",
        "1 2 3, EntityTooSmall",
        "3 1, InvalidPartOrder",
        "1 1, InvalidPartOrder",
        "4 3, InvalidPartOrder",
        "1 5, InvalidPart",
        "5, InvalidPart",
        "1 3=0123456789abcdef0123456789abcdef, InvalidPart",
        "3=wrong, InvalidPart",
        "0, InvalidArgument",
        "-1, InvalidArgument",
        "10001, InvalidArgument",
        "x, MalformedXML",
        "3=, MalformedXML",
        "'', MalformedXML"
    })
    void whatIsNotAListOfItsPartsIsRefused(String parts, String code) throws IOException {
        var answer = http.exchange("POST /data/k?uploadId=" + id, "", listing(parts));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>" + code + "</Code>");
        assertThat(http.exchange("HEAD /data/k").status()).isEqualTo(404);
    }

    @Test
    void aPartThatIsTooSmallIsNamed() throws IOException {
        var answer = http.exchange("POST /data/k?uploadId=" + id, "", listing("2 3"));

        assertThat(answer.body())
                .contains(
                        "<PartNumber>2</PartNumber>",
                        "<ProposedSize>5242879</ProposedSize>",
                        "<MinSizeAllowed>5242880</MinSizeAllowed>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10001", "-1", "x", ""})
    void aPartHasANumberFromOneToTenThousand(String number) throws IOException {
        var answer = http.exchange("PUT /data/k?partNumber=%s&uploadId=%s".formatted(number, id), "", "x");

        assertThat(answer.body()).contains("<Code>InvalidArgument</Code>");
    }

    @Test
    void theHighestNumberAndASingleSmallPartAreTaken() throws IOException {
        String other = newUpload("");
        put(other, 10_000, "x");

        assertThat(http.exchange("POST /data/k?uploadId=" + other, "x-amz-mp-object-size: 2\r\n", listing("10000"))
                        .body())
                .contains("<Code>InvalidRequest</Code>");
        assertThat(http.exchange("POST /data/k?uploadId=" + other, "x-amz-mp-object-size: 1\r\n", listing("10000"))
                        .status())
                .isEqualTo(200);
        http.exchange("DELETE /data/k");
    }

    @Test
    void aComposedChecksumNeedsThatOfEachPart() throws IOException {
        String other = newUpload("x-amz-checksum-algorithm: CRC32\r\n");
        var mismatch = http.exchange(
                "PUT /data/k?partNumber=1&uploadId=" + other,
                "x-amz-checksum-sha1: EfatjsUqKYSrqv18O1FlA3hcIHI=\r\n",
                "x");
        put(other, 1, "x");

        var without = http.exchange("POST /data/k?uploadId=" + other, "", listing("1=" + etagOfSmall));
        var wrong = http.exchange(
                "POST /data/k?uploadId=" + other,
                "",
                listing("1=" + etagOfSmall).replace("</Part>", "<ChecksumCRC32>AAAAAA==</ChecksumCRC32></Part>"));
        var right = http.exchange(
                "POST /data/k?uploadId=" + other,
                "",
                listing("1=" + etagOfSmall).replace("</Part>", "<ChecksumCRC32>jNwWgw==</ChecksumCRC32></Part>"));

        assertThat(mismatch.body()).contains("<Code>InvalidRequest</Code>", "expected checksum Type: crc32");
        assertThat(without.body()).contains("<Code>InvalidRequest</Code>", "missing for part 1");
        assertThat(wrong.body()).contains("<Code>InvalidPart</Code>");
        assertThat(right.status()).as(right.body()).isEqualTo(200);
        http.exchange("DELETE /data/k");
    }
}
