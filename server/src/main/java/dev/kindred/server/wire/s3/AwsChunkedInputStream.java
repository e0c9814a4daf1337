package dev.kindred.server.wire.s3;

import dev.kindred.server.auth.ChunkSignatures;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The content of an `aws-chunked` body, and afterwards its trailers.
///
/// ```
/// chunk   = hex-size [";chunk-signature=" …] CRLF bytes CRLF
/// body    = *chunk "0" [";…"] CRLF *(name ":" value CRLF) [CRLF]
/// ```
/// With [ChunkSignatures] each chunk and the trailer must have its signature; the end of the content is reached only
/// after the last one was verified. Without, signatures are ignored.
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">Chunked uploads with
/// trailers</a>
final class AwsChunkedInputStream extends InputStream {

    /// Bounds on hostile chunk headers and trailers. Taste.
    private static final int LONGEST_LINE = 1024;
    private static final int MOST_TRAILERS = 16;
    private static final int LONGEST_SIZE = 15; // hexadecimal digits that cannot overflow a long

    private static final String SIGNATURE = "chunk-signature=";
    private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";

    private final InputStream in;
    private final @Nullable ChunkSignatures signatures;
    private final Map<String, String> trailers = new HashMap<>();
    private final StringBuilder signedTrailer = new StringBuilder();
    private String signature = "";
    private long left;
    private boolean isFirst = true;
    private boolean isFinished;

    AwsChunkedInputStream(InputStream in, @Nullable ChunkSignatures signatures) {
        this.in = in;
        this.signatures = signatures;
    }

    /// Returns the trailers by lower-case name. They are complete after the content has been read to its end.
    Map<String, String> trailers() {
        return Map.copyOf(trailers);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !isFinished) {
            nextChunk();
        }
        if (isFinished) {
            return -1;
        }
        int read = in.read(bytes, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw incomplete();
        }
        if (signatures != null) {
            signatures.add(bytes, offset, read);
        }
        left -= read;
        return read;
    }

    private void nextChunk() throws IOException {
        if (!isFirst && !line().isEmpty()) {
            throw malformed("a chunk is longer than its size says");
        }
        if (!isFirst) {
            requireSignature();
        }
        isFirst = false;
        var head = line();
        left = size(head);
        signature = signatureOf(head);
        if (left == 0) {
            requireSignature();
            readTrailers();
            requireTrailerSignature();
            isFinished = true;
        }
    }

    private void requireSignature() {
        if (signatures != null) {
            signatures.requireChunk(signature);
        }
    }

    private void requireTrailerSignature() {
        if (signatures != null && signatures.hasTrailer()) {
            signatures.requireTrailer(signedTrailer.toString(), trailers.getOrDefault(TRAILER_SIGNATURE, ""));
        }
    }

    private static String signatureOf(String head) {
        int semicolon = head.indexOf(';');
        var extension = semicolon < 0 ? "" : head.substring(semicolon + 1).strip();
        return extension.startsWith(SIGNATURE) ? extension.substring(SIGNATURE.length()) : "";
    }

    private static long size(String line) {
        int semicolon = line.indexOf(';');
        String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
        if (digits.isEmpty()
                || digits.length() > LONGEST_SIZE
                || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw malformed("a chunk does not begin with its size in hexadecimal");
        }
        return HexFormat.fromHexDigitsToLong(digits);
    }

    private void readTrailers() throws IOException {
        for (int i = 0; i < MOST_TRAILERS; i++) {
            String line = lineOrEnd();
            if (line.isEmpty()) {
                return;
            }
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(colon, 0)).strip().toLowerCase(Locale.ROOT);
            if (name.isEmpty()) {
                throw RequestBody.malformedTrailer("A line of the trailer has no name before a colon.");
            }
            var value = line.substring(colon + 1).strip();
            if (!name.equals(TRAILER_SIGNATURE)) {
                signedTrailer.append(name).append(':').append(value).append('\n');
            }
            if (trailers.put(name, value) != null) {
                throw RequestBody.malformedTrailer("The trailer '%s' came twice.".formatted(name));
            }
        }
        throw RequestBody.malformedTrailer("It has more than %d lines.".formatted(MOST_TRAILERS));
    }

    private String line() throws IOException {
        try {
            return readLine();
        } catch (EOFException e) {
            throw incomplete();
        }
    }

    /// Some clients omit the last empty line.
    private String lineOrEnd() throws IOException {
        try {
            return readLine();
        } catch (EOFException e) {
            return "";
        }
    }

    private String readLine() throws IOException {
        var line = new StringBuilder(80);
        for (int unit = in.read(); unit != '\n'; unit = in.read()) {
            if (unit < 0) {
                throw new EOFException();
            }
            if (line.length() == LONGEST_LINE) {
                throw malformed("a line of its framing is longer than %d characters".formatted(LONGEST_LINE));
            }
            line.append((char) unit);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    private static S3Exception incomplete() {
        return new S3Exception(
                S3Error.IncompleteBody, "The aws-chunked body ended before its last chunk: send the request again.");
    }

    private static S3Exception malformed(String detail) {
        return new S3Exception(S3Error.IncompleteBody, "The aws-chunked body is malformed: " + detail + ".");
    }
}
