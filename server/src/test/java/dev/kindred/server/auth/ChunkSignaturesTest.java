package dev.kindred.server.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// AWS's documented example of an upload in signed chunks: 65,536 and 1,024 bytes `a`.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Transferring payload in multiple
/// chunks</a>
class ChunkSignaturesTest {

    private static final String FIRST = "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648";
    private static final String SECOND = "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497";
    private static final String LAST = "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9";
    private static final byte[] BYTES = "a".repeat(65_536).getBytes(US_ASCII);

    private static ChunkSignatures example() {
        var key = new AccessKey(
                "AKIAIOSFODNN7EXAMPLE",
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                "111122223333",
                Set.of(Right.ADMIN),
                Set.of(),
                Set.of());
        var request = new SignedRequest(
                "PUT",
                "/examplebucket/chunkObject.txt",
                "",
                "",
                Map.of(
                        "host", List.of("s3.amazonaws.com"),
                        "x-amz-date", List.of("20130524T000000Z"),
                        "x-amz-storage-class", List.of("REDUCED_REDUNDANCY"),
                        "content-encoding", List.of("aws-chunked"),
                        "content-length", List.of("66824"),
                        "x-amz-decoded-content-length", List.of("66560"),
                        "x-amz-content-sha256", List.of("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
                        "authorization",
                                List.of(
                                        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9")));
        var claim = new SignatureAuthenticator(
                        TestKeys.of(key), new Sessions(new byte[32]), () -> Instant.parse("2013-05-24T00:00:00Z"))
                .claim(request, "s3");
        claim.proveByDeclaredHash();
        return claim.chunks().orElseThrow();
    }

    @Test
    void theChunksOfTheExampleHaveTheirSignatures() {
        var chunks = example();

        assertThatCode(() -> {
                    chunks.add(BYTES, 0, BYTES.length);
                    chunks.requireChunk(FIRST);
                    chunks.add(BYTES, 0, 1_024);
                    chunks.requireChunk(SECOND);
                    chunks.requireChunk(LAST);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aChangedByteIsRefused() {
        var chunks = example();
        chunks.add(BYTES, 0, BYTES.length - 1);
        chunks.add(new byte[] {'b'}, 0, 1);

        assertThatThrownBy(() -> chunks.requireChunk(FIRST)).isInstanceOf(AuthenticationException.class);
    }

    @Test
    void aLeftOutChunkIsRefused() {
        var chunks = example();
        chunks.add(BYTES, 0, 1_024);

        assertThatThrownBy(() -> chunks.requireChunk(SECOND)).isInstanceOf(AuthenticationException.class);
    }
}
