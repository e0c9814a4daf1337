package dev.kindred.server.wire.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/// The content of an `aws-chunked` body, and afterwards its trailers.
///
/// ```
/// chunk   = hex-size [";chunk-signature=" …] CRLF bytes CRLF
/// body    = *chunk "0" [";…"] CRLF *(name ":" value CRLF) [CRLF]
/// ```
/// Signatures are read past; they are not verified.
/// @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">Chunked uploads with
/// trailers</a>
final class AwsChunkedInputStream extends InputStream {

    /// Bounds on hostile chunk headers and trailers. Taste.
    private static final int LONGEST_LINE = 1024;
    private static final int MOST_TRAILERS = 16;
    private static final int LONGEST_SIZE = 15; // hexadecimal digits that cannot overflow a long

    private final InputStream in;
    private final Map<String, String> trailers = new HashMap<>();
    private long left;
    private boolean isFirst = true;
    private boolean isFinished;

    AwsChunkedInputStream(InputStream in) {
        this.in = in;
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
        left -= read;
        return read;
    }

    private void nextChunk() throws IOException {
        if (!isFirst && !line().isEmpty()) {
            throw malformed("a chunk is longer than its size says");
        }
        isFirst = false;
        left = size(line());
        if (left == 0) {
            readTrailers();
            isFinished = true;
        }
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
            if (trailers.put(name, line.substring(colon + 1).strip()) != null) {
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
