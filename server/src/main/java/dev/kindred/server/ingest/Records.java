package dev.kindred.server.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds the ends of records, so that a file can be cut between them. Not thread-safe.
///
/// A record ends at the first line feed outside quoted cells. A cell is quoted when its first byte is a quote; a
/// comma, a line feed or CR LF must follow its closing quote. If a quote is not closed in this way, or a record
/// of several lines exceeds the maximum length, then the first line is a record of its own and reading continues
/// at the next line. A missing quote therefore costs one line.
///
/// The records depend on the bytes only, not on where a file is cut.
final class Records {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long COMMAS = ',' * ONES;
    private static final long LINE_FEEDS = '\n' * ONES;

    private static final int UNKNOWN = -1;

    private final int longest;
    private final QuotedCell cell = new QuotedCell();

    /// @param longest the maximum number of bytes of a record of several lines
    Records(int longest) {
        this.longest = longest;
    }

    int longest() {
        return longest;
    }

    /// Returns the end of the last complete record in `[from, to)`, or `from` when there is none. More bytes may
    /// follow.
    int lastEnd(byte[] bytes, int from, int to) {
        if (indexOf(QUOTES, bytes, from, to) >= to) {
            return afterLastLineFeed(bytes, from, to);
        }
        int last = from;
        int position = from;
        while (position < to) {
            boolean isQuoted = bytes[position] == '"';
            int stop = isQuoted ? QuotedCell.special(bytes, position + 1, to) : endOfUnquoted(bytes, position, to);
            int behind = isQuoted ? stop + 1 : stop;
            if (behind >= to) {
                break;
            }
            if (isQuoted && (bytes[stop] != '"' || (bytes[behind] != ',' && bytes[behind] != '\n'))) {
                int end = end(bytes, last, to, false); // of escapes, line breaks, CR LF and mistakes
                if (end == UNKNOWN) {
                    return last;
                }
                last = end;
                position = end;
                continue;
            }
            position = behind + 1;
            last = bytes[behind] == '\n' ? position : last;
        }
        int end = last < to ? end(bytes, last, to, false) : UNKNOWN;
        return end == UNKNOWN ? last : end;
    }

    /// Returns the end of the record that begins at `start`. There is a line feed before `to`, and no more bytes
    /// follow.
    int end(byte[] bytes, int start, int to) {
        return end(bytes, start, to, true);
    }

    private int end(byte[] bytes, int start, int to, boolean isWhole) {
        int position = start;
        boolean hasLines = false;
        while (true) {
            int stop = quoteOrLineFeed(bytes, position, to);
            if (stop >= to) {
                return isWhole || to - start > longest ? afterFirstLine(bytes, start, to) : UNKNOWN;
            }
            if (bytes[stop] == '\n') {
                return hasLines && stop + 1 - start > longest ? afterFirstLine(bytes, start, to) : stop + 1;
            }
            if (stop > start && bytes[stop - 1] != ',') { // inside an unquoted cell
                position = stop + 1;
                continue;
            }
            boolean isFound = cell.find(bytes, stop + 1, to);
            if (!isWhole && (!isFound || cell.end() + 2 >= to)) { // the bytes after the closing quote are not read yet
                return to - start > longest ? afterFirstLine(bytes, start, to) : UNKNOWN;
            }
            if (!isFound || !isEndOfCell(bytes, cell.end() + 1)) {
                return afterFirstLine(bytes, start, to);
            }
            hasLines |= cell.lineFeeds() > 0;
            position = cell.end() + 1;
        }
    }

    /// Returns whether there is a comma or a line end at `at`.
    static boolean isEndOfCell(byte[] bytes, int at) {
        return bytes[at] == ',' || bytes[at] == '\n' || (bytes[at] == '\r' && bytes[at + 1] == '\n');
    }

    private static int afterFirstLine(byte[] bytes, int start, int to) {
        int feed = indexOf(LINE_FEEDS, bytes, start, to);
        return feed < to ? feed + 1 : UNKNOWN;
    }

    private static int afterLastLineFeed(byte[] bytes, int from, int to) {
        for (int i = to; i > from; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return from;
    }

    private static int endOfUnquoted(byte[] bytes, int from, int to) {
        int position = from;
        while (position < to) {
            long word = (long) LONG.get(bytes, position);
            long commas = word ^ COMMAS;
            long feeds = word ^ LINE_FEEDS;
            long stops = (((commas - ONES) & ~commas) | ((feeds - ONES) & ~feeds)) & HIGHS;
            if (stops != 0) {
                return position + (Long.numberOfTrailingZeros(stops) >>> 3);
            }
            position += 8;
        }
        return position;
    }

    private static int quoteOrLineFeed(byte[] bytes, int from, int to) {
        int position = from;
        while (position < to) {
            long word = (long) LONG.get(bytes, position);
            long quotes = word ^ QUOTES;
            long feeds = word ^ LINE_FEEDS;
            long stops = (((quotes - ONES) & ~quotes) | ((feeds - ONES) & ~feeds)) & HIGHS;
            if (stops != 0) {
                return position + (Long.numberOfTrailingZeros(stops) >>> 3);
            }
            position += 8;
        }
        return position;
    }

    /// Returns the index of the next byte equal to the one that `repeated` holds eight times, or an index of at least
    /// `to`.
    private static int indexOf(long repeated, byte[] bytes, int from, int to) {
        int position = from;
        while (position < to) {
            long difference = (long) LONG.get(bytes, position) ^ repeated;
            long stops = (difference - ONES) & ~difference & HIGHS;
            if (stops != 0) {
                return position + (Long.numberOfTrailingZeros(stops) >>> 3);
            }
            position += 8;
        }
        return position;
    }
}
