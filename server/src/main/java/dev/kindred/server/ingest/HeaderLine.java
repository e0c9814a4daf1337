package dev.kindred.server.ingest;

import org.jspecify.annotations.Nullable;

/// The position of a file's header in its first slab: the first record that is not blank, without a byte-order mark.
///
/// @param number the number of its last line, counted from 1; the slab's last line when all its lines are blank
/// @param next the offset of the following record
/// @param problem why there is no readable header, or null
record HeaderLine(
        int number, int from, int to, int next, @Nullable String problem) {

    private static final String TOO_LONG =
            "The first line is too long for a header: is this a CSV file with line ends?";

    static final String EMPTY = "The file is empty: its first line must be a header that names the columns.";

    /// Finds the header in one of a file's first slabs.
    ///
    /// @param linesBefore the number of lines in the previous slabs
    static HeaderLine find(Slab slab, int linesBefore, Records records) {
        byte[] bytes = slab.bytes;
        String encoding = slab.isFirst ? FileFormat.problem(bytes, slab.to) : null;
        if (encoding != null) {
            return problem(encoding);
        }
        if (slab.isOverlong) {
            return problem(TOO_LONG);
        }
        int start = slab.isFirst ? slab.afterByteOrderMark() : 0;
        int number = linesBefore;
        while (start < slab.to) {
            int next = records.end(bytes, start, slab.to);
            int end = next - (next - start > 1 && bytes[next - 2] == '\r' ? 2 : 1);
            number += Utf8.countLineFeeds(bytes, start, next);
            if (next - start > records.longest()) {
                return problem(TOO_LONG);
            }
            if (end > start) {
                return check(bytes, new HeaderLine(number, start, end, next, null));
            }
            start = next;
        }
        return new HeaderLine(number, 0, 0, slab.to, EMPTY);
    }

    /// Returns whether the slab has only blank lines, so that the header may be in the next slab.
    boolean isBlank() {
        return number > 0 && problem != null;
    }

    private static HeaderLine check(byte[] bytes, HeaderLine line) {
        int malformed = Utf8.indexOfMalformed(bytes, line.from, line.to);
        if (malformed >= 0) {
            return problem("The file is not UTF-8: line %d, byte %d (0x%02X). Save it as UTF-8."
                    .formatted(line.number, malformed - line.from + 1, bytes[malformed] & 0xFF));
        }
        if (Utf8.countLineFeeds(bytes, line.from, line.to) == 0 && hasReturn(bytes, line)) {
            return problem("Lines end in CR alone: save the file with LF or CR LF as line ends.");
        }
        return line;
    }

    private static boolean hasReturn(byte[] bytes, HeaderLine line) {
        for (int i = line.from; i < line.to; i++) {
            if (bytes[i] == '\r') {
                return true;
            }
        }
        return false;
    }

    private static HeaderLine problem(String problem) {
        return new HeaderLine(0, 0, 0, 0, problem);
    }
}
