package dev.kindred.server.backup;

import dev.kindred.server.storage.BackupTarget;
import dev.kindred.server.storage.IdentityFile;
import dev.kindred.server.storage.RestoredFolder;
import java.io.IOException;
import java.util.Optional;

/// Restores a backup to a new data directory. Every file is verified against its SHA-256 while it is written.
///
/// @param layout of the data directory, which is empty or has an unfinished restore
public record Restore(BackupTarget source, Layout layout, Backup.Milestones milestones) {

    /// What was restored.
    public record Result(String id, int files, long bytes) {}

    /// Restores the backup of that id, or the newest.
    ///
    /// @throws IOException if there is no such backup, a file of it is damaged, or the directory has files
    public Result run(Optional<String> id) throws IOException {
        var ids = Manifest.idsIn(source);
        if (ids.isEmpty()) {
            throw new IOException("there is no backup: the place has no whole manifest below backups/");
        }
        var manifest = Manifest.read(source, id.orElse(ids.getLast()));
        var folder = RestoredFolder.begin(layout.root());
        milestones.passed("begun");
        long bytes = 0;
        for (var file : manifest.files()) {
            restore(file, folder);
            bytes += file.bytes();
            milestones.passed("file");
        }
        var identity = new IdentityFile.Identity(manifest.directory(), manifest.epoch());
        IdentityFile.create(layout.root().resolve(layout.identity()), identity).close();
        milestones.passed("identity");
        folder.finish();
        milestones.passed("finished");
        return new Result(manifest.id(), manifest.files().size(), bytes);
    }

    private void restore(Manifest.Entry file, RestoredFolder folder) throws IOException {
        if (!source.has(file.blob())) {
            throw new IOException("the backup has lost %s of the file %s: restore another backup"
                    .formatted(file.blob(), file.path()));
        }
        try (var content = source.open(file.blob())) {
            var digest = folder.write(file.path(), content);
            if (!digest.sha256().equals(file.sha256())) {
                throw new IOException("the content %s of the file %s is damaged in the backup: restore another backup"
                        .formatted(file.blob(), file.path()));
            }
        }
    }
}
