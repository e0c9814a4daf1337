package dev.kindred.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;

/// The request line and the headers of one request, checked while they arrive.
///
/// The rules are stricter than RFC 9112 where proxies and servers are known to disagree, because such differences let
/// one request pass for two (request smuggling): lines end with CR LF, nothing is folded, lengths are stated once.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112, HTTP/1.1</a>
final class RequestHead {

    private static final int LONGEST_LENGTH = 18; // decimal digits that cannot overflow a long
    private static final int FIRST_ASCII = 0x21;
    private static final int LAST_ASCII = 0x7e;
    private static final String VERSION = "HTTP/1.1";
    private static final String OTHER_TOKEN_CHARACTERS = "!#$%&'*+-.^_`|~";

    private final int longestLine;
    private final int largestHeaders;

    private int lineStart;
    private int scanned;
    private int headersStart;
    private String method = "";
    private String target = "";
    private boolean hasHost;
    private boolean hasLength;
    private boolean isChunked;
    private long length;

    /// @param longestLine the maximum length of the request line
    /// @param largestHeaders the maximum size of all headers
    RequestHead(int longestLine, int largestHeaders) {
        this.longestLine = longestLine;
        this.largestHeaders = largestHeaders;
    }

    /// Reads what has arrived of the head. Returns the offset of its end, or -1 if it is incomplete; the next call
    /// must then begin with the same bytes.
    ///
    /// @throws MalformedRequestException if it can be no head, whatever follows
    int read(byte[] bytes, int from) {
        for (int at = from + scanned; at < bytes.length; at++) {
            byte next = bytes[at];
            if (next == '\n') {
                if (endLine(bytes, from + lineStart, at)) {
                    return at + 1;
                }
                lineStart = at + 1 - from;
            }
        }
        scanned = bytes.length - from;
        requireSize(scanned);
        if (method.isEmpty() && scanned > lineStart) {
            requireTextAtStart(bytes[from + lineStart]);
        }
        return -1;
    }

    private void requireSize(int size) {
        if (headersStart == 0 && size > longestLine) {
            throw new MalformedRequestException("The request line is longer than %,d bytes.".formatted(longestLine));
        }
        if (headersStart > 0 && size - headersStart > largestHeaders) {
            throw new MalformedRequestException("The headers are larger than %,d bytes.".formatted(largestHeaders));
        }
    }

    private static void requireTextAtStart(byte first) {
        if (first != '\r' && !isToken(first)) {
            throw new MalformedRequestException(
                    "The connection does not begin with an HTTP request. This port speaks HTTP/1.1 without TLS: use http://.");
        }
    }

    /// Reads a line without its line feed; returns whether it ends the head.
    private boolean endLine(byte[] bytes, int start, int lineFeed) {
        int end = lineFeed - 1;
        if (end < start || bytes[end] != '\r') {
            throw new MalformedRequestException(
                    "A line of the head ends without a carriage return: end lines with CR LF.");
        }
        if (end == start) {
            if (headersStart == 0) {
                return false; // some clients send an empty line behind a body
            }
            requireComplete();
            return true;
        }
        if (headersStart == 0) {
            requestLine(bytes, start, end);
            headersStart = lineFeed + 1 - start + lineStart;
        } else {
            requireSize(lineFeed + 1 - start + lineStart);
            header(bytes, start, end);
        }
        return false;
    }

    private void requestLine(byte[] bytes, int start, int end) {
        if (end - start > longestLine) {
            requireSize(end - start);
        }
        requireTextAtStart(bytes[start]);
        for (int i = start; i < end; i++) {
            if (bytes[i] != ' ' && (bytes[i] < FIRST_ASCII || bytes[i] > LAST_ASCII)) {
                throw new MalformedRequestException(
                        "The request line has a byte that is not printable ASCII: percent-encode it.");
            }
        }
        var words = new String(bytes, start, end - start, ISO_8859_1).split(" ", -1);
        if (words.length != 3 || words[0].isEmpty() || words[1].isEmpty()) {
            throw new MalformedRequestException(
                    "The request line is not of the form METHOD TARGET HTTP/1.1: percent-encode spaces.");
        }
        if (!words[0].chars().allMatch(unit -> isToken((byte) unit))) {
            throw new MalformedRequestException("The method has a character that no method has.");
        }
        target = words[1];
        requireVersion(words[2]);
        requireEscapes(target);
        method = words[0];
    }

    private static void requireVersion(String version) {
        if (!version.equals(VERSION)) {
            throw new MalformedRequestException(
                    version.startsWith("HTTP/")
                            ? "This server speaks HTTP/1.1 only. A proxy must use that version too."
                            : "The request line does not end with HTTP/1.1.");
        }
    }

    private static void requireEscapes(String target) {
        int end = target.indexOf('?') < 0 ? target.length() : target.indexOf('?');
        for (int i = target.indexOf('%'); i >= 0 && i < end; i = target.indexOf('%', i + 1)) {
            if (i + 2 >= end
                    || Character.digit(target.charAt(i + 1), 16) < 0
                    || Character.digit(target.charAt(i + 2), 16) < 0) {
                throw new MalformedRequestException(
                        "The path has a % without two hexadecimal digits: write %25 for a percent sign.");
            }
        }
    }

