package dev.kindred.server.ingest;

import org.jspecify.annotations.Nullable;

/// Where a file's header is in its first slab: the first line that is not blank, without a byte-order mark.
///
/// @param number its line number, counted from 1; the slab's last when all of its lines are blank
/// @param next where the line behind it begins
/// @param problem why there is no header to read, if so
record HeaderLine(
        int number, int from, int to, int next, @Nullable String problem) {

    static final String EMPTY = "The file is empty: its first line must be a header that names the columns.";

    /// Looks for the header in one of a file's first slabs.
    ///
    /// @param linesBefore lines in the slabs before; only in the very first slab may be a byte-order mark
    static HeaderLine find(Slab slab, int linesBefore) {
        if (slab.isOverlong) {
            return problem("The first line is too long for a header: is this a CSV file with line ends?");
        }
        byte[] bytes = slab.bytes;
        boolean isFirst = linesBefore == 0;
        String encoding = isFirst ? otherEncoding(bytes) : null;
        if (encoding != null) {
            return problem(encoding);
        }
        int start = isFirst && startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        int number = linesBefore + 1;
        for (; start < slab.to; number++) {
            int next = start;
            while (bytes[next] != '\n') {
                next++;
            }
            int end = next > start && bytes[next - 1] == '\r' ? next - 1 : next;
            if (end > start) {
                return check(bytes, new HeaderLine(number, start, end, next + 1, null));
            }
            start = next + 1;
        }
        return new HeaderLine(number - 1, 0, 0, slab.to, EMPTY);
    }

    /// Whether the slab holds blank lines only, so that the header may be in the next one.
    boolean isBlank() {
        return number > 0 && problem != null;
    }

    private static HeaderLine check(byte[] bytes, HeaderLine line) {
        int malformed = Utf8.indexOfMalformed(bytes, line.from, line.to);
        if (malformed >= 0) {
            return problem("The file is not UTF-8: line %d, byte %d (0x%02X). Save it as UTF-8."
                    .formatted(line.number, malformed - line.from + 1, bytes[malformed] & 0xFF));
        }
        for (int i = line.from; i < line.to; i++) {
            if (bytes[i] == '\r') {
                return problem("Lines end in CR alone: save the file with LF or CR LF as line ends.");
            }
        }
        return line;
    }

    private static @Nullable String otherEncoding(byte[] bytes) {
        if (startsWith(bytes, 0x1F, 0x8B)) {
            return "The file is gzip: give it a name that ends in .csv.gz.";
        }
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            return "The file is not UTF-8 but UTF-16: save it as UTF-8.";
        }
        return null;
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static HeaderLine problem(String problem) {
        return new HeaderLine(0, 0, 0, 0, problem);
    }
}
