package dev.kindred.server.backup;

import dev.kindred.server.catalog.CatalogIdentity;
import dev.kindred.server.catalog.CatalogReading;
import dev.kindred.server.storage.BackupTarget;
import dev.kindred.server.storage.FileDigest;
import dev.kindred.server.storage.HeldFiles;
import dev.kindred.server.storage.HeldFiles.Held;
import dev.kindred.server.storage.StoredObjectCheck;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A backup of a data directory, which a server may use meanwhile.
///
/// 1. The logs of streamed records are copied, each after its file of lengths.
/// 2. The catalog is copied at one commit, and the files that it names are held by hard links. If the server deleted
/// one in
///    between, the step is repeated.
/// 3. The objects of the embedded S3 are held, each with the record that fits it; then the text vectors.
/// 4. The contents that the target does not have are stored, and the manifest last.
///
/// So the backup has the resources and imported rows of one commit, and every record whose request was answered before
/// the
/// backup began: records that the server moved from a log to a dataset file between steps 1 and 2 are in that file.
/// Objects are those of a time during the backup, each whole. Training snapshots, unfinished drafts and the quarantine
/// are
/// left out.
public final class Backup {

    /// The attempts to read a file that changes while it is copied. Taste.
    private static final int ATTEMPTS = 20;

    private final Layout layout;
    private final BackupTarget target;
    private final InstantSource clock;
    private final Milestones milestones;
    private final List<String> warnings = new ArrayList<>();
    private final List<Held> files = new ArrayList<>();
    private final Map<String, Long> checksums = new HashMap<>();

    /// Observes the steps.
    @FunctionalInterface
    public interface Milestones {

        /// Ignores the steps.
        Milestones UNWATCHED = _ -> {};

        void passed(String step);
    }

    /// What was stored.
    ///
    /// @param newFiles how many of them the target did not have
    /// @param warnings a sentence for each file that is missing or damaged in the data directory
    public record Result(String id, int files, long bytes, int newFiles, long newBytes, List<String> warnings) {}

    public Backup(Layout layout, BackupTarget target, InstantSource clock, Milestones milestones) {
        this.layout = layout;
        this.target = target;
        this.clock = clock;
        this.milestones = milestones;
    }

    /// Makes the backup.
    ///
    /// @throws IOException if the data directory cannot be read, or the target cannot be written
    public Result run() throws IOException {
        try (var held = HeldFiles.of(layout.root())) {
            holdLogs(held);
            milestones.passed("logs");
            var identity = holdCatalog(held);
            milestones.passed("catalog");
            var known = known();
            holdObjects(held, known);
            for (var file : HeldFiles.filesBelow(layout.root(), layout.texts(), name -> !name.contains("/.scratch/"))) {
                held.hold(file).ifPresent(files::add);
            }
            milestones.passed("objects");
            return store(held, identity, known);
        }
    }

    private void holdLogs(HeldFiles held) throws IOException {
        for (var ending : List.of(".extents", ".log")) {
            for (var file : HeldFiles.filesBelow(layout.root(), layout.streams(), name -> name.endsWith(ending))) {
                held.copy(file).ifPresent(files::add);
            }
        }
    }

    private CatalogIdentity holdCatalog(HeldFiles held) throws IOException {
        Set<String> missingBefore = Set.of();
        for (int attempt = 1; ; attempt++) {
            var copy = held.next();
            try (var live = CatalogReading.open(layout.catalogFile())) {
                live.copyTo(copy);
            }
            try (var catalog = CatalogReading.open(copy)) {
                var named = new ArrayList<Held>();
                var missing = hold(held, catalog, named);
                if (missing.isEmpty() || missing.equals(missingBefore) || attempt == ATTEMPTS) {
                    missing.forEach(file -> warnings.add(file + " is named by the catalog and does not exist"));
                    files.addAll(named);
                    files.add(held.held(layout.catalog(), copy));
                    return catalog.identity()
                            .orElseThrow(() -> new IOException(
                                    "the catalog has no identity: start a server of this version on it once"));
                }
                missingBefore = missing;
            }
        }
    }

