package dev.kindred.server.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Finds the end and the value of a quoted cell: [QuotedString] over bytes. Not thread-safe.
///
/// Special bytes are found eight at a time, as [SlabParser] finds the ends of other cells.
final class QuotedCell {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long LINE_FEEDS = '\n' * ONES;

    private int end;
    private int lineFeeds;
    private boolean hasEscapes;
    private byte[] value = new byte[256];

    /// Finds the closing quote of the cell whose content begins at `from`. Returns false when there is none before
    /// `to`. [Dictionary#PADDING] bytes after `to` are readable.
    boolean find(byte[] bytes, int from, int to) {
        lineFeeds = 0;
        hasEscapes = false;
        int position = from;
        while (true) {
            position = special(bytes, position, to);
            if (position >= to) {
                return false;
            }
            byte b = bytes[position];
            if (b == '\n') {
                lineFeeds++;
                position++;
            } else if (isEscape(b, bytes[position + 1])) {
                hasEscapes = true;
                position += 2;
            } else if (b == '"') {
                end = position;
                return true;
            } else {
                position++;
            }
        }
    }

    private static boolean isEscape(byte b, byte next) {
        return next == '"' || (b == '\\' && next == '\\');
    }

    /// Returns the index of the next quote, backslash or line feed, or an index of at least `to`.
    static int special(byte[] bytes, int from, int to) {
        int position = from;
        while (position < to) {
            long word = (long) LONG.get(bytes, position);
            long quotes = word ^ QUOTES;
            long backslashes = word ^ BACKSLASHES;
            long feeds = word ^ LINE_FEEDS;
            long stops =
                    (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | ((feeds - ONES) & ~feeds))
                            & HIGHS;
            if (stops != 0) {
                return position + (Long.numberOfTrailingZeros(stops) >>> 3);
            }
            position += 8;
        }
        return position;
    }

    /// Returns the index of the closing quote that was found.
    int end() {
        return end;
    }

    /// Returns the number of line feeds before the closing quote.
    int lineFeeds() {
        return lineFeeds;
    }

    /// Returns whether the value differs from the bytes between the quotes.
    boolean hasEscapes() {
        return hasEscapes;
    }

    /// Writes the value of the found cell to [#value()] and returns its length.
    int unescape(byte[] bytes, int from) {
        if (value.length < end - from + Dictionary.PADDING) {
            value = Arrays.copyOf(value, (end - from) * 2 + Dictionary.PADDING);
        }
        int length = 0;
        int copied = from;
        int position = special(bytes, from, end);
        while (position < end) {
            if (bytes[position] != '\n' && isEscape(bytes[position], bytes[position + 1])) {
                System.arraycopy(bytes, copied, value, length, position - copied);
                length += position - copied;
                copied = position + 1; // the second character of the escape stands for itself
                position += 2;
            } else {
                position++;
            }
            position = special(bytes, position, end);
        }
        System.arraycopy(bytes, copied, value, length, end - copied);
        return length + end - copied;
    }

    byte[] value() {
        return value;
    }
}
