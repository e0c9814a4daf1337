package dev.kindred.engine.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/// Writes a [SectionFile]. The same sections in the same order give the same bytes.
public final class SectionWriter implements AutoCloseable {

    private record Entry(String name, long offset, long length) {}

    /// The buffer size, in bytes. Taste.
    private static final int CHUNK = 1 << 16;

    private final CRC32C crc = new CRC32C();
    private final OutputStream out;
    private final List<Entry> entries = new ArrayList<>();
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    private long position;

    private SectionWriter(OutputStream file) {
        out = new CheckedOutputStream(file, crc);
    }

    /// Creates a file, replacing an existing one.
    ///
    /// @param kind the kind of file, at most 8 ASCII characters
    /// @param version of the kind's layout
    public static SectionWriter create(Path file, String kind, int version) throws IOException {
        var writer = new SectionWriter(new BufferedOutputStream(Files.newOutputStream(file), 1 << 18));
        writer.header(kind, version);
        return writer;
    }

    private void header(String kind, int version) throws IOException {
        var head = ByteBuffer.allocate(SectionFile.HEADER).order(ByteOrder.LITTLE_ENDIAN);
        head.put(SectionFile.MAGIC).put(kind.getBytes(StandardCharsets.US_ASCII));
        head.putInt(SectionFile.VERSION_AT, version);
        write(head.array(), head.capacity());
    }

    /// Adds a section of bytes.
    public void bytes(String name, byte[] content) throws IOException {
        begin(name);
        write(content, content.length);
        end();
    }

    /// Adds a section of text, in UTF-8.
    public void text(String name, String content) throws IOException {
        bytes(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /// Adds a section with the bytes of `content`.
    public void segment(String name, MemorySegment content) throws IOException {
        begin(name);
        var buffer = new byte[CHUNK];
        for (long at = 0; at < content.byteSize(); at += CHUNK) {
            int length = (int) Math.min(CHUNK, content.byteSize() - at);
            MemorySegment.copy(content, ValueLayout.JAVA_BYTE, at, buffer, 0, length);
            write(buffer, length);
        }
        end();
    }

    /// Adds a section of 4-byte integers, little-endian.
    public void ints(String name, int[] content) throws IOException {
        begin(name);
        for (int value : content) {
            if (chunk.remaining() < Integer.BYTES) {
                drain();
            }
            chunk.putInt(value);
        }
        drain();
        end();
    }

    /// Adds a section of 8-byte integers, little-endian.
    public void longs(String name, long[] content) throws IOException {
        begin(name);
        for (long value : content) {
            if (chunk.remaining() < Long.BYTES) {
                drain();
            }
            chunk.putLong(value);
        }
        drain();
        end();
    }

    /// Adds a section of 4-byte floating-point numbers, little-endian.
    public void floats(String name, float[] content) throws IOException {
        begin(name);
        for (float value : content) {
            if (chunk.remaining() < Float.BYTES) {
                drain();
            }
            chunk.putFloat(value);
        }
        drain();
        end();
    }

    private void drain() throws IOException {
        write(chunk.array(), chunk.position());
        chunk.clear();
    }

    private void begin(String name) throws IOException {
        align();
        entries.add(new Entry(name, position, -1));
    }

    private void end() {
        var entry = entries.removeLast();
        entries.add(new Entry(entry.name(), entry.offset(), position - entry.offset()));
    }

    private void align() throws IOException {
        int padding = (int) (-position & (SectionFile.ALIGNMENT - 1));
        write(new byte[padding], padding);
    }

    private void write(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
        position += length;
    }

    /// Writes the directory and the checksum. Until then the file is invalid.
    public void finish() throws IOException {
        align();
        long directory = position;
        for (var entry : entries) {
            var name = entry.name().getBytes(StandardCharsets.UTF_8);
            var line = ByteBuffer.allocate(2 + name.length + 16).order(ByteOrder.LITTLE_ENDIAN);
            line.putShort((short) name.length).put(name).putLong(entry.offset()).putLong(entry.length());
            write(line.array(), line.capacity());
        }
        var tail = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        tail.putLong(directory).putInt(entries.size());
        write(tail.array(), tail.capacity());
        var sum = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) crc.getValue());
        write(sum.array(), sum.capacity());
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