    private void header(byte[] bytes, int start, int end) {
        int colon = start;
        while (colon < end && isToken(bytes[colon])) {
            colon++;
        }
        if (colon == start && (bytes[start] == ' ' || bytes[start] == '\t')) {
            throw new MalformedRequestException("A header continues on a second line: send it on one line.");
        }
        if (colon == start || colon == end || bytes[colon] != ':') {
            throw new MalformedRequestException("A header is not of the form Name: value.");
        }
        for (int i = colon + 1; i < end; i++) {
            if ((bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t') || bytes[i] == LAST_ASCII + 1) {
                throw new MalformedRequestException("The value of a header has a control character.");
            }
        }
        known(bytes, start, colon, end);
    }

    /// Keeps the headers that frame a request. Compares lengths first: most headers are none of them.
    private void known(byte[] bytes, int start, int colon, int end) {
        switch (colon - start) {
            case 4 -> {
                if (isName(bytes, start, "host")) {
                    requireOnce(hasHost, "Host");
                    hasHost = true;
                }
            }
            case 14 -> {
                if (isName(bytes, start, "content-length")) {
                    requireOnce(hasLength, "Content-Length");
                    hasLength = true;
                    length = length(value(bytes, colon, end));
                }
            }
            case 17 -> {
                if (isName(bytes, start, "transfer-encoding")) {
                    requireOnce(isChunked, "Transfer-Encoding");
                    isChunked = true;
                    requireChunked(value(bytes, colon, end));
                }
            }
            default -> {}
        }
    }

    private static boolean isName(byte[] bytes, int start, String name) {
        for (int i = 0; i < name.length(); i++) {
            if ((bytes[start + i] | 0x20) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String value(byte[] bytes, int colon, int end) {
        return new String(bytes, colon + 1, end - colon - 1, ISO_8859_1).strip();
    }

    private static void requireOnce(boolean cameBefore, String name) {
        if (cameBefore) {
            throw new MalformedRequestException("The header " + name + " came twice.");
        }
    }

    private static long length(String digits) {
        if (digits.isEmpty()
                || digits.length() > LONGEST_LENGTH
                || !digits.chars().allMatch(unit -> unit >= '0' && unit <= '9')) {
            throw new MalformedRequestException("The header Content-Length is not a number of bytes.");
        }
        return Long.parseLong(digits);
    }

    private static void requireChunked(String encoding) {
        if (!encoding.toLowerCase(Locale.ROOT).equals("chunked")) {
            throw new MalformedRequestException("The only Transfer-Encoding that the server knows is chunked.");
        }
    }

    private void requireComplete() {
        if (!hasHost) {
            throw new MalformedRequestException("The request has no Host header: send the name of the server.");
        }
        if (hasLength && isChunked) {
            throw new MalformedRequestException("A request has either Content-Length or Transfer-Encoding, not both.");
        }
    }

    private static boolean isToken(byte unit) {
        return (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || (unit >= '0' && unit <= '9')
                || OTHER_TOKEN_CHARACTERS.indexOf(unit) >= 0;
    }

    /// Returns the request target as it was sent, or an empty text before it has arrived.
    String target() {
        return target;
    }

    boolean isChunked() {
        return isChunked;
    }

    /// Returns the length of a body that is not chunked.
    long length() {
        return length;
    }

    /// Returns whether bytes have arrived.
    boolean hasBegun() {
        return scanned > 0;
    }

    /// Returns whether the head must be rewritten for a parser that knows paths only: an empty line precedes it, or its
    /// target names the server (absolute-form).
    boolean isRewritten(byte[] bytes, int from) {
        return bytes[from] == '\r' || isAbsolute();
    }

    private boolean isAbsolute() {
        return target.regionMatches(true, 0, "http://", 0, 7) || target.regionMatches(true, 0, "https://", 0, 8);
    }

    /// Returns the complete head with the path as its target, and the server that the target names as `Host`, which
    /// takes precedence over the header (RFC 9112, section 3.2.2).
    byte[] rewritten(byte[] bytes, int from, int end) {
        var headers = new String(bytes, from + headersStart, end - from - headersStart, ISO_8859_1);
        if (!isAbsolute()) {
            return "%s %s %s\r\n%s".formatted(method, target, VERSION, headers).getBytes(ISO_8859_1);
        }
        int authority = target.indexOf("//") + 2;
        int path = authority;
        while (path < target.length() && "/?#".indexOf(target.charAt(path)) < 0) {
            path++;
        }
        var rest = target.substring(path);
        var lines = new StringBuilder();
        for (var line : headers.split("\r\n", -1)) {
            if (line.regionMatches(true, 0, "host:", 0, 5)) {
                lines.append("Host: ").append(target, authority, path).append("\r\n");
            } else if (!line.isEmpty()) {
                lines.append(line).append("\r\n");
            }
        }
        return "%s %s%s %s\r\n%s\r\n"
                .formatted(method, rest.startsWith("/") ? "" : "/", rest, VERSION, lines)
                .getBytes(ISO_8859_1);
    }
}
