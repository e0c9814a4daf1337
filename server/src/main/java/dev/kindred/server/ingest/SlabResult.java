package dev.kindred.server.ingest;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What became of one slab. Lines are counted from 0 at the slab's first.
///
/// @param lines all lines of the slab, blank ones too
/// @param rows rows, good and bad
/// @param malformed where the slab's bytes first are not UTF-8, if they are not
/// @param problems the first problems of rows
/// @param warnings cells that were taken as they are, summed by column and kind
/// @param rowsOfLines rows that go over several lines
/// @param eventTypes some of the distinct event types
/// @param group the good rows encoded, unless the import was refused already
record SlabResult(
        int lines,
        int rows,
        int badRows,
        SlabResult.@Nullable Malformed malformed,
        List<Problem> problems,
        List<Warning> warnings,
        RowsOfLines rowsOfLines,
        Set<String> eventTypes,
        @Nullable RowGroup group) {

    SlabResult withGroup(RowGroup encoded) {
        return new SlabResult(lines, rows, badRows, malformed, problems, warnings, rowsOfLines, eventTypes, encoded);
    }

    /// @param offset counted from the line's first byte
    record Malformed(int line, int offset, int value) {}

    record Problem(int line, String column, String text, String expected) {}

    record Warning(String column, Remark remark, int count, int firstLine, String firstText) {}

    /// @param first the first line of the first of them
    record RowsOfLines(int count, int first) {}
}
