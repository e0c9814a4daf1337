package dev.kindred.server.storage;

import static java.lang.System.Logger.Level.WARNING;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/// The files with the rows of datasets, under one folder. A file is written as a draft, forced to disk and
/// renamed. It is data only while the catalog names it. A sweep removes the files that neither the catalog nor a
/// draft in progress names.
///
/// A file's name ends in a random part and the catalog's epoch at its publication, such as
/// `monday-3f1c09ab.1e.parquet`, so a catalog that is older than a file can be recognized.
public final class DatasetFileStore {

    private static final System.Logger LOG = System.getLogger(DatasetFileStore.class.getName());
    private static final String DRAFTS = ".drafts";

    /// Names of AWS's resources contain no dots, so no other file name has this form.
    private static final Pattern EPOCH = Pattern.compile(".*-[0-9a-f]{8}\\.([0-9a-f]{1,15})\\.[a-z]+");

    private final Path root;
    private final String ending;
    private final Path drafts;
    private final LongSupplier epoch;
    private final Set<Path> held = ConcurrentHashMap.newKeySet();

    /// A published file.
    ///
    /// @param file its name in the store
    /// @param crc32c the checksum of the whole file
    public record Published(String file, long bytes, long crc32c) {}

    /// The content of a store.
    ///
    /// @param files the number of files
    /// @param newestEpoch the largest epoch in a file's name, or 0
    /// @param newest the file of that name, or an empty text
    public record Contents(long files, long newestEpoch, String newest) {}

    private DatasetFileStore(Path root, String ending, LongSupplier epoch) {
        this.root = root;
        this.ending = ending;
        this.epoch = epoch;
        this.drafts = root.resolve(DRAFTS);
    }

    /// Opens the store in that folder and removes the drafts of an earlier process.
    public static DatasetFileStore open(Path root) {
        return open(root, ".parquet", () -> 0);
    }

    /// Opens a store of files with an ending.
    ///
    /// @param epoch returns the present epoch of the catalog
    public static DatasetFileStore open(Path root, String ending, LongSupplier epoch) {
        var store = new DatasetFileStore(root, ending, epoch);
        try {
            DurableFiles.deleteTree(store.drafts);
            DurableFiles.createFolders(store.drafts);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the segment store " + root, e);
        }
    }

    /// Opens the store in that folder for reading, without a change.
    public static DatasetFileStore reading(Path root) {
        return new DatasetFileStore(root, ".parquet", () -> 0);
    }

    /// Begins a file. `name` is its folder and name without an ending; a random part makes the name unique.
    public Draft begin(String name) {
        var suffix = UUID.randomUUID().toString().substring(0, 8);
        var draft = drafts.resolve(suffix + "-" + UUID.randomUUID() + ending);
        return new Draft(draft, name + "-" + suffix + "." + Long.toHexString(epoch.getAsLong()) + ending);
    }

    /// Returns the folder of temporary files, which the next start empties.
    public Path drafts() {
        return drafts;
    }

    private Path path(String file) {
        return root.resolve(file);
    }

    /// Returns whether a regular file of that name exists. Its content can be damaged.
    public boolean has(String file) {
        return Files.isRegularFile(path(file));
    }

    /// Returns the path of a file after it was read to its end and its size and checksum were verified. There is no
    /// other way to the content of a published file.
    ///
    /// A change of the file between this call and its use is not found. After the verification the bytes are in the
    /// page cache of the operating system, so a later reader usually gets the verified bytes.
    ///
    /// @param bytes the size at publication
    /// @param crc32c the checksum at publication
    /// @throws DamagedFileException if the file is missing or was changed
    public Path requireWhole(String file, long bytes, long crc32c) throws DamagedFileException {
        var path = path(file);
        try {
            if (!Files.isRegularFile(path)) {
                throw new DamagedFileException(file, "it does not exist");
            }
            long size = Files.size(path);
            if (size != bytes) {
                throw new DamagedFileException(file, "it has %,d bytes instead of %,d".formatted(size, bytes));
            }
            if (checksum(path) != crc32c) {
                throw new DamagedFileException(file, "its checksum is wrong");
            }
            return path;
        } catch (DamagedFileException e) {
            throw e;
        } catch (IOException e) {
            throw new DamagedFileException(file, "it cannot be read (" + e.getMessage() + ")");
        }
    }

    /// Removes a file that is not data any more. If that fails, the sweep of the next start removes it.
    public void delete(String file) {
        try {
            DurableFiles.delete(path(file));
        } catch (IOException e) {
            LOG.log(
                    WARNING,
                    "Segment " + file + " is no data any more and cannot be removed; the next start tries again",
                    e);
        }
    }

    /// Disposes of every published file that is neither in `known` nor in the course of a commit, and returns
    /// their number.
    public int sweep(Set<String> known, Disposal disposal) {
        var keep = new HashSet<Path>(held);
        known.forEach(file -> keep.add(path(file)));
        try {
            var strays = publishedIn(root).stream()
                    .filter(file -> !keep.contains(file))
                    .toList();
            for (var stray : strays) {
                disposal.dispose(stray);
            }
            DurableFiles.deleteEmptyFolders(root, drafts);
            return strays.size();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot sweep the segment store " + root, e);
        }
    }

    /// Returns the content of the store in that folder, which need not exist.
    public static Contents contentsOf(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return new Contents(0, 0, "");
        }
        var files = publishedIn(root);
        long newestEpoch = 0;
        var newest = "";
        for (var file : files) {
            var name = EPOCH.matcher(String.valueOf(file.getFileName()));
            long published = name.matches() ? Long.parseLong(name.group(1), 16) : 0;
            if (published > newestEpoch) {
                newestEpoch = published;
                newest = file.toString();
            }
        }
        return new Contents(files.size(), newestEpoch, newest);
    }

    private static List<Path> publishedIn(Path root) throws IOException {
        var drafts = root.resolve(DRAFTS);
        try (var files = Files.walk(root)) {
            return files.filter(file -> !file.startsWith(drafts))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    private static long checksum(Path file) throws IOException {
        var crc = new CRC32C();
        try (var in = new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), crc)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return crc.getValue();
    }

    /// A file in progress. Its closing removes what was not published.
    public final class Draft implements AutoCloseable {

        private final Path draft;
        private final String file;

        private Draft(Path draft, String file) {
            this.draft = draft;
            this.file = file;
        }

        /// Opens the draft for writing, from its start.
        public OutputStream open() throws IOException {
            return new BufferedOutputStream(
                    Files.newOutputStream(draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING),
                    1 << 18);
        }

        /// Returns the path of the draft, for a writer that needs a path.
        public Path path() {
            return draft;
        }

        /// Forces the draft to disk and moves it to its place. No sweep removes it until [#release()].
        public Published publish() throws IOException {
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            var published = new Published(file, Files.size(draft), checksum(draft));
            held.add(DatasetFileStore.this.path(file));
            DurableFiles.publish(draft, DatasetFileStore.this.path(file));
            return published;
        }

        /// Ends the protection from sweeps: the catalog's commit has succeeded or failed.
        public void release() {
            held.remove(DatasetFileStore.this.path(file));
        }

        @Override
        public void close() {
            release();
            try {
                Files.deleteIfExists(draft);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot remove draft " + draft, e);
            }
        }
    }
}
