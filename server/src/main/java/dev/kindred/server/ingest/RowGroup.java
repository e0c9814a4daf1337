package dev.kindred.server.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One encoded row group: its bytes and its entry in the footer.
///
/// @param bytes valid until its encoder encodes again
/// @param chunks one for each column, in schema order
record RowGroup(Bytes bytes, int rows, List<Chunk> chunks) {

    /// One column of a row group.
    ///
    /// @param offset start of its first page, relative to the row group
    /// @param dataOffset start of its data page, relative to the row group; equal to `offset` without a dictionary
    /// @param length stored bytes, page headers included
    /// @param plainLength bytes before compression, page headers included
    record Chunk(
            int offset, int dataOffset, int length, int plainLength, int nulls, ColumnValues.@Nullable Bounds bounds) {

        boolean hasDictionary() {
            return dataOffset > offset;
        }
    }
}
