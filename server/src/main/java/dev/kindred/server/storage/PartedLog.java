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
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A log of frames, append-only, in parts: files `00000001.log`, `00000002.log`, … of one folder. Only the last
/// part grows. Parts are dropped from the front when their content is stored elsewhere. [LogFrames] specifies the
/// format of a part.
///
/// An open reads all parts and repairs those in which a frame is not whole ([LogRepair]). A crash during an append
/// leaves such a frame at the end, and no caller was told that it was written. A comparison with the acknowledged
/// lengths ([LogExtents]) finds lost frames.
///
/// Not safe for concurrent use, except that complete parts, and the growing part up to an [Extent], may be read
/// during every call but [#roll] and [#dropUpTo].
public final class PartedLog implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(PartedLog.class.getName());
    private static final Pattern PART = Pattern.compile("(\\d{8})\\.log");

    private final Path folder;
    private final ConcurrentNavigableMap<Integer, Path> parts;
    private final LogExtents extents;
    private @Nullable FileChannel channel;
    private long position;
    private long frames;
    private long lostFrames;
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

    private PartedLog(Path folder, ConcurrentNavigableMap<Integer, Path> parts, LogExtents extents) {
        this.folder = folder;
        this.parts = parts;
        this.extents = extents;
    }

    /// Opens the log in a folder, or creates it.
    ///
    /// @param stored the last part whose content is stored elsewhere, 0 if there is none
    public static PartedLog open(Path folder, int stored) throws IOException {
        DurableFiles.createFolders(folder);
        var extents = LogExtents.open(extentsOf(folder));
        var log = new PartedLog(folder, partsIn(folder), extents);
        try {
            log.recover(stored);
            return log;
        } catch (IOException | RuntimeException e) {
            extents.close();
            throw e;
        }
    }

    private static ConcurrentNavigableMap<Integer, Path> partsIn(Path folder) throws IOException {
        var parts = new ConcurrentSkipListMap<Integer, Path>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    var name = PART.matcher(String.valueOf(file.getFileName()));
                    if (name.matches()) {
                        parts.put(Integer.valueOf(name.group(1)), file);
                    }
                }
            }
        }
        return parts;
    }

    /// Returns the file beside the folder, which a loss of the folder leaves.
    private static Path extentsOf(Path folder) {
        return folder.resolveSibling(folder.getFileName() + ".extents");
    }

    private static Path partIn(Path folder, int number) {
        return folder.resolve("%08d.log".formatted(number));
    }

    /// Returns whether the log in a folder has, or should have, frames.
    public static boolean hasFrames(Path folder) throws IOException {
        for (var extent : LogExtents.partsIn(extentsOf(folder)).values()) {
            if (extent.frames() > 0) {
                return true;
            }
        }
        for (var part : partsIn(folder).values()) {
            if (Files.size(part) != LogFrames.HEADER) {
                return true;
            }
        }
        return false;
    }

    /// Returns the damage of the log in a folder, as sentences, without a change.
    ///
    /// @param stored the last part whose content is stored elsewhere
    public static List<String> findDamage(Path folder, int stored) throws IOException {
        var acknowledged = LogExtents.partsIn(extentsOf(folder));
        var parts = partsIn(folder);
        var numbers = new TreeSet<>(parts.keySet());
        numbers.addAll(acknowledged.keySet());
        var damage = new ArrayList<String>();
        for (int number : numbers.tailSet(stored, false)) {
            var known = acknowledged.getOrDefault(number, LogExtents.Extent.NONE);
            long found = LogRecovery.framesIn(number, partIn(folder, number));
            if (found < known.frames()) {
                damage.add(
                        "part %d has %d whole frames of %d acknowledged ones".formatted(number, found, known.frames()));
            }
        }
        return damage;
    }

    /// Makes every part readable and opens the last one. Drops the parts whose content is stored elsewhere.
    private void recover(int stored) throws IOException {
        var acknowledged = extents.parts();
        var numbers = new TreeSet<>(parts.keySet());
        numbers.addAll(acknowledged.keySet());
        for (int number : numbers.tailSet(stored, false)) {
            var file = partIn(folder, number);
            var known = acknowledged.getOrDefault(number, LogExtents.Extent.NONE);
            var recovered = LogRecovery.recover(number, file, known);
            lostFrames += recovered.lostFrames();
            if (recovered.extent().bytes() > 0) {
                parts.put(number, file);
                extents.set(number, recovered.extent(), false);
                frames = recovered.extent().frames();
            } else {
                parts.remove(number);
                extents.remove(number);
            }
        }
        int last = numbers.isEmpty() ? 0 : numbers.last();
        if (last <= stored || !parts.containsKey(last)) {
            openPart(Math.max(last, stored + 1));
        } else {
            DurableFiles.forceFolder(folder); // the force that followed its creation may have failed
            channel = FileChannel.open(partIn(folder, last), StandardOpenOption.WRITE);
            position = channel.size();
            channel.position(position);
        }
        dropUpTo(stored);
    }

    private void openPart(int number) throws IOException {
        channel = begin(number);
        position = LogFrames.HEADER;
        frames = 0;
        extents.set(number, new LogExtents.Extent(position, frames), true);
    }

    /// Disposes of the logs below `root` whose folder is not in `keep`, and returns their number.
    public static int sweep(Path root, Set<Path> keep, Disposal disposal) throws IOException {
        var strays =
                foldersBelow(root).stream().filter(log -> !keep.contains(log)).toList();
        for (var stray : strays) {
            disposal.dispose(stray);
        }
        var extents = keep.stream().map(PartedLog::extentsOf).collect(Collectors.toSet());
        for (var file : extentsBelow(root)) {
            if (!extents.contains(file)) {
                disposal.dispose(file);
            }
        }
        if (Files.isDirectory(root)) {
            DurableFiles.deleteEmptyFolders(root, root);
        }
        return strays.size();
    }

    private static List<Path> extentsBelow(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".extents")).toList();
        }
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

    /// Removes a closed log and its folder.
    public static void delete(Path folder) throws IOException {
        DurableFiles.deleteTree(folder);
        DurableFiles.delete(extentsOf(folder));
    }

    private FileChannel begin(int number) throws IOException {
        var file = partIn(folder, number);
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

    /// Returns the number of acknowledged frames that the last open found lost. 1 can stand for several.
    public long lostFrames() {
        return lostFrames;
    }

    /// Returns the number of the first part.
    public int firstPart() {
        return parts.firstKey();
    }

    /// Returns the number of the growing part.
    public int lastPart() {
        return parts.lastKey();
    }

    /// Returns the size of the growing part.
    public long bytesOfLastPart() {
        return position;
    }

    /// Returns whether the growing part has no frames.
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
        frames += contents.size();
        extents.set(lastPart(), new LogExtents.Extent(position, frames), false);
    }

    private void write(ByteBuffer frames) throws IOException {
        int length = frames.remaining();
        boolean forced = false;
        try {
            writeAll(channel(), frames);
            channel().force(false);
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
            channel().truncate(position);
            channel().position(position);
            channel().force(true);
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
        var complete = channel();
        openPart(last + 1);
        complete.close();
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

    /// Removes the parts up to that one, except for the growing one.
    public void dropUpTo(int part) throws IOException {
        var done = parts.headMap(Math.min(part + 1, parts.lastKey()));
        for (var file : done.values()) {
            DurableFiles.delete(file);
        }
        done.clear();
        extents.removeUpTo(Math.min(part, lastPart() - 1));
    }

    private FileChannel channel() {
        return Objects.requireNonNull(channel);
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel().close();
        extents.close();
    }
}
