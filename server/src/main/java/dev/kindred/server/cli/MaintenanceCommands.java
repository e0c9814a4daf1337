package dev.kindred.server.cli;

import dev.kindred.server.backup.Backup;
import dev.kindred.server.backup.Restore;
import dev.kindred.server.backup.Verification;
import dev.kindred.server.storage.BackupTarget;
import dev.kindred.server.storage.BucketBackups;
import dev.kindred.server.storage.FolderBackups;
import dev.kindred.server.storage.RemoteObjectStore;
import dev.kindred.server.storage.RemoteSettings;
import dev.kindred.server.storage.S3Location;
import dev.kindred.server.storage.StorageException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// `kindred backup`, `restore`, `verify` and `doctor`: commands on a data directory. All except `restore` can
/// run while a server uses the directory.
final class MaintenanceCommands {

    private static final int SUCCESS = 0;
    private static final int FOUND = 1;

    private final Configuration settings;
    private final PrintStream out;
    private final Path root;

    MaintenanceCommands(Configuration settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
        this.root = settings.get(Settings.DATA_DIR).toAbsolutePath().normalize();
    }

    private interface Step {
        int run(BackupTarget target) throws IOException;
    }

    /// Backs up the data directory.
    int backup(String place) {
        requireDirectory();
        return with(place, "The backup failed", target -> {
            var result = new Backup(
                            DataDirectory.layout(root), target, InstantSource.system(), Backup.Milestones.UNWATCHED)
                    .run();
            out.printf(
                    "Backup %s: %,d files of %,d bytes, of which %,d files of %,d bytes are new.%n",
                    result.id(), result.files(), result.bytes(), result.newFiles(), result.newBytes());
            result.warnings().forEach(warning -> out.println("Warning: " + warning + "."));
            return result.warnings().isEmpty() ? SUCCESS : FOUND;
        });
    }

    /// Restores a backup to the data directory.
    ///
    /// @param id of the backup, or null for the newest
    int restore(String place, @Nullable String id) {
        return with(place, "The restore failed", target -> {
            try (var directory = DataDirectory.open(root)) {
                var restore = new Restore(target, DataDirectory.layout(directory.root()), Backup.Milestones.UNWATCHED);
                var result = restore.run(Optional.ofNullable(id));
                out.printf(
                        "Backup %s is restored to %s: %,d files of %,d bytes.%n",
                        result.id(), root, result.files(), result.bytes());
                return SUCCESS;
            }
        });
    }

    /// Verifies a data directory, or the backups at a place.
    int verify(@Nullable String place, boolean isJson) {
        if (place != null) {
            return with(place, "The verification failed", target -> print(Verification.of(target), isJson));
        }
        requireDirectory();
        try {
            return print(Verification.of(DataDirectory.layout(root)), isJson);
        } catch (IOException e) {
            throw new UsageException("The verification failed: " + reasonOf(e));
        }
    }

    private int print(Verification.Report report, boolean isJson) {
        if (isJson) {
            out.println(JsonMapper.shared().writeValueAsString(report));
        } else {
            report.findings()
                    .forEach(finding -> out.printf("%s %s: %s.%n", finding.kind(), finding.file(), finding.problem()));
            out.printf(
                    "%,d files verified, %,d findings. %s%n",
                    report.files(),
                    report.findings().size(),
                    report.isWhole()
                            ? "Everything that is named exists and is whole."
                            : "Restore what is damaged or missing from a backup.");
        }
        return report.isWhole() ? SUCCESS : FOUND;
    }

    /// Reports why a server refuses the data directory.
    int doctor() {
        requireDirectory();
        return new Doctor(root, out).examine() ? SUCCESS : FOUND;
    }

    private void requireDirectory() {
        if (!Files.isDirectory(root)) {
            throw new UsageException("There is no data directory %s: name one with --data-dir.".formatted(root));
        }
    }

    private int with(String place, String failure, Step step) {
        try (var target = targetAt(place)) {
            return step.run(target);
        } catch (IOException | StorageException e) {
            throw new UsageException(failure + ": " + reasonOf(e));
        }
    }

    private static String reasonOf(Exception failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private BackupTarget targetAt(String place) {
        if (!place.startsWith("s3://")) {
            return new FolderBackups(Path.of(place).toAbsolutePath().normalize());
        }
        var location = S3Location.parse(place.endsWith("/") ? place : place + "/");
        var endpoint = settings.get(Settings.S3_ENDPOINT);
        boolean isAmazon = endpoint.equals("aws") || endpoint.equals("embedded");
        return new BucketBackups(
                RemoteObjectStore.open(new RemoteSettings(
                        isAmazon ? null : URI.create(endpoint),
                        settings.get(Settings.S3_REGION),
                        !isAmazon && settings.get(Settings.S3_PATH_STYLE))),
                location);
    }
}
