package dev.kindred.server.cli;

import dev.kindred.server.backup.Verification;
import dev.kindred.server.storage.HeldFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.TreeMap;

/// `kindred doctor`: reports problems of a data directory and their remedies. It changes nothing.
///
/// @param root the data directory
record Doctor(Path root, PrintStream out) {

    /// Examines the directory. Returns whether a server starts on it and nothing is damaged.
    boolean examine() {
        try (var directory = DataDirectory.open(root)) {
            CatalogGuard.requireStartable(directory);
        } catch (UsageException refusal) {
            out.println(refusal.getMessage());
            boolean isRunning = String.valueOf(refusal.getMessage()).startsWith(DataDirectory.IN_USE);
            if (!isRunning) {
                describeFiles();
                return false;
            }
        }
        try {
            var report = Verification.of(DataDirectory.layout(root));
            report.findings()
                    .forEach(finding -> out.printf("%s %s: %s.%n", finding.kind(), finding.file(), finding.problem()));
            out.println(
                    report.isWhole()
                            ? "The catalog, the identity and the files fit together."
                            : "Restore the damaged or missing files from a backup: kindred restore to a new folder, then copy them.");
            return report.isWhole();
        } catch (IOException e) {
            throw new UsageException("The data directory %s cannot be read (%s).".formatted(root, e.getMessage()));
        }
    }

    /// Lists the rows that can be read without the catalog.
    private void describeFiles() {
        try {
            var folders = new TreeMap<String, Integer>();
            for (var file :
                    HeldFiles.filesBelow(root, DataDirectory.DATASET_FILES, name -> name.endsWith(".parquet"))) {
                folders.merge(file.substring(0, file.lastIndexOf('/')), 1, Integer::sum);
            }
            out.println("First restore a backup to a new folder: kindred restore PLACE --data-dir FOLDER.");
            if (!folders.isEmpty()) {
                out.println(
                        "Without a backup, these rows can be read from Parquet files and imported again, schema included. Resources, and which file replaced which, are in the catalog only:");
                folders.forEach((folder, files) -> out.printf("  %s: %d files%n", folder, files));
            }
        } catch (IOException e) {
            out.println("The files cannot be listed (" + e.getMessage() + ").");
        }
    }
}
