package dev.kindred.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// Compares the data of an object of the embedded S3 with its record.
public final class StoredObjectCheck {

    /// The ETag of an object that was put in one request is the MD5 of its bytes.
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    private StoredObjectCheck() {}

    /// Returns the damage of an object, as a clause, or nothing if its record is whole and its data have the size and
    /// the MD5 of the record. An object that was uploaded in parts has no MD5; its size is compared.
    public static Optional<String> findDamage(Path record, Path data) throws IOException {
        ObjectSummary summary;
        try {
            summary = JsonFile.read(record, Sidecar.class).object().summary();
        } catch (DamagedRecordException e) {
            return Optional.of("its record is damaged: " + e.finding());
        }
        if (!Files.isRegularFile(data)) {
            return Optional.of("it has no data");
        }
        if (Files.size(data) != summary.size()) {
            return Optional.of("it has %,d bytes instead of %,d".formatted(Files.size(data), summary.size()));
        }
        boolean isWhole = !MD5.matcher(summary.etag()).matches() || md5(data).equals(summary.etag());
        return isWhole ? Optional.empty() : Optional.of("its content has another MD5 than its ETag");
    }

    /// Returns the finding about the record of a part, an upload, a bucket or its settings, or nothing if its checksum
    /// is right.
    public static Optional<String> findDamage(Path record) {
        return JsonFile.findDamage(record);
    }

    private static String md5(Path file) throws IOException {
        var md5 = ChecksumAlgorithm.MD5.start();
        try (var in = Files.newInputStream(file)) {
            var buffer = new byte[1 << 17];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                md5.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(md5.finish());
    }
}
