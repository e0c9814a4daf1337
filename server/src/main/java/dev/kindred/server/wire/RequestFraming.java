package dev.kindred.server.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Checks the bytes of a connection before the web server parses them.
///
/// Each head is handed on once it is complete and well-formed. A chunked body is handed on in chunks of the size in
/// which it arrives, without extensions and trailers, because the web server reads each chunk into memory whole. All
/// other bodies pass unchanged. Used by the thread of one connection.
final class RequestFraming {

    private static final byte[] NOTHING = {};
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);

    /// The longest line with the size of a chunk, extensions included. Taste.
    private static final int LONGEST_SIZE_LINE = 256;

    private static final int LONGEST_SIZE = 15; // hexadecimal digits that cannot overflow a long

    /// The largest trailers of a body, in bytes. Taste: as large as heads usually may be.
    private static final int LARGEST_TRAILERS = 8 << 10;

    private enum Part {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS
    }

    private final int longestLine;
    private final int largestHeaders;
    private final ByteArrayOutputStream changed = new ByteArrayOutputStream(0);

    private Part part = Part.HEAD;
    private RequestHead head;
    private byte[] kept = NOTHING;
    private byte[] bytes = NOTHING;
    private int at;
    private int unchangedFrom;
    private long left;
    private int trailers;
    private @Nullable MalformedRequestException refusal;

    RequestFraming(int longestLine, int largestHeaders) {
        this.longestLine = longestLine;
        this.largestHeaders = largestHeaders;
        this.head = new RequestHead(longestLine, largestHeaders);
    }

    /// Returns whether a part of a request has arrived and the rest has not.
    boolean isInsideRequest() {
        return part != Part.HEAD || kept.length > 0;
    }

    /// Returns the target of the current request, or an empty text if it is unknown.
    String target() {
        return head.target();
    }

    /// Returns the bytes to be parsed after these arrived; none if more must arrive first.
    ///
    /// @throws MalformedRequestException if what arrived is not a request; bytes before it have been returned
    byte[] accept(byte[] arrived) {
        if (refusal != null) {
            throw refusal;
        }
        bytes = kept.length == 0 ? arrived : concatenated(kept, arrived);
        kept = NOTHING;
        at = 0;
        unchangedFrom = 0;
        try {
            while (at < bytes.length && step()) {
                // each step reads one part
            }
        } catch (MalformedRequestException e) {
            refusal = e;
            flush(at);
            if (changed.size() == 0) {
                throw e;
            }
        }
        return accepted();
    }

    /// Returns whether a refusal follows the bytes that were returned.
    boolean isRefused() {
        return refusal != null;
    }

    private byte[] accepted() {
        if (changed.size() == 0 && unchangedFrom == 0 && at == bytes.length) {
            return bytes;
        }
        flush(at);
        var all = changed.toByteArray();
        changed.reset();
        return all;
    }

    /// Copies the bytes that pass unchanged, up to an offset.
    private void flush(int end) {
        changed.write(bytes, unchangedFrom, end - unchangedFrom);
        unchangedFrom = end;
    }

    /// Leaves bytes out, up to an offset.
    private void skipTo(int end) {
        flush(at);
        at = end;
        unchangedFrom = end;
    }

    /// Keeps the rest for the next bytes.
    private boolean keep() {
        kept = Arrays.copyOfRange(bytes, at, bytes.length);
        bytes = Arrays.copyOf(bytes, at);
        return false;
    }

    /// Reads one part; returns whether it is complete.
    private boolean step() {
        return switch (part) {
            case HEAD -> head();
            case BODY -> body();
            case CHUNK_SIZE -> chunkSize();
            case CHUNK -> chunk();
            case CHUNK_END -> chunkEnd();
            case TRAILERS -> trailer();
        };
    }

    private boolean head() {
        int end = head.read(bytes, at);
        if (end < 0) {
            return keep();
        }
        if (head.isRewritten(bytes, at)) {
            var rewritten = head.rewritten(bytes, at, end);
            skipTo(end);
            changed.writeBytes(rewritten);
        } else {
            at = end;
        }
        if (head.isChunked()) {
            part = Part.CHUNK_SIZE;
        } else if (head.length() > 0) {
            part = Part.BODY;
            left = head.length();
        } else {
            endRequest();
        }
        return true;
    }

    private void endRequest() {
        part = Part.HEAD;
        head = new RequestHead(longestLine, largestHeaders);
        trailers = 0;
    }

    private boolean body() {
        int length = (int) Math.min(left, bytes.length - at);
        at += length;
        left -= length;
        if (left == 0) {
            endRequest();
        }
        return true;
    }

    private boolean chunkSize() {
        int end = lineFeed(LONGEST_SIZE_LINE, "The line with the size of a chunk is longer than %,d bytes.");
        if (end < 0) {
            return keep();
        }
        left = size(new String(bytes, at, end - 1 - at, US_ASCII));
        skipTo(end + 1);
        part = left == 0 ? Part.TRAILERS : Part.CHUNK;
        return true;
    }

    /// Returns the offset of the next line feed, which a carriage return precedes; -1 if it has not arrived.
    private int lineFeed(int longest, String tooLong) {
        for (int i = at; i < bytes.length; i++) {
            if (i - at >= longest) {
                throw new MalformedRequestException(tooLong.formatted(longest));
            }
            if (bytes[i] == '\n') {
                if (i == at || bytes[i - 1] != '\r') {
                    throw new MalformedRequestException("A line of a chunked body ends without a carriage return.");
                }
                return i;
            }
        }
        return -1;
    }

    private static long size(String line) {
        int semicolon = line.indexOf(';');
        var digits = semicolon < 0 ? line : line.substring(0, semicolon).stripTrailing();
        if (digits.isEmpty()
                || digits.length() > LONGEST_SIZE
                || !digits.chars().allMatch(HexFormat::isHexDigit)
                || line.chars().anyMatch(unit -> unit < ' ' && unit != '\t')) {
            throw new MalformedRequestException("A chunk of the body does not begin with its size in hexadecimal.");
        }
        return HexFormat.fromHexDigitsToLong(digits);
    }

    private boolean chunk() {
        int length = (int) Math.min(left, bytes.length - at);
        flush(at);
        changed.writeBytes(Integer.toHexString(length).getBytes(US_ASCII));
        changed.writeBytes(LINE_END);
        changed.write(bytes, at, length);
        changed.writeBytes(LINE_END);
        at += length;
        unchangedFrom = at;
        left -= length;
        if (left == 0) {
            part = Part.CHUNK_END;
        }
        return true;
    }

    private boolean chunkEnd() {
        for (int i = 0; i < LINE_END.length && at + i < bytes.length; i++) {
            if (bytes[at + i] != LINE_END[i]) {
                throw new MalformedRequestException("A chunk of the body is longer than its size says.");
            }
        }
        if (bytes.length - at < LINE_END.length) {
            return keep();
        }
        skipTo(at + LINE_END.length);
        part = Part.CHUNK_SIZE;
        return true;
    }

    private boolean trailer() {
        int end = lineFeed(LARGEST_TRAILERS - trailers, "The trailers of a chunked body are too large.");
        if (end < 0) {
            return keep();
        }
        boolean isLast = end - at == 1;
        trailers += end + 1 - at;
        skipTo(end + 1);
        if (isLast) {
            changed.writeBytes(LAST_CHUNK);
            endRequest();
        }
        return true;
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
