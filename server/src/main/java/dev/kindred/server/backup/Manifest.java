package dev.kindred.server.backup;

import dev.kindred.server.storage.BackupTarget;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The list of the files of one backup, stored as `backups/<id>.json` after all of them. A backup without a manifest
/// does
/// not exist.
///
/// The id is the time of the backup, the epoch of the catalog and a part of the SHA-256 of the manifest, as in
/// `20261201T043500Z-1e-0a1b2c3d4e5f6071`. The content of a file is stored once, whatever backups have it, as
/// `files/<SHA-256>`.
///
/// @param directory the id of the data directory
/// @param epoch the catalog's, of the backup's moment
record Manifest(int version, Instant createdAt, UUID directory, long epoch, List<Entry> files) {

    static final int VERSION = 1;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final String FOLDER = "backups";
    private static final String ENDING = ".json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    Manifest {
        Objects.requireNonNull(createdAt);
        Objects.requireNonNull(directory);
        files = List.copyOf(files);
    }

    /// A file of the data directory.
    ///
    /// @param path below the data directory, with `/`
    /// @param modified microseconds since 1970
    record Entry(String path, long bytes, long modified, String sha256) {

        Entry {
            boolean isBelow = List.of(path.split("/", -1)).stream()
                    .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
            if (!isBelow || path.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a path outside the data directory");
            }
            if (!SHA_256.matcher(sha256).matches()) {
                throw new IllegalArgumentException("no SHA-256");
            }
        }

        /// Returns the name of the content in the target.
        String blob() {
            return "files/" + sha256.substring(0, 2) + "/" + sha256;
        }
    }

    byte[] toBytes() {
        return JSON.writeValueAsBytes(this);
    }

    String id() {
        var time = createdAt.toString().replaceAll("\\.\\d+", "").replaceAll("[-:]", "");
        return "%s-%x-%s".formatted(time, epoch, digest(toBytes()));
    }

    static String nameOf(String id) {
        return FOLDER + "/" + id + ENDING;
    }

    /// Returns the ids of the backups in a target, oldest first.
    static List<String> idsIn(BackupTarget target) throws IOException {
        return target.namesIn(FOLDER).stream()
                .filter(name -> name.endsWith(ENDING))
                .map(name -> name.substring(0, name.length() - ENDING.length()))
                .sorted()
                .toList();
    }

    /// Returns the newest backup in a target.
    static Optional<Manifest> newest(BackupTarget target) throws IOException {
        var ids = idsIn(target);
        return ids.isEmpty() ? Optional.empty() : Optional.of(read(target, ids.getLast()));
    }

    /// Reads the manifest of a backup.
    ///
    /// @throws IOException if it is missing, damaged or of a newer version
    static Manifest read(BackupTarget target, String id) throws IOException {
        if (!target.has(nameOf(id))) {
            throw new IOException("there is no backup '%s': the backups are %s".formatted(id, idsIn(target)));
        }
        byte[] content;
        try (var in = target.open(nameOf(id))) {
            content = in.readAllBytes();
        }
        if (!id.endsWith("-" + digest(content))) {
            throw new IOException(
                    "the manifest %s is damaged: restore another backup (%s)".formatted(nameOf(id), idsIn(target)));
        }
        try {
            var manifest = JSON.readValue(content, Manifest.class);
            if (manifest == null) {
                throw new IOException("the manifest %s has no content".formatted(nameOf(id)));
            }
            if (manifest.version() != VERSION) {
                throw new IOException(
                        "the backup %s was made by a newer version of Kindred (form %d, this version knows %d): restore it with that version"
                                .formatted(id, manifest.version(), VERSION));
            }
            return manifest;
        } catch (JacksonException e) {
            throw new IOException("the manifest %s was made by another program".formatted(nameOf(id)), e);
        }
    }

    static String digest(byte[] content) {
        try {
            var sha = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(sha, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
