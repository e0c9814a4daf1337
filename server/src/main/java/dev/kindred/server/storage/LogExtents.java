package dev.kindred.server.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The acknowledged length of each part of a [PartedLog], in a file beside the folder of the log, so that a loss of the
/// log or of its end is noticed.
///
/// The file is updated after each append without a force. After a kill of the process it is exact. After a power cut it
/// can be older than the log, never newer: a loss of the newest frames may then not be noticed.
///
/// Layout: two slots of 512 bytes, written in turns, so that a torn write leaves the other one. A slot, big-endian:
/// magic
/// `KEXTENT` and a zero (8 bytes), version (4), generation (8), number of parts (4); for each part its number (4),
/// bytes
/// (8) and frames (8); CRC-32C of all those (4). The valid slot of the larger generation counts. The file has its full
/// size from the beginning: an update needs no space.
final class LogExtents implements AutoCloseable {

    private static final byte[] MAGIC = "KEXTENT\0".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int SLOT = 512;
    private static final int HEADER = 24;
    private static final int ENTRY = 20;

    /// The parts that a slot can hold. More exist only while sealings fail.
    private static final int MOST_PARTS = (SLOT - HEADER - Integer.BYTES) / ENTRY;

    private final FileChannel channel;
    private final AlternatingSlots slots;
    private final TreeMap<Integer, Extent> parts;
    private long generation;

    /// The acknowledged length of a part.
    ///
    /// @param bytes the size of its file
    record Extent(long bytes, long frames) {
        static final Extent NONE = new Extent(0, 0);
    }

    private record Slot(long generation, TreeMap<Integer, Extent> parts) {}

    private LogExtents(Path file, FileChannel channel, Slot slot) {
        this.channel = channel;
        this.slots = new AlternatingSlots(file, channel, SLOT, "a loss of streamed records may not be noticed");
        this.generation = slot.generation();
        this.parts = slot.parts();
    }

    /// Opens the file, or creates it if it is missing or damaged; then no length is known.
    static LogExtents open(Path file) throws IOException {
        Slot newest = read(file);
        if (newest == null) {
            Disposal.DELETION.dispose(file);
            DurableFiles.write(file, new byte[2 * SLOT]);
            DurableFiles.forceFolder(DurableFiles.parent(file));
        }
        return new LogExtents(
                file,
                FileChannel.open(file, StandardOpenOption.WRITE),
                newest == null ? new Slot(0, new TreeMap<>()) : newest);
    }

    /// Returns the acknowledged extents of the parts, by number.
    Map<Integer, Extent> parts() {
        return new TreeMap<>(parts);
    }

    /// Returns the acknowledged extents in that file by number of the part, without a change of the file.
    static Map<Integer, Extent> partsIn(Path file) throws IOException {
        Slot newest = read(file);
        return newest == null ? Map.of() : newest.parts();
    }

    private static @Nullable Slot read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        var content = Files.readAllBytes(file);
        Slot newest = null;
        for (int from = 0; from + SLOT <= content.length; from += SLOT) {
            var slot = decode(ByteBuffer.wrap(content, from, SLOT).slice());
            if (slot != null && (newest == null || slot.generation() > newest.generation())) {
                newest = slot;
            }
        }
        return newest;
    }

    /// Records the length of a part. A failure is logged: a loss may then not be noticed.
    ///
    /// @param force whether to wait until it is on disk
    void set(int part, Extent extent, boolean force) {
        parts.put(part, extent);
        while (parts.size() > MOST_PARTS) {
            parts.pollFirstEntry();
        }
        write(force);
    }

    /// Removes a part that is lost.
    void remove(int part) {
        parts.remove(part);
        write(false);
    }

    /// Removes the parts up to that one.
    void removeUpTo(int part) {
        parts.headMap(part, true).clear();
        write(false);
    }

    private void write(boolean force) {
        generation++;
        slots.write(encode(), generation, force);
    }

    private ByteBuffer encode() {
        var slot = ByteBuffer.allocate(SLOT);
        slot.put(MAGIC).putInt(VERSION).putLong(generation).putInt(parts.size());
        parts.forEach(
                (part, extent) -> slot.putInt(part).putLong(extent.bytes()).putLong(extent.frames()));
        slot.putInt(checksum(slot, slot.position()));
        return slot.rewind();
    }

    private static @Nullable Slot decode(ByteBuffer slot) {
        var magic = new byte[MAGIC.length];
        slot.get(magic);
        boolean isKnown = Arrays.equals(magic, MAGIC) && slot.getInt() == VERSION;
        if (!isKnown) {
            return null;
        }
        long generation = slot.getLong();
        int count = slot.getInt();
        if (count < 0
                || count > MOST_PARTS
                || slot.getInt(HEADER + count * ENTRY) != checksum(slot, HEADER + count * ENTRY)) {
            return null;
        }
        var parts = new TreeMap<Integer, Extent>();
        for (int i = 0; i < count; i++) {
            parts.put(slot.getInt(), new Extent(slot.getLong(), slot.getLong()));
        }
        return new Slot(generation, parts);
    }

    private static int checksum(ByteBuffer slot, int length) {
        var crc = new CRC32C();
        crc.update(slot.slice(0, length));
        return (int) crc.getValue();
    }

    /// Forces the file to disk and closes it.
    @Override
    public void close() throws IOException {
        channel.force(false);
        channel.close();
    }
}