    private Set<String> hold(HeldFiles held, CatalogReading catalog, List<Held> named) throws IOException {
        var missing = new HashSet<String>();
        var folders = Map.of(layout.datasetFiles(), catalog.datasetFiles(), layout.models(), catalog.models());
        for (var folder : folders.entrySet()) {
            for (var file : folder.getValue()) {
                var name = folder.getKey() + "/" + file.file();
                checksums.put(name, file.crc32c());
                held.hold(name).ifPresentOrElse(named::add, () -> missing.add(name));
            }
        }
        return missing;
    }

    private Map<String, Manifest.Entry> known() throws IOException {
        var known = new HashMap<String, Manifest.Entry>();
        Manifest.newest(target).ifPresent(manifest -> manifest.files().forEach(file -> known.put(file.path(), file)));
        return known;
    }

    private void holdObjects(HeldFiles held, Map<String, Manifest.Entry> known) throws IOException {
        var handled = new HashSet<StoredObject>();
        for (var file : HeldFiles.filesBelow(layout.root(), layout.objects(), name -> !name.contains("/staging/"))) {
            var object = StoredObject.find(layout, file);
            if (object.isEmpty()) {
                held.hold(file).ifPresent(files::add);
            } else if (handled.add(object.get())) {
                holdObject(held, object.get(), known);
            }
        }
    }

    /// An object can be replaced at any time, first its data, then its record.
    private void holdObject(HeldFiles held, StoredObject object, Map<String, Manifest.Entry> known) throws IOException {
        for (int attempt = 1; ; attempt++) {
            var heldRecord = held.hold(object.record());
            var heldData = held.hold(object.data());
            var damage = heldRecord.isPresent() && heldData.isPresent()
                    ? findDamage(heldRecord.get(), heldData.get(), known)
                    : Optional.of("its record or its data do not exist");
            if (damage.isEmpty() || attempt == ATTEMPTS) {
                heldRecord.ifPresent(files::add);
                heldData.ifPresent(files::add);
                boolean isGone = heldRecord.isEmpty() && heldData.isEmpty();
                if (damage.isPresent() && !isGone) {
                    warnings.add("the object " + object.data() + " is damaged: " + damage.get());
                }
                return;
            }
        }
    }

    private static Optional<String> findDamage(Held record, Held data, Map<String, Manifest.Entry> known)
            throws IOException {
        return find(record, known) != null && find(data, known) != null
                ? Optional.empty()
                : StoredObjectCheck.findDamage(record.path(), data.path());
    }

    /// Returns the entry of the same file in the previous backup, if the file has its size and time of change still.
    private static Manifest.@Nullable Entry find(Held file, Map<String, Manifest.Entry> known) {
        var entry = known.get(file.name());
        return entry != null && entry.bytes() == file.bytes() && entry.modified() == file.modified() ? entry : null;
    }

    private Result store(HeldFiles held, CatalogIdentity identity, Map<String, Manifest.Entry> known)
            throws IOException {
        var entries = new ArrayList<Manifest.Entry>();
        long newBytes = 0;
        int newFiles = 0;
        for (var file : files) {
            var entry = find(file, known);
            if (entry == null) {
                var digest = FileDigest.of(file.path());
                requireUnchanged(file, digest);
                entry = new Manifest.Entry(file.name(), digest.bytes(), file.modified(), digest.sha256());
                if (!target.has(entry.blob())) {
                    target.put(entry.blob(), file.path());
                    newFiles++;
                    newBytes += digest.bytes();
                    milestones.passed("file");
                }
            }
            entries.add(entry);
        }
        var manifest = new Manifest(Manifest.VERSION, clock.instant(), identity.id(), identity.epoch(), entries);
        milestones.passed("files");
        target.put(Manifest.nameOf(manifest.id()), held.write(manifest.toBytes()));
        milestones.passed("manifest");
        long bytes = entries.stream().mapToLong(Manifest.Entry::bytes).sum();
        return new Result(manifest.id(), entries.size(), bytes, newFiles, newBytes, List.copyOf(warnings));
    }

    private void requireUnchanged(Held file, FileDigest digest) {
        var expected = checksums.get(file.name());
        if (expected != null && expected != digest.crc32c()) {
            warnings.add(file.name() + " is damaged: its checksum is not that of the catalog");
        }
    }
}
