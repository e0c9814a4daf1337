package dev.kindred.server.storage;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A log of frames that is only ever appended to, in parts: files `00000001.log`, `00000002.log`, … of one
/// folder. Only the last part grows; the ones before it are dropped from the front when their content is kept
/// elsewhere.
///
/// Layout of a part, big-endian: magic `KSTREAM` and a zero (8 bytes), version (4), the part's number (4);
/// then frame after frame: length of the content (4), CRC-32C of the content (4), content.
///
/// When it is opened, the last part is read through, and cut where a frame is not whole: that is what a crash
/// in the midst of an append leaves, and nobody was told that it is there. Whole frames behind one that is not
/// are kept: a disk that changed a byte costs the frame it is in and no other. Any other part, being complete,
/// must be whole.
///
/// Not safe for threads beside each other, except that complete parts, and what an [Extent] tells of the growing one,
/// may be read beside everything but [#roll] and [#dropUpTo].
public final class PartedLog implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(PartedLog.class.getName());
    private static final byte[] MAGIC = "KSTREAM\0".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int HEADER = 16;
    private static final int FRAME_HEADER = 8;
    private static final int MAX_FRAME = 1 << 26;
    private static final int SEARCHED = 1 << 16;
    private static final Pattern PART = Pattern.compile("(\\d{8})\\.log");

    private final Path folder;
    private final ConcurrentNavigableMap<Integer, Path> parts;
    private FileChannel channel;
    private long position;
    private boolean broken;

    /// Takes the content of a frame.
    @FunctionalInterface
    public interface FrameReader {
        void read(int part, ByteBuffer content);
    }

    /// How far the log goes at one moment.
    ///
    /// @param part the part that grows
    /// @param bytes its size
    public record Extent(int part, long bytes) {}

    private PartedLog(Path folder, ConcurrentNavigableMap<Integer, Path> parts) throws IOException {
        this.folder = folder;
        this.parts = parts;
        int last = parts.isEmpty() ? 1 : parts.lastKey();
        this.channel = openLast(last);
        this.position = channel.size();
    }

    /// Opens the log in that folder, and begins one where there is none.
    public static PartedLog open(Path folder) throws IOException {
        DurableFiles.createFolders(folder);
        var parts = new ConcurrentSkipListMap<Integer, Path>();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                var name = PART.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    parts.put(Integer.valueOf(name.group(1)), file);
                }
            }
        }
        return new PartedLog(folder, parts);
    }

    /// Disposes of the logs below `root` whose folder is not among `keep`, and returns how many they were.
    public static int sweep(Path root, Set<Path> keep, Disposal disposal) throws IOException {
        var strays =
                foldersBelow(root).stream().filter(log -> !keep.contains(log)).toList();
        for (var stray : strays) {
            disposal.dispose(stray);
        }
        return strays.size();
    }

    /// Returns the folders below `root` that hold a log.
    public static List<Path> foldersBelow(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var files = Files.walk(root)) {
            return files.filter(file ->
                            PART.matcher(String.valueOf(file.getFileName())).matches())
                    .map(Path::getParent)
                    .distinct()
                    .toList();
        }
    }

    /// Removes a log that is closed, with its folder.
    public static void delete(Path folder) throws IOException {
        DurableFiles.deleteTree(folder);
    }

    private FileChannel openLast(int number) throws IOException {
        var file = parts.get(number);
        if (file == null || Files.size(file) < HEADER) { // its creation was cut short, so nothing can be in it
            return begin(number);
        }
        long whole = readPart(number, file, Files.size(file), null);
        if (whole < Files.size(file)) {
            mend(file, Math.toIntExact(whole));
        }
        var opened = FileChannel.open(file, StandardOpenOption.WRITE);
        opened.position(opened.size());
        return opened;
    }

    /// Leaves whole frames only. Where some follow one that is not whole, the file as it was stays beside, for
    /// a person to look at.
    private void mend(Path file, int whole) throws IOException {
        var content = ByteBuffer.wrap(Files.readAllBytes(file));
        var kept = new ByteArrayOutputStream();
        kept.write(content.array(), 0, whole);
        for (int from = nextFrame(content, whole); from >= 0; ) {
            int end = endOfFrame(content, from);
            if (end < 0) {
                from = nextFrame(content, from);
            } else {
                kept.write(content.array(), from, end - from);
                from = end;
            }
        }
        int lost = content.limit() - kept.size();
        if (kept.size() == whole) {
            LOG.log(
                    WARNING,
                    "The log {0} ended in {1} bytes that were never acknowledged: they are cut off",
                    file,
                    lost);
        } else {
            var damaged = file.resolveSibling(file.getFileName() + ".damaged");
            Files.write(
                    damaged,
                    content.array(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.SYNC,
                    StandardOpenOption.WRITE);
            LOG.log(
                    ERROR,
                    "The log {0} is damaged: {1} bytes of it are lost, though they may have been acknowledged. Look after"
                            + " the disk. The file as it was is kept as {2}",
                    file,
                    lost,
                    damaged);
        }
        var mended = file.resolveSibling(file.getFileName() + ".mended");
        Files.write(
                mended,
                kept.toByteArray(),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(mended, file, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.forceFolder(folder);
    }

    /// Returns where the first whole frame behind one that is not whole begins, or -1 if there is none near. What
    /// the frame says of its length is tried first.
    private static int nextFrame(ByteBuffer content, int broken) {
        if (content.limit() - broken < FRAME_HEADER) {
            return -1;
        }
        long told = (long) broken + FRAME_HEADER + content.getInt(broken);
        if (told > broken && told < content.limit() && endOfFrame(content, (int) told) >= 0) {
            return (int) told;
        }
        int last = Math.min(content.limit() - FRAME_HEADER, broken + SEARCHED);
        for (int from = broken + 1; from <= last; from++) {
            if (endOfFrame(content, from) >= 0) {
                return from;
            }
        }
        return -1;
    }

    /// Returns where the frame ends that begins at `from`, or -1 if no whole frame begins there.
    private static int endOfFrame(ByteBuffer content, int from) {
        int left = content.limit() - from - FRAME_HEADER;
        int length = left < 0 ? 0 : content.getInt(from);
        if (length <= 0 || length > Math.min(left, MAX_FRAME)) {
            return -1;
        }
        var crc = new CRC32C();
        crc.update(content.slice(from + FRAME_HEADER, length));
        return (int) crc.getValue() == content.getInt(from + Integer.BYTES) ? from + FRAME_HEADER + length : -1;
    }

    private FileChannel begin(int number) throws IOException {
        var file = folder.resolve("%08d.log".formatted(number));
        var opened = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        var header = ByteBuffer.allocate(HEADER)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(number)
                .flip();
        try {
            writeAll(opened, header);
            opened.force(true);
            DurableFiles.forceFolder(folder);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        parts.put(number, file);
        return opened;
    }

    /// The number of the first part there is.
    public int firstPart() {
        return parts.firstKey();
    }

    /// The number of the part that grows.
    public int lastPart() {
        return parts.lastKey();
    }

    /// The size of the part that grows.
    public long bytesOfLastPart() {
        return position;
    }

    /// Whether the part that grows has no frames.
    public boolean isLastPartEmpty() {
        return position <= HEADER;
    }

    /// Appends frames with these contents; when this returns, they are on disk. When it throws, none of them
    /// is in the log, or the log takes nothing more until what a failed write left can be cut off.
    public void append(List<byte[]> contents) throws IOException {
        if (broken) {
            takeBack();
        }
        if (broken) {
            throw new IOException("the log " + folder + " cannot be cut back after a failed write");
        }
        if (contents.isEmpty()) {
            return;
        }
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
        write(buffer.flip());
    }

    private void write(ByteBuffer frames) throws IOException {
        int length = frames.remaining();
        boolean forced = false;
        try {
            writeAll(channel, frames);
            channel.force(false);
            forced = true;
            position += length;
        } finally {
            if (!forced) {
                takeBack();
            }
        }
    }

    /// After a failed write the file may hold a piece of it.
    private void takeBack() {
        try {
            channel.truncate(position);
            channel.position(position);
            channel.force(true);
            broken = false;
        } catch (IOException e) {
            broken = true;
            LOG.log(
                    WARNING,
                    "The log " + folder + " takes nothing more until it can be cut back after a failed write",
                    e);
        }
    }

    /// Begins the next part and returns the number of the one before.
    public int roll() throws IOException {
        int last = lastPart();
        var next = begin(last + 1);
        channel.close();
        channel = next;
        position = HEADER;
        return last;
    }

    /// Reads all frames of the parts after `after` up to `upTo`, in their order. Complete parts can be read
    /// while others append.
    ///
    /// @throws IOException if one is not whole
    public void read(int after, int upTo, FrameReader reader) throws IOException {
        read(after, upTo, extent(), reader);
    }

    /// How far the log goes now.
    public Extent extent() {
        return new Extent(lastPart(), position);
    }

    /// Reads all frames of the parts after `after` that were there at a moment since which no part was begun. Others
    /// may append meanwhile.
    ///
    /// @throws IOException if one is not whole
    public void read(int after, Extent extent, FrameReader reader) throws IOException {
        read(after, extent.part(), extent, reader);
    }

    private void read(int after, int upTo, Extent extent, FrameReader reader) throws IOException {
        for (var part : new ArrayList<>(parts.subMap(after + 1, upTo + 1).entrySet())) {
            var file = part.getValue();
            long size = part.getKey() == extent.part() ? extent.bytes() : Files.size(file);
            if (readPart(part.getKey(), file, size, reader) < size) {
                throw new IOException("the log " + file + " is damaged: a frame's checksum does not fit its content");
            }
        }
    }

    /// Reads frames as far as they are whole and `size` goes, and returns up to where that is.
    private static long readPart(int number, Path file, long size, @Nullable FrameReader reader) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            long left = size - HEADER;
            var header = ByteBuffer.wrap(in.readNBytes(HEADER));
            var magic = new byte[MAGIC.length];
            header.get(magic);
            if (!Arrays.equals(magic, MAGIC) || header.getInt() != VERSION || header.getInt() != number) {
                throw new IOException(file + " is no log of this program's version");
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
                if (reader != null) {
                    reader.read(number, ByteBuffer.wrap(content));
                }
                left -= length;
                whole += FRAME_HEADER + length;
            }
            return whole;
        }
    }

    /// Removes the parts up to that one, except for the one that grows.
    public void dropUpTo(int part) throws IOException {
        var done = parts.headMap(Math.min(part + 1, parts.lastKey()));
        for (var file : done.values()) {
            DurableFiles.delete(file);
        }
        done.clear();
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
