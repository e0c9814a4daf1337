package dev.kindred.server.storage;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/// A log of frames, append-only, in parts: files `00000001.log`, `00000002.log`, … of one folder. Only the last
/// part grows. Parts are dropped from the front when their content is stored elsewhere. [LogFrames] specifies the
/// format of a part.
///
/// An open reads the last part and repairs it where a frame is not whole ([LogRepair]). A crash during an append
/// leaves such a frame, and no caller was told that it was written. Each earlier part is complete and must be
/// whole.
///
/// Not safe for concurrent use, except that complete parts, and the growing part up to an [Extent], may be read
/// during every call but [#roll] and [#dropUpTo].
public final class PartedLog implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(PartedLog.class.getName());
    private static final Pattern PART = Pattern.compile("(\\d{8})\\.log");

    private final Path folder;
    private final ConcurrentNavigableMap<Integer, Path> parts;
    private FileChannel channel;
    private long position;
    private boolean broken;

    /// Receives the content of a frame.
    @FunctionalInterface
    public interface FrameReader {
        void read(int part, ByteBuffer content);
    }

    /// The length of the log at one time.
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

    /// Opens the log in a folder, or creates it.
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
        if (file == null || Files.size(file) < LogFrames.HEADER) { // its creation was interrupted, so it has no frames
            return begin(number);
        }
        long whole = LogFrames.read(number, file, Files.size(file), (_, _) -> {});
        if (whole < Files.size(file)) {
            LogRepair.repair(file, Math.toIntExact(whole));
        }
        var opened = FileChannel.open(file, StandardOpenOption.WRITE);
        opened.position(opened.size());
        return opened;
    }

    private FileChannel begin(int number) throws IOException {
        var file = folder.resolve("%08d.log".formatted(number));
        var opened = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            writeAll(opened, LogFrames.header(number));
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

    /// Returns whether the part that grows has no frames.
    public boolean isLastPartEmpty() {
        return position <= LogFrames.HEADER;
    }

    /// Appends frames with these contents. When this method returns, they are on disk. When it throws, either
    /// none of them is in the log, or the log refuses appends until it can truncate the remains of the failed
    /// write.
    public void append(List<byte[]> contents) throws IOException {
        if (broken) {
            takeBack();
        }
        if (broken) {
            throw new IOException("the log " + folder + " cannot be truncated after a failed write");
        }
        if (contents.isEmpty()) {
            return;
        }
        write(LogFrames.encode(contents));
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

    /// Truncates the remains of a failed write.
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
                    "The log " + folder + " refuses appends until it can be truncated after a failed write",
                    e);
        }
    }

    /// Starts the next part and returns the number of the previous one.
    public int roll() throws IOException {
        int last = lastPart();
        var next = begin(last + 1);
        channel.close();
        channel = next;
        position = LogFrames.HEADER;
        return last;
    }

    /// Reads all frames of the parts after `after` up to `upTo`, in their order. Complete parts can be read
    /// while others append.
    ///
    /// @throws IOException if one is not whole
    public void read(int after, int upTo, FrameReader reader) throws IOException {
        read(after, upTo, extent(), reader);
    }

    /// Returns the present length of the log.
    public Extent extent() {
        return new Extent(lastPart(), position);
    }

    /// Reads all frames of the parts after `after` up to an extent since which no part was begun. Other threads
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
            if (LogFrames.read(part.getKey(), file, size, reader) < size) {
                throw new IOException("the log " + file + " is damaged: a frame's checksum does not fit its content");
            }
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
