package dev.kindred.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// UTF-8 as bytes: validity, characters (Unicode code points) and cuts between them.
///
/// @see <a href="https://www.rfc-editor.org/rfc/rfc3629#section-4">RFC 3629, section 4</a>
final class Utf8 {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /// Returns the index of the first malformed byte in `[from, to)`, or -1.
    static int indexOfMalformed(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            i = skipAscii(bytes, i, to);
            if (i == to) {
                return -1;
            }
            int length = sequenceLength(bytes, i, to);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    private static int skipAscii(byte[] bytes, int from, int to) {
        int i = from;
        while (i + 8 <= to && ((long) LONG.get(bytes, i) & HIGH_BITS) == 0) {
            i += 8;
        }
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /// Returns the length of the sequence that begins at `i` with a byte above 0x7F, or 0 when it is malformed.
    private static int sequenceLength(byte[] bytes, int i, int to) {
        int lead = bytes[i] & 0xFF;
        int second = i + 1 < to ? bytes[i + 1] & 0xFF : 0;
        if (lead >= 0xC2 && lead <= 0xDF) {
            return isContinuation(second) ? 2 : 0;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            int lowest = lead == 0xE0 ? 0xA0 : 0x80; // no overlong forms
            int highest = lead == 0xED ? 0x9F : 0xBF; // no surrogates
            return second >= lowest && second <= highest && isContinuationAt(bytes, i + 2, to) ? 3 : 0;
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            int lowest = lead == 0xF0 ? 0x90 : 0x80;
            int highest = lead == 0xF4 ? 0x8F : 0xBF; // nothing above U+10FFFF
            boolean valid = second >= lowest
                    && second <= highest
                    && isContinuationAt(bytes, i + 2, to)
                    && isContinuationAt(bytes, i + 3, to);
            return valid ? 4 : 0;
        }
        return 0;
    }

    private static boolean isContinuationAt(byte[] bytes, int i, int to) {
        return i < to && isContinuation(bytes[i]);
    }

    private static boolean isContinuation(int b) {
        return (b & 0xC0) == 0x80;
    }

    /// Counts the line feeds in `[from, to)`.
    static int countLineFeeds(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        return count;
    }

    /// Counts the characters in `[from, from + length)` of valid text.
    static int countCharacters(byte[] bytes, int from, int length) {
        int count = 0;
        for (int i = from; i < from + length; i++) {
            if (!isContinuation(bytes[i])) {
                count++;
            }
        }
        return count;
    }

    /// Returns the number of bytes in the first `characters` characters of `[from, from + length)`, at most `length`.
    static int prefixLength(byte[] bytes, int from, int length, int characters) {
        int count = 0;
        for (int i = from; i < from + length; i++) {
            if (!isContinuation(bytes[i]) && count++ == characters) {
                return i - from;
            }
        }
        return length;
    }

    /// Returns the text of `[from, from + length)`, truncated to `characters` characters. Malformed bytes become
    /// U+FFFD.
    static String excerpt(byte[] bytes, int from, int length, int characters) {
        int window = Math.min(length, characters * 4);
        String text = new String(bytes, from, window, UTF_8);
        int shown = Math.min(characters, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, shown));
    }
}
