package dev.kindred.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HexFormat;

/// The chain of signatures over the chunks and the trailer of an `aws-chunked` body. Each signature covers the one
/// before,
/// so chunks cannot be removed, repeated or exchanged. Not thread-safe.
///
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Transferring payload in multiple
/// chunks</a>
public final class ChunkSignatures {

    private static final String EMPTY_HASH = SigningKeys.sha256(new byte[0]);

    private final byte[] key;
    private final String prefix;
    private final boolean hasTrailer;
    private final MessageDigest chunk = SigningKeys.sha256();
    private String previous;

    /// @param prefix the time and scope of the signature, each with a line feed
    /// @param previous the signature of the request
    ChunkSignatures(byte[] key, String prefix, String previous, boolean hasTrailer) {
        this.key = key.clone();
        this.prefix = prefix;
        this.previous = previous;
        this.hasTrailer = hasTrailer;
    }

    /// Whether the trailer has a signature.
    public boolean hasTrailer() {
        return hasTrailer;
    }

    /// Adds bytes of the current chunk.
    public void add(byte[] bytes, int offset, int length) {
        chunk.update(bytes, offset, length);
    }

    /// Ends the current chunk.
    ///
    /// @throws AuthenticationException if `signature` is not its signature
    public void requireChunk(String signature) {
        var text = "AWS4-HMAC-SHA256-PAYLOAD\n" + prefix + previous + "\n" + EMPTY_HASH + "\n"
                + HexFormat.of().formatHex(chunk.digest());
        require(text, signature);
    }

    /// Ends the body.
    ///
    /// @param trailer the lines of the trailer, `name:value` each with a line feed
    /// @throws AuthenticationException if `signature` is not the signature of the trailer
    public void requireTrailer(String trailer, String signature) {
        require(
                "AWS4-HMAC-SHA256-TRAILER\n" + prefix + previous + "\n" + SigningKeys.sha256(trailer.getBytes(UTF_8)),
                signature);
    }

    private void require(String text, String signature) {
        var expected = HexFormat.of().formatHex(SigningKeys.hmac(key, text));
        if (!MessageDigest.isEqual(expected.getBytes(UTF_8), signature.getBytes(UTF_8))) {
            throw SignatureAuthenticator.mismatch("chunk");
        }
        previous = expected;
    }
}
