package dev.kindred.server.ingest;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The result of one slab. Line numbers are relative to the slab, from 0.
///
/// @param lines all lines of the slab, including blank ones
/// @param rows rows, good and bad
/// @param malformed the position of the first bytes that are not UTF-8, if any
/// @param problems the first problems of rows
/// @param warnings warnings about accepted cells, counted by column and kind
/// @param rowsOfLines rows that span several lines
/// @param eventTypes some of the distinct event types
/// @param group the good rows encoded, unless the import was already refused
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

    /// @param offset counted from the first byte of the line
    record Malformed(int line, int offset, int value) {}

    record Problem(int line, String column, String text, String expected) {}

    record Warning(String column, Remark remark, int count, int firstLine, String firstText) {}

    /// @param first the first line of the first such row
    record RowsOfLines(int count, int first) {}
}
