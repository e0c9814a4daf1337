package dev.kindred.server.ingest;

/// A run of whole [Records] of one file, in a buffer that is used again and again.
///
/// The last record ends in a line feed, whether or not the file's does, and [Dictionary#PADDING] bytes are readable
/// behind it. A line too long to be a row comes as a slab of its own that holds only the line's beginning.
final class Slab {

    byte[] bytes;
    /// Where the rows begin; before it, in a file's first slab, is the header.
    int from;
    /// Where the lines end.
    int to;
    /// Whether the file begins with this slab.
    boolean isFirst;
    /// Whether the slab is the beginning of one overlong line.
    boolean isOverlong;

    Slab(int capacity) {
        bytes = new byte[capacity + Dictionary.PADDING];
    }

    /// Bytes of lines the buffer can hold.
    int capacity() {
        return bytes.length - Dictionary.PADDING;
    }

    /// Where the text of a file begins whose first slab this is.
    int afterByteOrderMark() {
        return to >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF ? 3 : 0;
    }
}
