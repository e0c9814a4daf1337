package dev.kindred.server.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One encoded row group: its bytes, and what the footer tells about them.
///
/// @param bytes valid until its encoder encodes again
/// @param chunks one for each column, in schema order
record RowGroup(Bytes bytes, int rows, List<Chunk> chunks) {

    /// One column of a row group.
    ///
    /// @param offset where its first page begins, counted from the row group's first byte
    /// @param dataOffset where its data page begins, counted likewise; equal to `offset` without a dictionary
    /// @param length its bytes as stored, page headers included
    /// @param plainLength its bytes before compression, page headers included
    record Chunk(
            int offset, int dataOffset, int length, int plainLength, int nulls, ColumnValues.@Nullable Bounds bounds) {

        boolean hasDictionary() {
            return dataOffset > offset;
        }
    }
}
