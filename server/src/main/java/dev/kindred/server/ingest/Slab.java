package dev.kindred.server.ingest;

/// A sequence of whole [Records] of one file, in a reusable buffer.
///
/// The last record ends with a line feed even if the file does not. [Dictionary#PADDING] bytes after it are
/// readable. A line that is too long for a row is a slab of its own that holds only the beginning of the line.
final class Slab {

    byte[] bytes;
    /// The start of the rows. In a file's first slab the header precedes it.
    int from;
    /// The end of the lines.
    int to;
    /// Whether this slab is the first of its file.
    boolean isFirst;
    /// Whether this slab is the beginning of one overlong line.
    boolean isOverlong;

    Slab(int capacity) {
        bytes = new byte[capacity + Dictionary.PADDING];
    }

    /// Returns the number of bytes of lines that the buffer can hold.
    int capacity() {
        return bytes.length - Dictionary.PADDING;
    }

    /// Returns the start of the text, after a byte-order mark, if this is the first slab of a file.
    int afterByteOrderMark() {
        return to >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF ? 3 : 0;
    }
}
