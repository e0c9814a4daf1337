package dev.kindred.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/// The folder where objects are written before their publication, and where a start completes or removes what a
/// crash left.
///
/// A publication takes two renames, the data's and then the sidecar's, so before them a *note* with the whole
/// sidecar is written and forced here. A note without its data file means that the data was published and the
/// sidecar perhaps not: the publication is completed. A note with its data file means that nothing was
/// published: both are removed.
final class StagingArea {

    private static final System.Logger LOG = System.getLogger(StagingArea.class.getName());

    /// The bytes written at once. Taste.
    private static final int BUFFER = 128 * 1024;

    private final Path folder;

    StagingArea(Path folder) throws IOException {
        this.folder = folder;
        DurableFiles.createFolders(folder);
    }

    /// Puts the sidecar of a published object into its place; does nothing if the bucket is gone.
    interface Finisher {
        void finish(Sidecar sidecar, Path note) throws IOException;
    }

    /// Completes or removes what the last run left. It is called before the first object is staged.
    void recover(Finisher finisher) throws IOException {
        for (Path note : files(".note")) {
            String id = note.getFileName().toString().replace(".note", "");
            if (!Files.exists(data(id))) {
                LOG.log(System.Logger.Level.INFO, "Finishing an object whose publication was interrupted");
                finish(note, finisher);
            }
        }
        for (Path left : files("")) {
            DurableFiles.deleteTree(left);
        }
    }

    private static void finish(Path note, Finisher finisher) throws IOException {
        try {
            finisher.finish(JsonFile.read(note, Sidecar.class), note);
        } catch (DamagedRecordException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The record of an object that was written when the server ended is lost: {0}",
                    e.getMessage());
        }
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    /// Writes `content` to its end, forces it to disk and computes `algorithms`.
    StagedObject stage(InputStream content, Set<ChecksumAlgorithm> algorithms) throws IOException {
        String id = newId();
        var digests = new Digests(algorithms);
        long size = 0;
        try (var channel = FileChannel.open(data(id), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var buffer = new byte[BUFFER];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digests.update(buffer, 0, read);
                write(channel, ByteBuffer.wrap(buffer, 0, read));
                size += read;
            }
            channel.force(true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(data(id));
            throw e;
        }
        return new StagedObject(this, id, size, digests.finish());
    }

    private static void write(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /// Writes the note that makes the publication of `staged` recoverable.
    void announce(StagedObject staged, Sidecar sidecar) throws IOException {
        DurableFiles.write(staged.note(), sidecar.toBytes());
        force();
    }

    /// Makes the names in the folder durable, and so the removal of each earlier note.
    void force() throws IOException {
        DurableFiles.forceFolder(folder);
    }

    /// Moves a folder here, so that it is invisible at once and can be deleted later.
    Path retire(Path retired) throws IOException {
        Path grave = folder.resolve(newId() + ".retired");
        Files.move(retired, grave);
        DurableFiles.forceFolder(folder);
        return grave;
    }

    void discard(StagedObject staged) {
        try {
            // A note without data would mean a published object, so the note is deleted first.
            if (Files.exists(staged.data())) {
                Files.deleteIfExists(staged.note());
                Files.deleteIfExists(staged.data());
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "A staged object stays until the next start: " + staged.data(), e);
        }
    }

    Path data(String id) {
        return folder.resolve(id + ".data");
    }

    Path note(String id) {
        return folder.resolve(id + ".note");
    }

    static String newId() {
        var random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
