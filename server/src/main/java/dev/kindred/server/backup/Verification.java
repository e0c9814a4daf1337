package dev.kindred.server.backup;

import dev.kindred.server.catalog.CatalogException;
import dev.kindred.server.catalog.CatalogReading;
import dev.kindred.server.catalog.CatalogReading.NamedFile;
import dev.kindred.server.storage.BackupTarget;
import dev.kindred.server.storage.DamagedFileException;
import dev.kindred.server.storage.DatasetFileStore;
import dev.kindred.server.storage.FileDigest;
import dev.kindred.server.storage.HeldFiles;
import dev.kindred.server.storage.PartedLog;
import dev.kindred.server.storage.StoredObjectCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Verifies every checksum of a data directory and every reference between its files, in both directions, without a
/// change.
/// A server can use the directory meanwhile: a finding is reported only if it is found again with a newer catalog.
public final class Verification {

    private final List<Finding> findings = new ArrayList<>();
    private int files;
    private long bytes;

    /// The kinds of findings.
    public enum Kind {
        DAMAGED,
        MISSING,
        UNREFERENCED
    }

    /// A finding about a file.
    public record Finding(Kind kind, String file, String problem) {}

    /// The result.
    ///
    /// @param files how many files were verified
    public record Report(int files, long bytes, List<Finding> findings) {

        /// Returns whether everything that the catalog names is there and whole.
        public boolean isWhole() {
            return findings.stream().allMatch(finding -> finding.kind() == Kind.UNREFERENCED);
        }
    }

    private Verification() {}

    /// Verifies a data directory.
    public static Report of(Layout layout) throws IOException {
        var first = new Verification();
        first.run(layout);
        if (first.findings.isEmpty()) {
            return first.report();
        }
        var again = new Verification();
        again.run(layout);
        again.findings.retainAll(Set.copyOf(first.findings));
        return again.report();
    }

    /// Verifies every file of every backup in a target.
    public static Report of(BackupTarget target) throws IOException {
        var verification = new Verification();
        var contents = new HashMap<String, Manifest.Entry>();
        for (var id : Manifest.idsIn(target)) {
            try {
                Manifest.read(target, id).files().forEach(file -> contents.put(file.blob(), file));
            } catch (IOException e) {
                verification.add(Kind.DAMAGED, Manifest.nameOf(id), String.valueOf(e.getMessage()));
            }
        }
        for (var content : contents.entrySet()) {
            verification.verify(target, content.getKey(), content.getValue());
        }
        return verification.report();
    }

    private void verify(BackupTarget target, String blob, Manifest.Entry file) throws IOException {
        if (!target.has(blob)) {
            add(Kind.MISSING, blob, "it is the content of " + file.path());
            return;
        }
        try (var content = target.open(blob)) {
            var digest = FileDigest.of(content);
            count(digest.bytes());
            if (!digest.sha256().equals(file.sha256())) {
                add(Kind.DAMAGED, blob, "its SHA-256 is wrong; it is the content of " + file.path());
            }
        }
    }

    private Report report() {
        return new Report(files, bytes, List.copyOf(findings));
    }

    private void add(Kind kind, String file, String problem) {
        findings.add(new Finding(kind, file, problem));
    }

    private void count(long size) {
        files++;
        bytes += size;
    }

    private void run(Layout layout) throws IOException {
        try (var catalog = CatalogReading.open(layout.catalogFile())) {
            catalog.check().forEach(problem -> add(Kind.DAMAGED, layout.catalog(), problem));
            files++;
            var resources = catalog.resources();
            verifyNamed(layout, layout.datasetFiles(), catalog.datasetFiles(), resources);
            verifyNamed(layout, layout.models(), catalog.models(), resources);
            verifyLogs(layout, catalog.datasetFiles());
        } catch (CatalogException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            add(Kind.DAMAGED, layout.catalog(), String.valueOf(cause.getMessage()));
        }
        verifyObjects(layout);
    }

    private void verifyNamed(Layout layout, String folder, List<NamedFile> named, Set<String> resources)
            throws IOException {
        var store = DatasetFileStore.reading(layout.root().resolve(folder));
        var known = new HashSet<String>();
        for (var file : named) {
            known.add(folder + "/" + file.file());
            count(file.bytes());
            try {
                store.requireWhole(file.file(), file.bytes(), file.crc32c());
            } catch (DamagedFileException e) {
                add(store.has(file.file()) ? Kind.DAMAGED : Kind.MISSING, folder + "/" + file.file(), e.finding());
            }
            if (!resources.contains(file.owner())) {
                add(
                        Kind.DAMAGED,
                        layout.catalog(),
                        "it names %s of %s, which does not exist".formatted(file.file(), file.owner()));
            }
        }
        for (var file : HeldFiles.filesBelow(layout.root(), folder, name -> !name.contains("/.drafts/"))) {
            if (!known.contains(file)) {
                add(
                        Kind.UNREFERENCED,
                        file,
                        "the catalog does not name it; the next start of a server removes it or moves it to the quarantine");
            }
        }
    }

    private void verifyLogs(Layout layout, List<NamedFile> datasetFiles) throws IOException {
        var root = layout.root().resolve(layout.streams());
        for (var folder : PartedLog.foldersBelow(root)) {
            files++;
            var dataset = root.relativize(folder).toString();
            int stored = storedPart(dataset.replaceFirst("-[0-9a-f]+$", ""), datasetFiles);
            for (var problem : PartedLog.findDamage(folder, stored)) {
                add(Kind.DAMAGED, layout.streams() + "/" + dataset, problem);
            }
        }
    }

    private static int storedPart(String dataset, List<NamedFile> datasetFiles) {
        return datasetFiles.stream()
                .map(NamedFile::file)
                .filter(file -> file.matches(Pattern.quote(dataset) + "/put-\\d{8}-.*"))
                .mapToInt(file -> Integer.parseInt(file.substring(dataset.length() + 5, dataset.length() + 13)))
                .max()
                .orElse(0);
    }

    private void verifyObjects(Layout layout) throws IOException {
        for (var file : HeldFiles.filesBelow(layout.root(), layout.objects(), name -> !name.contains("/staging/"))) {
            files++;
            findDamage(layout, file).ifPresent(problem -> add(Kind.DAMAGED, file, problem));
        }
    }

    private static Optional<String> findDamage(Layout layout, String file) throws IOException {
        var path = layout.root().resolve(file);
        var object = StoredObject.find(layout, file);
        if (object.isEmpty()) {
            return file.endsWith(".json") ? StoredObjectCheck.findDamage(path) : Optional.empty();
        }
        var record = layout.root().resolve(object.get().record());
        if (file.equals(object.get().record())) {
            return StoredObjectCheck.findDamage(
                    record, layout.root().resolve(object.get().data()));
        }
        return HeldFiles.exists(record) ? Optional.empty() : Optional.of("it has no record");
    }
}
