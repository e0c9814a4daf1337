package dev.kindred.server.storage;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// The format of a part of a [PartedLog], big-endian: magic `KSTREAM` and a zero (8 bytes), version (4), the
/// part's number (4); then for each frame: length of the content (4), CRC-32C of the content (4), content.
final class LogFrames {

    /// The bytes before the first frame.
    static final int HEADER = 16;

    /// The bytes of a frame before its content.
    static final int FRAME_HEADER = 8;

    private static final byte[] MAGIC = "KSTREAM\0".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;

    /// 64 MiB, far above the largest request: a larger length is damage. Taste.
    private static final int MAX_FRAME = 1 << 26;

    /// A larger number in the place of a version is damage. Taste.
    private static final int NEWEST_CONCEIVABLE = 32;

    private LogFrames() {}

    /// Returns the header of a part.
    static ByteBuffer header(int number) {
        return ByteBuffer.allocate(HEADER)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(number)
                .flip();
    }

    /// Returns frames with these contents.
    static ByteBuffer encode(List<byte[]> contents) {
        int length = 0;
        for (var content : contents) {
            if (content.length > MAX_FRAME) {
                throw new IllegalArgumentException("a frame of " + content.length + " bytes");
            }
            length = Math.addExact(length, FRAME_HEADER + content.length);
        }
        var buffer = ByteBuffer.allocate(length);
        var crc = new CRC32C();
        for (var content : contents) {
            crc.reset();
            crc.update(content);
            buffer.putInt(content.length).putInt((int) crc.getValue()).put(content);
        }
        return buffer.flip();
    }

    /// Returns the end of the frame that starts at `from`, or -1 if no whole frame starts there.
    static int endOfFrame(ByteBuffer content, int from) {
        int left = content.limit() - from - FRAME_HEADER;
        int length = left < 0 ? 0 : content.getInt(from);
        if (length <= 0 || length > Math.min(left, MAX_FRAME)) {
            return -1;
        }
        var crc = new CRC32C();
        crc.update(content.slice(from + FRAME_HEADER, length));
        return (int) crc.getValue() == content.getInt(from + Integer.BYTES) ? from + FRAME_HEADER + length : -1;
    }

    /// Returns whether a part begins with its header.
    ///
    /// @throws IOException if a newer version of Kindred wrote the part
    static boolean hasHeader(int number, Path file) throws IOException {
        byte[] start;
        try (var in = Files.newInputStream(file)) {
            start = in.readNBytes(HEADER);
        }
        if (start.length < HEADER) {
            return false;
        }
        var header = ByteBuffer.wrap(start);
        var magic = new byte[MAGIC.length];
        header.get(magic);
        int version = header.getInt();
        boolean isPart = Arrays.equals(magic, MAGIC) && header.getInt() == number;
        if (isPart && version > VERSION && version <= NEWEST_CONCEIVABLE && !hasFrame(file)) {
            throw new IOException(
                    "the log %s was written by a newer version of Kindred (form %d, this version knows %d): start that version"
                            .formatted(file, version, VERSION));
        }
        return isPart && version == VERSION;
    }

    private static boolean hasFrame(Path file) throws IOException {
        return endOfFrame(ByteBuffer.wrap(Files.readAllBytes(file)), HEADER) >= 0;
    }

    /// Returns the extent of the whole frames at the beginning of a part.
    static LogExtents.Extent extent(int number, Path file) throws IOException {
        var frames = new long[1];
        long bytes = read(number, file, Files.size(file), (_, _) -> frames[0]++);
        return new LogExtents.Extent(bytes, frames[0]);
    }

    /// Reads the frames of a part up to the first one that is not whole, and returns where the last whole one ends.
    ///
    /// @param size how many bytes of the file to read
    /// @throws IOException if the file is not a part of this version, or has another number
    static long read(int number, Path file, long size, PartedLog.FrameReader reader) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            long left = size - HEADER;
            var header = ByteBuffer.wrap(in.readNBytes(HEADER));
            var magic = new byte[MAGIC.length];
            header.get(magic);
            if (!Arrays.equals(magic, MAGIC) || header.getInt() != VERSION || header.getInt() != number) {
                throw new IOException(file + " is not a log of this version of Kindred");
            }
            long whole = HEADER;
            var crc = new CRC32C();
            while (left >= FRAME_HEADER) {
                int length = in.readInt();
                int expected = in.readInt();
                left -= FRAME_HEADER;
                if (length <= 0 || length > MAX_FRAME || length > left) {
                    return whole;
                }
                var content = in.readNBytes(length);
                crc.reset();
                crc.update(content);
                if ((int) crc.getValue() != expected) {
                    return whole;
                }
                reader.read(number, ByteBuffer.wrap(content));
                left -= length;
                whole += FRAME_HEADER + length;
            }
            return whole;
        }
    }
}
