package dev.kindred.engine.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/// A file of named sections, mapped into memory. All numbers in it are little-endian.
///
/// | part | bytes |
/// |---|---|
/// | header | magic `KINDRED` and a zero (8), kind in ASCII filled up with zeros (8), version of the kind (4), zeros
/// (44) |
/// | sections | one after another, each beginning at a multiple of 64 |
/// | directory | for each section: length of the name (2), name in UTF-8, offset (8), length (8) |
/// | footer | offset of the directory (8), number of sections (4), CRC-32C of everything before (4) |
///
/// The mapping lives as long as anything that came from it can be reached.
public final class SectionFile {

    static final byte[] MAGIC = {'K', 'I', 'N', 'D', 'R', 'E', 'D', 0};
    static final int HEADER = 64;
    static final int VERSION_AT = 16;
    static final int ALIGNMENT = 64;
    private static final int FOOTER = 16;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Map<String, MemorySegment> sections;

    private SectionFile(Map<String, MemorySegment> sections) {
        this.sections = sections;
    }

    /// Builds a value from the sections of a file.
    @FunctionalInterface
    public interface Reader<T> {
        T read(SectionFile file) throws IOException;
    }

    /// Opens a file, verifies its checksum and reads it. A reader may assume that the sections are as its format
    /// states: the exceptions that follow from others become a [CorruptFileException].
    ///
    /// @throws CorruptFileException if it is not an intact file of that kind and version
    public static <T> T read(Path file, String kind, int version, Reader<T> reader) throws IOException {
        var opened = open(file, kind, version);
        try {
            return reader.read(opened);
        } catch (IndexOutOfBoundsException
                | IllegalArgumentException
                | IllegalStateException
                | ArithmeticException
                | NegativeArraySizeException e) {
            throw new CorruptFileException(file, "its sections are not those of its kind", e);
        }
    }

    /// Opens a file and verifies its checksum.
    ///
    /// @throws CorruptFileException if it is not an intact file of that kind and version
    private static SectionFile open(Path file, String kind, int version) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            return new SectionFile(parse(file, all, kind, version));
        }
    }

    /// Returns the kind of a file, without verifying its checksum.
    ///
    /// @throws CorruptFileException if it is not a section file
    public static String kindOf(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var head = in.readNBytes(VERSION_AT);
            if (head.length < VERSION_AT || !Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                throw new CorruptFileException(file, "it is no file of Kindred's, or is cut off");
            }
            return new String(head, MAGIC.length, VERSION_AT - MAGIC.length, StandardCharsets.US_ASCII)
                    .replace("\0", "");
        }
    }

    private static Map<String, MemorySegment> parse(Path file, MemorySegment all, String kind, int version)
            throws CorruptFileException {
        long size = all.byteSize();
        if (size < HEADER + FOOTER || !startsWith(all, 0, MAGIC)) {
            throw new CorruptFileException(file, "it is no file of Kindred's, or is cut off");
        }
        var foundKind = text(all, MAGIC.length, 8).replace("\0", "");
        if (!foundKind.equals(kind)) {
            throw new CorruptFileException(file, "it holds \"" + foundKind + "\", not \"" + kind + "\"");
        }
        int foundVersion = all.get(INT, VERSION_AT);
        if (foundVersion != version) {
            throw new CorruptFileException(
                    file, "its layout is version " + foundVersion + ", and this program reads version " + version);
        }
        if (checksum(all.asSlice(0, size - 4)) != all.get(INT, size - 4)) {
            throw new CorruptFileException(file, "its checksum does not fit its content: it was damaged or cut off");
        }
        try {
            return directory(all);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new CorruptFileException(file, "its directory names places outside of it", e);
        }
    }

    private static Map<String, MemorySegment> directory(MemorySegment all) {
        long at = all.get(LONG, all.byteSize() - FOOTER);
        int count = all.get(INT, all.byteSize() - FOOTER + Long.BYTES);
        var sections = new HashMap<String, MemorySegment>();
        for (int i = 0; i < count; i++) {
            int length = all.get(SHORT, at);
            var name = text(all, at + 2, length);
            at += 2 + length;
            sections.put(name, all.asSlice(all.get(LONG, at), all.get(LONG, at + Long.BYTES)));
            at += 2 * Long.BYTES;
        }
        return sections;
    }

    private static boolean startsWith(MemorySegment all, long at, byte[] expected) {
        return MemorySegment.mismatch(
                        all, at, at + expected.length, MemorySegment.ofArray(expected), 0, expected.length)
                < 0;
    }

    private static String text(MemorySegment from, long at, int length) {
        var bytes = new byte[length];
        MemorySegment.copy(from, ValueLayout.JAVA_BYTE, at, bytes, 0, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int checksum(MemorySegment content) {
        var crc = new CRC32C();
        long step = 1L << 30;
        for (long at = 0; at < content.byteSize(); at += step) {
            crc.update(
                    content.asSlice(at, Math.min(step, content.byteSize() - at)).asByteBuffer());
        }
        return (int) crc.getValue();
    }

    /// Returns whether the file has a section of that name.
    public boolean has(String name) {
        return sections.containsKey(name);
    }

    /// Returns the section of that name as a view of the mapped file.
    ///
    /// @throws IllegalArgumentException if there is none
    public MemorySegment segment(String name) {
        var section = sections.get(name);
        if (section == null) {
            throw new IllegalArgumentException("there is no section " + name);
        }
        return section;
    }

    /// Returns a section's text.
    public String text(String name) {
        var section = segment(name);
        return text(section, 0, Math.toIntExact(section.byteSize()));
    }

    /// Returns a copy of a section of 4-byte integers.
    public int[] ints(String name) {
        return segment(name).toArray(INT);
    }

    /// Returns a copy of a section of 8-byte integers.
    public long[] longs(String name) {
        return segment(name).toArray(LONG);
    }

    /// Returns a copy of a section of floating-point numbers.
    public float[] floats(String name) {
        return segment(name).toArray(FLOAT);
    }
}
