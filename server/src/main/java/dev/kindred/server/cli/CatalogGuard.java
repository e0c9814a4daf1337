package dev.kindred.server.cli;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.catalog.CatalogException;
import dev.kindred.server.catalog.CatalogIdentity;
import dev.kindred.server.catalog.CatalogState;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.storage.Disposal;
import dev.kindred.server.storage.IdentityFile;
import dev.kindred.server.storage.IdentityFile.Identity;
import dev.kindred.server.storage.PartedLog;
import dev.kindred.server.storage.Quarantine;
import dev.kindred.server.storage.RestoredFolder;
import dev.kindred.server.stream.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Opens the catalog of a data directory after checking that it belongs to the other files there.
///
/// The file `identity` next to the catalog holds the directory's id and the epoch of the last acknowledged
/// commit. It is written after each commit and before the commit is acknowledged. It is forced to disk if the
/// commit changed the set of data files. So after a crash the catalog is at least as new as the file. A catalog
/// that is older has lost commits; a server that relied on it would delete the files that those commits
/// reference. In this case the start is refused, and every file is left unchanged.
///
/// A directory with a catalog and without `identity` is from an earlier version, is a copy, or its operator
/// accepts the catalog as it is. It gets a new id, and files that its catalog does not reference are moved to a
/// quarantine.
final class CatalogGuard implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CatalogGuard.class.getName());

    private final DataDirectory directory;
    private final Catalog catalog;
    private final Recorder recorder;
    private final boolean isAdopted;

    private CatalogGuard(DataDirectory directory, Catalog catalog, Recorder recorder, boolean isAdopted) {
        this.directory = directory;
        this.catalog = catalog;
        this.recorder = recorder;
        this.isAdopted = isAdopted;
    }

    /// Opens the catalog, and creates it if the directory is empty.
    ///
    /// @throws UsageException if it is missing, unreadable, of another directory, or older than the files next
    /// to it
    static CatalogGuard open(DataDirectory directory) {
        try {
            return opened(directory, requireStartable(directory));
        } catch (IOException e) {
            throw new UsageException("The server cannot start: the data directory %s cannot be read (%s)."
                    .formatted(directory.root(), e.getMessage()));
        } catch (CatalogException e) {
            throw new UsageException("The server cannot start: %s (%s).".formatted(e.getMessage(), reasonOf(e)));
        }
    }

    /// Returns the identity of the directory and its catalog, or nothing if the directory has none yet. No file is
    /// changed.
    ///
    /// @throws UsageException if a server must not start on the directory
    static Optional<CatalogIdentity> requireStartable(DataDirectory directory) {
        if (RestoredFolder.isUnfinished(directory.root())) {
            throw refused(
                    "a restore to %s did not finish. Run kindred restore again, which starts from the beginning; or delete the folder."
                            .formatted(directory.root()));
        }
        try {
            var known = identityIn(directory);
            var files = filesIn(directory);
            var found = known.isPresent() || files.any() || Files.exists(directory.catalog())
                    ? require(directory, known, files)
                    : Optional.<CatalogIdentity>empty();
            return known.isPresent() ? found : Optional.empty();
        } catch (IOException e) {
            throw new UsageException("The server cannot start: the data directory %s cannot be read (%s)."
                    .formatted(directory.root(), e.getMessage()));
        }
    }

    /// A summary of the other files of the directory.
    ///
    /// @param data the number of dataset files, models and logs
    /// @param newestEpoch the largest epoch in the name of a file
    /// @param newest the name of that file
    private record OtherFiles(long data, long newestEpoch, String newest) {
        boolean any() {
            return data > 0;
        }
    }

    private static OtherFiles filesIn(DataDirectory directory) throws IOException {
        var rows = DatasetFileStore.contentsOf(directory.datasetFiles());
        var models = DatasetFileStore.contentsOf(directory.models());
        var logs = PartedLog.foldersBelow(directory.streams()).size();
        var newest = rows.newestEpoch() > models.newestEpoch() ? rows : models;
        return new OtherFiles(rows.files() + models.files() + logs, newest.newestEpoch(), newest.newest());
    }

    private static Optional<Identity> identityIn(DataDirectory directory) {
        try {
            return IdentityFile.read(directory.identity());
        } catch (IOException e) {
            throw new UsageException(
                    "The server cannot start: %s is damaged, so it is unknown whether the catalog is complete. Nothing was changed. Restore the file from a backup%s"
                            .formatted(directory.identity(), orAccept(directory)));
        }
    }

    /// Returns the identity in the catalog, or empty if the catalog is new or from a version without identities.
    private static Optional<CatalogIdentity> require(
            DataDirectory directory, Optional<Identity> known, OtherFiles files) throws IOException {
        var file = directory.catalog();
        if (!Files.exists(file) || Files.size(file) == 0) {
            boolean isLoss = known.isPresent() || files.any();
            if (isLoss) {
                throw missing(directory, Files.exists(file) ? "is empty" : "is missing", files);
            }
            return Optional.empty(); // its creation was interrupted
        }
        return switch (Catalog.inspect(file)) {
            case CatalogState.Empty _
            when known.isPresent() || files.any() -> throw missing(directory, "holds nothing", files);
            case CatalogState.Empty _ -> Optional.empty();
            case CatalogState.Inaccessible(var reason) ->
                throw refused(
                        "the catalog %s cannot be read (%s). Nothing was changed. Free space on the disk, correct the rights on the file, or correct the disk; then start again."
                                .formatted(file, reason));
            case CatalogState.Damaged(var reason) ->
                throw refused(
                        "the catalog %s is damaged or not a database (%s). Nothing was changed. Restore %s from a backup."
                                .formatted(file, reason, "it and its -wal file together"));
            case CatalogState.Foreign _ ->
                throw refused(
                        "%s is the database of another program. Nothing was changed. Put the catalog back in its place, or choose another data directory with --data-dir."
                                .formatted(file));
            case CatalogState.Unclaimed _
            when known.isPresent() ->
                throw refused(
                        "the catalog %s is older than the other files of the data directory: it is from a version without identities. Nothing was changed. Restore the newest catalog%s"
                                .formatted(file, orAccept(directory)));
            case CatalogState.Unclaimed _ -> Optional.empty();
            case CatalogState.Claimed(var identity) -> {
                known.ifPresent(expected -> requireSame(directory, expected, identity, files));
                yield Optional.of(identity);
            }
        };
    }

    private static void requireSame(
            DataDirectory directory, Identity expected, CatalogIdentity found, OtherFiles files) {
        var file = directory.catalog();
        if (!expected.id().equals(found.id())) {
            throw refused(
                    "the catalog %s belongs to another data directory. Nothing was changed. Put this directory's catalog back%s"
                            .formatted(file, orAccept(directory)));
        }
        if (found.epoch() < expected.epoch()) {
            throw refused(
                    "the catalog %s has lost commits: it ends at commit %d, and commit %d was acknowledged. That happens when %s-wal is deleted, cut or damaged, or when an older copy is put in place. Nothing was changed. Restore the newest catalog with its -wal file%s"
                            .formatted(file, found.epoch(), expected.epoch(), file.getFileName(), orAccept(directory)));
        }
        if (found.epoch() < files.newestEpoch()) {
            throw refused(
                    "the catalog %s is older than the file %s: it ends at commit %d, and the file was written after commit %d. Nothing was changed. Restore the newest catalog with its -wal file%s"
                            .formatted(file, files.newest(), found.epoch(), files.newestEpoch(), orAccept(directory)));
        }
    }

    private static String orAccept(DataDirectory directory) {
        return "; or, to accept this catalog as it is, delete %s: files that the catalog does not name are then moved to %s."
                .formatted(directory.identity(), directory.quarantine());
    }

    private static UsageException missing(DataDirectory directory, String what, OtherFiles files) {
        return refused(
                "the catalog %s %s, and the data directory holds %d data files, models and logs that only it can name. Nothing was changed. Restore the catalog from a backup; or, to start without this data, choose another data directory with --data-dir."
                        .formatted(directory.catalog(), what, files.data()));
    }

    private static UsageException refused(String reason) {
        return new UsageException("The server cannot start: " + reason);
    }

    private static @Nullable String reasonOf(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    private static CatalogGuard opened(DataDirectory directory, Optional<CatalogIdentity> trusted) throws IOException {
        var recorder = new Recorder();
        var catalog = Catalog.open(directory.catalog(), recorder::record);
        try {
            if (trusted.isPresent()) {
                recorder.file =
                        IdentityFile.open(directory.identity(), trusted.get().id());
                recorder.record(catalog.revision(), true);
            }
            return new CatalogGuard(directory, catalog, recorder, trusted.isEmpty());
        } catch (IOException | RuntimeException e) {
            catalog.close();
            throw e;
        }
    }

    Catalog catalog() {
        return catalog;
    }

    /// Deletes the files that the catalog does not reference. If a newer commit might reference them, because
    /// the catalog was just adopted or references missing files, they are moved to the quarantine instead.
    ///
    /// If the directory has no identity, it is written last, so that the next start after a crash does the same.
    /// If nothing newer can be missing, the quarantine's old content is deleted.
    ///
    /// @param kept the time for which the quarantine keeps its content
    void sweep(DatasetFileStore datasetFiles, DatasetFileStore models, Streams streams, Instant now, Duration kept) {
        var rows = new HashSet<>(catalog.read(view -> view.datasetFiles().names()));
        var trained = new HashSet<>(catalog.read(view -> view.models().files()));
        boolean isCertain = !isAdopted && areThere(datasetFiles, rows) && areThere(models, trained);
        var quarantine = new Quarantine(directory.root(), directory.quarantine(), now);
        var disposal = isCertain ? Disposal.DELETION : quarantine;
        datasetFiles.sweep(rows, disposal);
        models.sweep(trained, disposal);
        streams.sweep(disposal);
        if (isCertain) {
            expire(quarantine, kept);
        }
        if (quarantine.count() > 0) {
            LOG.log(
                    WARNING,
                    "{0} files or logs that the catalog does not name were moved to {1}: {2}. They are deleted after {3} days",
                    quarantine.count(),
                    directory.quarantine(),
                    isAdopted
                            ? "the data directory had no identity, so the catalog may be older than they are"
                            : "the catalog names files that are missing",
                    kept.toDays());
        }
        if (isAdopted) {
            claim();
        }
    }

    private static void expire(Quarantine quarantine, Duration kept) {
        try {
            int days = quarantine.expire(kept);
            if (days > 0) {
                LOG.log(INFO, "The quarantine of {0} days is deleted", days);
            }
        } catch (IOException e) {
            LOG.log(WARNING, "The old content of the quarantine cannot be deleted", e);
        }
    }

    private void claim() {
        var claimed = catalog.write(transaction -> transaction.identity().claim(UUID.randomUUID()));
        try {
            recorder.file = IdentityFile.create(directory.identity(), new Identity(claimed.id(), catalog.revision()));
        } catch (IOException e) {
            throw new UsageException("The server cannot start: %s cannot be written (%s)."
                    .formatted(directory.identity(), e.getMessage()));
        }
    }

    private static boolean areThere(DatasetFileStore store, Set<String> files) {
        List<String> missing = files.stream().filter(file -> !store.has(file)).toList();
        if (!missing.isEmpty()) {
            LOG.log(
                    WARNING,
                    "{0} files that the catalog names are missing, such as {1}",
                    missing.size(),
                    missing.getFirst());
        }
        return missing.isEmpty();
    }

    @Override
    public void close() throws IOException {
        catalog.close();
        recorder.close();
    }

    /// Records epochs once the identity file is open.
    private static final class Recorder implements AutoCloseable {

        private volatile @Nullable IdentityFile file;

        void record(long epoch, boolean filesChanged) {
            var open = file;
            if (open != null) {
                open.record(epoch, filesChanged);
            }
        }

        @Override
        public void close() throws IOException {
            var open = file;
            if (open != null) {
                open.close();
            }
        }
    }
}
