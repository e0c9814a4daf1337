package dev.kindred.server.ingest;

/// A run of whole lines of one file, in a buffer that is used again and again.
///
/// The last line ends in a line feed, whether or not the file's does, and [Dictionary#PADDING] bytes are readable
/// behind it. A line too long to be a row comes as a slab of its own that holds only the line's beginning.
final class Slab {

    byte[] bytes;
    /// Where the rows begin; before it, in a file's first slab, is the header.
    int from;
    /// Where the lines end.
    int to;
    /// Whether the slab is the beginning of one overlong line.
    boolean isOverlong;

    Slab(int capacity) {
        bytes = new byte[capacity + Dictionary.PADDING];
    }

    /// Bytes of lines the buffer can hold.
    int capacity() {
        return bytes.length - Dictionary.PADDING;
    }
}
